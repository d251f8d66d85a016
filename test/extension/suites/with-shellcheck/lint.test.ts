import * as vscode from 'vscode';
import { equal, eventually, ok } from '../assert.ts';
import { codeOf, findings } from '../findings.ts';

/** A real ShellCheck, which a setting names. */
suite('ShellCheck', () => {
  const at = (name: string) => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    ok(folder, 'No folder is open.');
    return vscode.Uri.joinPath(folder, name);
  };

  /** What ShellCheck alone knows, with its place as editors count it. */
  const theirs = (uri: vscode.Uri) =>
    findings(uri)
      .filter((finding) => /^SC(2034|2154)$/.test(String(codeOf(finding))))
      .map((finding) => `${codeOf(finding)} ${finding.range.start.line}:${finding.range.start.character}`)
      .sort();
  // Behind a continued line and a comment.
  const places = ['SC2034 3:2', 'SC2154 3:20'];

  teardown(async () => {
    await vscode.commands.executeCommand('notifications.clearAll');
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  test('reads the scripts of an open Dockerfile, and its findings stand at their places', async () => {
    const document = await vscode.workspace.openTextDocument(at('open/Dockerfile'));
    const editor = await vscode.window.showTextDocument(document);
    await eventually('what ShellCheck says', () => theirs(document.uri).join() === places.join()).catch(() =>
      equal(theirs(document.uri), places),
    );
    await editor.edit((edit) => edit.insert(new vscode.Position(1, 0), 'ENV unknown=1\n\n'));
    await eventually('the findings of what was typed', () => theirs(document.uri).join() === 'SC2034 5:2');
  });

  test('reads the scripts of all Dockerfiles when the workspace is checked', async () => {
    equal(theirs(at('closed/Dockerfile')), []);
    const result = await vscode.commands.executeCommand<{ files: number; warnings: number }>('quayside.lintWorkspace');
    equal(theirs(at('closed/Dockerfile')), places);
    ok(result.files >= 2 && result.warnings >= 2, `It counted ${JSON.stringify(result)}`);
  });

  test('is left out where it is switched off, and comes back', async () => {
    const settings = vscode.workspace.getConfiguration('quayside.lint');
    await vscode.commands.executeCommand('quayside.lintWorkspace');
    equal(theirs(at('closed/Dockerfile')), places);
    try {
      await settings.update('shellcheck', 'off', vscode.ConfigurationTarget.Workspace);
      await eventually('no finding of ShellCheck', () => theirs(at('closed/Dockerfile')).length === 0);
    } finally {
      await settings.update('shellcheck', undefined, vscode.ConfigurationTarget.Workspace);
    }
    await eventually('its findings again', () => theirs(at('closed/Dockerfile')).join() === places.join());
  });
});
