import * as vscode from 'vscode';
import { equal, eventually, ok } from '../assert.ts';
import { codeOf, findings } from '../findings.ts';

/** In milliseconds: what a busy machine's watcher misses is waited for twice. */
const patience = 60_000;

suite('What lies around a Dockerfile', () => {
  let folder: vscode.Uri;
  let dockerfile: vscode.Uri;

  suiteSetup(async () => {
    const root = vscode.workspace.workspaceFolders?.[0]?.uri;
    ok(root, 'No folder is open.');
    folder = vscode.Uri.joinPath(root, 'surroundings');
    dockerfile = await write('app/Dockerfile', 'FROM --platform=linux/arm64 a:1 as b\nADD x y /z/\n');
  });

  suiteTeardown(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(folder, { recursive: true });
  });

  test('has its say as soon as it is written, typed, and gone', async function () {
    this.timeout(patience);
    await open(dockerfile);
    await has('FromAsCasing');
    await hasNot('CopyIgnoredFile', 'QS2101');
    const ignoreFile = await write('app/.dockerignore', 'x\n');
    await has('CopyIgnoredFile');
    const spec = await write('quayside.yaml', 'name: b\nport: 80\nbuild:\n  dockerfile: other\n');
    const editor = await open(spec);
    const other = editor.document.getText().indexOf('other');
    await editor.edit((edit) =>
      edit.replace(
        new vscode.Range(editor.document.positionAt(other), editor.document.positionAt(other + 5)),
        'app/Dockerfile',
      ),
    );
    ok(editor.document.isDirty, 'It was saved.');
    await has('QS2101');
    // The context is now the folder of the service, which has no ignore file.
    await hasNot('CopyIgnoredFile');
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await has('CopyIgnoredFile');
    await hasNot('QS2101');
    await vscode.workspace.fs.delete(ignoreFile);
    await goesAtLast('CopyIgnoredFile', async () => {
      await open(spec);
      await open(dockerfile);
    });
  });

  test('has its say where the whole workspace is checked', async function () {
    this.timeout(patience);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await write('app/Dockerfile.dockerignore', 'y\n');
    await vscode.commands.executeCommand('quayside.lintWorkspace');
    await has('CopyIgnoredFile');
    await write('app/Dockerfile.dockerignore', 'other\n');
    await goesAtLast('CopyIgnoredFile', () => vscode.commands.executeCommand('quayside.lintWorkspace'));
  });

  test('compat mode fixes what it reports and nothing else', async () => {
    const settings = vscode.workspace.getConfiguration('quayside.lint');
    await settings.update('compat', true, vscode.ConfigurationTarget.Global);
    try {
      const { document } = await open(dockerfile);
      await hasNot('FromAsCasing');
      await vscode.commands.executeCommand('quayside.fixAll');
      equal(document.getText(), 'FROM --platform=linux/arm64 a:1 as b\nCOPY x y /z/\n');
    } finally {
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      await settings.update('compat', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  const codes = () => findings(dockerfile).map((finding) => String(codeOf(finding)));

  const has = (...wanted: string[]) =>
    eventually(`${wanted} in ${codes()}`, () => wanted.every((code) => codes().includes(code)));

  const hasNot = (...unwanted: string[]) =>
    eventually(
      `no ${unwanted} in ${codes()}`,
      () => codes().length > 0 && !unwanted.some((code) => codes().includes(code)),
    );

  /** The watcher of a busy machine may miss a change: then who turns to the file, or checks again, sees it. */
  async function goesAtLast(code: string, turn: () => Thenable<unknown>): Promise<void> {
    const isHeard = await hasNot(code).then(
      () => true,
      () => false,
    );
    if (isHeard) return;
    await turn();
    await hasNot(code);
  }

  async function write(name: string, text: string): Promise<vscode.Uri> {
    const uri = vscode.Uri.joinPath(folder, name);
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    return uri;
  }

  const open = (uri: vscode.Uri) => vscode.window.showTextDocument(uri, { preview: false });
});
