import * as vscode from 'vscode';
import { CancelledError, UserFacingError } from '../../core/errors.ts';
import { isDockerfile } from '../dockerfile/documents.ts';
import { findDockerfiles } from '../dockerfile/workspace-dockerfiles.ts';
import { previewScheme } from './preview-scheme.ts';

/**
 * The Dockerfile that a command is about: what it was called on, else what the editor has, else the only one of the
 * workspace, else the one that the person picks.
 * @param given the Uri or path of a file, or nothing
 * @param shown whose result is shown: a command in that editor is about it
 * @throws CancelledError when the picker is left; UserFacingError `no-dockerfile`
 */
export async function dockerfileFor(
  given: unknown,
  shown: vscode.TextDocument | undefined,
): Promise<vscode.TextDocument> {
  const asked = typeof given === 'string' ? vscode.Uri.file(given) : given;
  const active = vscode.window.activeTextEditor?.document;
  const uri = asked instanceof vscode.Uri ? asked : active && isDockerfile(active) ? active.uri : undefined;
  if (uri?.scheme === previewScheme && shown) return shown;
  return vscode.workspace.openTextDocument(uri ?? (await pick()));
}

async function pick(): Promise<vscode.Uri> {
  const found = await findDockerfiles(new vscode.CancellationTokenSource().token);
  if (found.length === 0) {
    throw new UserFacingError({
      code: 'no-dockerfile',
      message: vscode.l10n.t('There is no Dockerfile in this workspace.'),
      action: { says: vscode.l10n.t('Write one first.') },
    });
  }
  if (found.length === 1) return found[0] as vscode.Uri;
  const rows = found.map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri }));
  const picked = await vscode.window.showQuickPick(rows, { title: vscode.l10n.t('Optimize which Dockerfile?') });
  if (!picked) throw new CancelledError();
  return picked.uri;
}
