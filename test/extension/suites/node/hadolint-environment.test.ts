import * as vscode from 'vscode';
import { shows } from '../findings.ts';

/** The extension host has one environment for all: what is set here is what VS Code was started with. */
suite('The variables that hadolint reads', () => {
  suiteTeardown(async () => {
    delete process.env.HADOLINT_IGNORE;
    await settings().update('severity', undefined, vscode.ConfigurationTarget.Global);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  test('have their say in the editor, below the settings', async () => {
    process.env.HADOLINT_IGNORE = 'DL3006,DL3000';
    const content = 'FROM debian\nWORKDIR srv\nMAINTAINER x\n';
    const document = await vscode.workspace.openTextDocument({ language: 'dockerfile', content });
    await vscode.window.showTextDocument(document);
    // What applies is looked up again when a setting changes.
    await settings().update('severity', { DL3000: 'info' }, vscode.ConfigurationTarget.Global);
    await shows(document.uri, 'DL3000', 'DL4000');
  });

  const settings = () => vscode.workspace.getConfiguration('quayside.lint');
});
