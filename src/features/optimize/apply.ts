/** Puts a result where it belongs: into the Dockerfile, or into a file beside it. */
import * as vscode from 'vscode';
import { CancelledError, UserFacingError } from '../../core/errors.ts';
import type { Applied } from '../../core/optimize/optimize.ts';
import { toTextEdit } from '../dockerfile/positions.ts';
import { changedPart } from './changed-part.ts';

/**
 * The Dockerfile and the files beside it in one edit, which is one step to undo. Nothing is saved but what is new.
 * @param folder the build context
 * @throws UserFacingError `not-applied`
 */
export async function applyTo(
  document: vscode.TextDocument,
  { text, files }: Applied,
  folder: vscode.Uri | undefined,
): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  const change = changedPart(document.getText(), text);
  if (change) edit.set(document.uri, [toTextEdit(document, change)]);
  if (folder) {
    for (const file of files) await addFile(edit, vscode.Uri.joinPath(folder, file.path), file.text);
  }
  if (await vscode.workspace.applyEdit(edit)) return;
  throw new UserFacingError({
    code: 'not-applied',
    message: vscode.l10n.t('{0} could not be changed.', vscode.workspace.asRelativePath(document.uri)),
    action: { says: vscode.l10n.t('Write the result beside it.') },
  });
}

/** Adds to an edit what makes a file read like this, whether or not it is there. */
export async function addFile(edit: vscode.WorkspaceEdit, uri: vscode.Uri, text: string): Promise<void> {
  if (!(await exists(uri))) {
    edit.createFile(uri, { contents: new TextEncoder().encode(text) });
    return;
  }
  const document = await vscode.workspace.openTextDocument(uri);
  const change = changedPart(document.getText(), text);
  if (change) edit.set(uri, [toTextEdit(document, change)]);
}

/**
 * Asks for a name and writes the result there; an ignore file goes to the name that the builder reads for that
 * Dockerfile alone, so that the build of the first stays as it is.
 * @returns the file; undefined where the person left
 */
export async function writeBeside(document: vscode.TextDocument, { text, files }: Applied): Promise<vscode.Uri> {
  const folder = folderBeside(document);
  const own = document.isUntitled ? 'Dockerfile' : (document.uri.path.split('/').at(-1) ?? 'Dockerfile');
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t('Write the optimized Dockerfile beside'),
    prompt: vscode.l10n.t('The name of the file, in {0}', vscode.workspace.asRelativePath(folder, true)),
    value: `${own}.optimized`,
    valueSelection: [own.length + 1, own.length + '.optimized'.length],
    ignoreFocusOut: true,
    validateInput: (value) => wrongWithName(value, own),
  });
  if (name === undefined) throw new CancelledError();
  const target = vscode.Uri.joinPath(folder, name);
  const written = [{ uri: target, text }, ...files.flatMap((file) => ignoreFileFor(target, file))];
  for (const { uri } of written) if (await exists(uri)) await mayOverwrite(uri);
  const encoder = new TextEncoder();
  for (const { uri, text } of written) await vscode.workspace.fs.writeFile(uri, encoder.encode(text));
  return target;
}

function ignoreFileFor(target: vscode.Uri, file: Applied['files'][number]): { uri: vscode.Uri; text: string }[] {
  if (!file.path.endsWith('.dockerignore')) return [];
  return [{ uri: target.with({ path: `${target.path}.dockerignore` }), text: file.text }];
}

function folderBeside({ isUntitled, uri }: vscode.TextDocument): vscode.Uri {
  if (!isUntitled) return vscode.Uri.joinPath(uri, '..');
  const root = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (root) return root;
  throw new UserFacingError({
    code: 'no-place',
    message: vscode.l10n.t('This file has no place yet, so nothing can be written beside it.'),
    action: { says: vscode.l10n.t('Save it first.') },
  });
}

function wrongWithName(name: string, own: string): string | undefined {
  if (name.trim() === '') return vscode.l10n.t('A name is needed.');
  if (/[\\/]/.test(name)) return vscode.l10n.t('A name, not a path: it is written beside the Dockerfile.');
  return name === own ? vscode.l10n.t('That is the Dockerfile itself. Apply the proposals to change it.') : undefined;
}

/** @throws CancelledError when not */
async function mayOverwrite(uri: vscode.Uri): Promise<void> {
  const overwrite = vscode.l10n.t('Overwrite');
  const pressed = await vscode.window.showWarningMessage(
    vscode.l10n.t('{0} is already there.', vscode.workspace.asRelativePath(uri)),
    { modal: true, detail: vscode.l10n.t('What is in it would be lost.') },
    overwrite,
  );
  if (pressed !== overwrite) throw new CancelledError();
}

const exists = (uri: vscode.Uri): Promise<boolean> =>
  Promise.resolve(vscode.workspace.fs.stat(uri)).then(
    () => true,
    () => false,
  );
