import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { eventually, ok } from '../assert.ts';
import { shows } from '../findings.ts';

/** Another program writes the configuration, where VS Code watches nothing. */
suite('A configuration that VS Code does not watch', () => {
  const watching = vscode.workspace.getConfiguration('files');
  let folder: string;

  suiteSetup(async () => {
    const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
    ok(root, 'No folder is open.');
    folder = path.join(root, 'unwatched');
    await watching.update('watcherExclude', { '**/unwatched/**': true }, vscode.ConfigurationTarget.Global);
    await mkdir(folder);
    await writeFile(path.join(folder, 'Dockerfile'), 'FROM debian\nWORKDIR srv\n');
    await writeFile(path.join(folder, 'notes.txt'), 'notes\n');
  });

  suiteTeardown(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await watching.update('watcherExclude', undefined, vscode.ConfigurationTarget.Global);
    await rm(folder, { recursive: true });
  });

  test('applies as soon as somebody turns to the file', async () => {
    const dockerfile = await open('Dockerfile');
    await shows(dockerfile, 'DL3006', 'DL3000');
    await writeFile(path.join(folder, '.hadolint.yaml'), 'ignored: [DL3006]\n');
    await open('notes.txt');
    await open('Dockerfile');
    await shows(dockerfile, 'DL3000');
  });

  test('applies as soon as a file is saved', async () => {
    const dockerfile = await open('Dockerfile');
    await shows(dockerfile, 'DL3000');
    await rm(path.join(folder, '.hadolint.yaml'));
    const editor = await eventually('the editor', () => vscode.window.activeTextEditor);
    await editor.edit((edit) => edit.insert(new vscode.Position(2, 0), 'EXPOSE 8080\n'));
    await editor.document.save();
    await shows(dockerfile, 'DL3006', 'DL3000');
  });

  async function open(name: string): Promise<vscode.Uri> {
    const uri = vscode.Uri.file(path.join(folder, name));
    await vscode.window.showTextDocument(uri, { preview: false });
    return uri;
  }
});
