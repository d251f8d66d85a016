// Shows what Docker DX would show of a MAINTAINER: the check's name as the code, the whole instruction as the place,
// the source that Docker's language server gives itself. As that one without an engine it can also show nothing.
const vscode = require('vscode');

exports.activate = ({ subscriptions }) => {
  const collection = vscode.languages.createDiagnosticCollection('docker-stand-in');
  let hasEngine = true;
  const show = (document) => {
    if (document.languageId !== 'dockerfile') return;
    const lines = document.getText().split('\n');
    const found = lines.flatMap((line, number) => {
      if (!hasEngine || !line.startsWith('MAINTAINER')) return [];
      const range = new vscode.Range(number, 0, number, line.length);
      const diagnostic = new vscode.Diagnostic(range, 'MAINTAINER is deprecated', vscode.DiagnosticSeverity.Warning);
      diagnostic.source = 'docker-language-server';
      const target = vscode.Uri.parse('https://docs.docker.com/go/dockerfile/rule/maintainer-deprecated/');
      diagnostic.code = { value: 'MaintainerDeprecated', target };
      return diagnostic;
    });
    collection.set(document.uri, found);
  };
  const showAll = () => vscode.workspace.textDocuments.forEach(show);
  showAll();
  subscriptions.push(
    collection,
    vscode.workspace.onDidOpenTextDocument(show),
    vscode.workspace.onDidChangeTextDocument(({ document }) => show(document)),
    vscode.commands.registerCommand('docker.standIn.engine', (there) => {
      hasEngine = there;
      showAll();
    }),
  );
};
