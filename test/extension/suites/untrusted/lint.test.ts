import * as vscode from 'vscode';
import { equal, eventually, ok } from '../assert.ts';
import { codeOf, findings, shows } from '../findings.ts';

suite('A workspace that is not trusted', () => {
  let document: vscode.TextDocument;

  suiteSetup(async () => {
    equal(vscode.workspace.isTrusted, false, 'The workspace is trusted');
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    ok(folder, 'No folder is open.');
    document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, 'Dockerfile'));
    await vscode.window.showTextDocument(document);
  });

  test('has its Dockerfiles checked, by its configuration', async () => {
    await shows(document.uri, 'DL3000', 'DL3025');
  });

  test('has quick fixes', async () => {
    const [finding] = findings(document.uri).filter((one) => codeOf(one) === 'DL3025');
    ok(finding, 'There is no DL3025.');
    const actions = await eventually('a preferred fix with an edit', async () => {
      const offered = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        finding.range,
      );
      return offered.some(({ edit, isPreferred }) => edit && isPreferred) ? offered : undefined;
    });
    equal(
      actions.flatMap(({ command }) => command?.command ?? []).filter((id) => /pin/i.test(id)),
      [],
    );
  });

  test('runs no ShellCheck, though the user has one', async () => {
    const { files } = await vscode.commands.executeCommand<{ files: number }>('quayside.lintWorkspace');
    ok(files >= 2, `It saw ${files} files.`);
    const scripts = vscode.Uri.joinPath(document.uri, '../scripts/Dockerfile');
    equal(
      findings(scripts)
        .map(codeOf)
        .filter((code) => code === 'SC2034'),
      [],
    );
    await vscode.commands.executeCommand('notifications.clearAll');
  });

  test('shows what could be done to a Dockerfile, which runs nothing', async () => {
    const { proposals } = await vscode.commands.executeCommand<{ proposals: { id: string }[] }>(
      'quayside.optimizeDockerfile',
      document.uri,
    );
    ok(proposals.length > 0, 'Nothing is proposed.');
    await vscode.commands.executeCommand('quayside.closeProposals');
  });

  const refused = ['buildImage', 'pushImage', 'deploy', 'destroy', 'proveOptimization', 'showLayers', 'pinPackages'];
  for (const command of refused.map((name) => `quayside.${name}`))
    test(`does not run ${command}, and says why`, async () => {
      const result = await vscode.commands.executeCommand<{ failed?: { code: string } }>(command, document.uri);
      equal(result?.failed?.code, 'untrusted-workspace');
    });

  test('completes instructions and flags, and asks AWS nothing for it', async () => {
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      new vscode.Position(0, 'FROM '.length),
    );
    const labels = items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    ok(labels.includes('scratch'), `It offers ${labels}`);
  });
});
