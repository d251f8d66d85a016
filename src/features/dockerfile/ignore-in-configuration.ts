/** Adds a code to the configuration that applies to a Dockerfile, or makes the first one of its workspace. */
import * as vscode from 'vscode';
import { configurationNames } from '../../core/lint/configuration-places.ts';
import { offer } from '../../ui/errors.ts';
import { type Configurations, rootOf } from './configurations.ts';
import { toTextEdit } from './positions.ts';

/** Takes the URI of the Dockerfile and the code. Behind a code action only: alone it would not know what to ignore. */
export const ignoreInConfigurationCommand = 'quayside.ignoreInConfiguration';

export function registerIgnoreInConfiguration(configurations: Configurations): vscode.Disposable {
  return vscode.commands.registerCommand(ignoreInConfigurationCommand, async (uri: vscode.Uri, code: string) => {
    await configurations.of(uri);
    const target = configurationToIgnoreIn(uri, configurations);
    if (target) await ignoreIn(target, code);
  });
}

/** The file that a code would be added to: the one that applies, else a new one where the workspace begins. */
export function configurationToIgnoreIn(uri: vscode.Uri, configurations: Configurations): vscode.Uri | undefined {
  const applied = configurations.known(uri);
  if (applied?.file) return applied.file.uri;
  if (applied?.missing) return applied.missing;
  const root = rootOf(uri);
  return root && vscode.Uri.joinPath(root, configurationNames[0]);
}

async function ignoreIn(target: vscode.Uri, code: string): Promise<void> {
  const { ignoreInConfiguration } = await import('../../core/yaml-files.ts');
  const edit = new vscode.WorkspaceEdit();
  edit.createFile(target, { ignoreIfExists: true });
  if (!(await vscode.workspace.applyEdit(edit))) return refuse(target);
  const document = await vscode.workspace.openTextDocument(target);
  const change = ignoreInConfiguration(document.getText(), code);
  if (!change) return refuse(target);
  const wasSaved = !document.isDirty;
  const insertion = new vscode.WorkspaceEdit();
  insertion.set(target, [toTextEdit(document, change)]);
  if (!(await vscode.workspace.applyEdit(insertion))) return refuse(target);
  // What a person is still writing is theirs to save.
  if (wasSaved) await document.save();
}

function refuse(target: vscode.Uri): void {
  const name = vscode.workspace.asRelativePath(target);
  offer('warning', vscode.l10n.t('{0} cannot be changed: mend what is wrong in it, or let it be written.', name), {
    title: vscode.l10n.t('Open'),
    run: () => vscode.window.showTextDocument(target),
  });
}
