import * as vscode from 'vscode';
import { equal, eventually, ok } from '../assert.ts';
import { codeOf, findings, shows } from '../findings.ts';

suite('A workspace of several folders', () => {
  teardown(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  test('has the configuration and the settings of each folder for the files in it', async () => {
    await open('strict', 'Dockerfile');
    await open('lax', 'Dockerfile');
    await shows(at('strict', 'Dockerfile'), 'DL3006', 'DL4000');
    await shows(at('lax', 'Dockerfile'), 'DL3000', 'DL4000');
    equal(severity('strict', 'Dockerfile', 'DL3006'), vscode.DiagnosticSeverity.Error);
    equal(severity('lax', 'Dockerfile', 'DL3000'), vscode.DiagnosticSeverity.Information);
  });

  test('looks for no configuration above its folders', async () => {
    await open('bare', 'Dockerfile');
    await shows(at('bare', 'Dockerfile'), 'DL3006', 'DL3000', 'DL4000');
  });

  test('checks the Dockerfiles of all folders on demand, each by its own configuration', async () => {
    const { files } = await vscode.commands.executeCommand<{ files: number }>('quayside.lintWorkspace');
    equal(files, 4);
    await shows(at('strict', 'Dockerfile'), 'DL3006', 'DL4000');
    await shows(at('lax', 'deep', 'Dockerfile'), 'DL3000', 'DL4000');
    await shows(at('bare', 'Dockerfile'), 'DL3006', 'DL3000', 'DL4000');
  });

  test('reports what hadolint reports in the one folder that asks for that', async () => {
    await open('strict', 'Dockerfile');
    await open('lax', 'Dockerfile');
    await shows(at('lax', 'Dockerfile'), 'DL3000', 'DL4000');
    ok(findings(at('lax', 'Dockerfile')).map(codeOf).includes('QS1005'), 'QS1005 is not there to begin with.');
    const settings = vscode.workspace.getConfiguration('quayside.lint', at('lax'));
    await settings.update('compat', true, vscode.ConfigurationTarget.WorkspaceFolder);
    try {
      await eventually('hadolint’s alone', () => !findings(at('lax', 'Dockerfile')).map(codeOf).includes('QS1005'));
      equal(findings(at('lax', 'Dockerfile')).map(codeOf), ['DL3000', 'DL4000']);
      ok(findings(at('strict', 'Dockerfile')).map(codeOf).includes('QS1005'), 'The other folder has lost it too.');
    } finally {
      await settings.update('compat', undefined, vscode.ConfigurationTarget.WorkspaceFolder);
    }
  });

  test('ignores a code in the configuration of the file’s own folder', async () => {
    const document = await open('lax', 'deep', 'Dockerfile');
    await shows(document.uri, 'DL3000', 'DL4000');
    const [finding] = findings(document.uri).filter((one) => codeOf(one) === 'DL3000');
    ok(finding, 'There is no DL3000.');
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      finding.range,
    );
    const titles = actions.map(({ title }) => title).filter((title) => /^Ignore DL3000 in .*\.yaml$/.test(title));
    equal(titles, ['Ignore DL3000 in lax/.hadolint.yaml']);
  });
});

function at(folder: string, ...path: string[]): vscode.Uri {
  const found = vscode.workspace.workspaceFolders?.find(({ name }) => name === folder);
  ok(found, `There is no folder ${folder}.`);
  return vscode.Uri.joinPath(found.uri, ...path);
}

async function open(folder: string, ...path: string[]): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(at(folder, ...path));
  await vscode.window.showTextDocument(document, { preview: false });
  return document;
}

const severity = (folder: string, file: string, code: string) =>
  findings(at(folder, file)).find((finding) => codeOf(finding) === code)?.severity;
