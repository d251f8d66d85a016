import * as vscode from 'vscode';
import { CancelledError } from '../../core/errors.ts';

export const specFileName = 'quayside.yaml';

/**
 * The folder of the `quayside.yaml` that a command is about: the nearest one above what it was called on, else above
 * the file in the editor, else the only one of the workspace, else the one that the person picks.
 * @param given what the command got: the Uri of a file or folder, or nothing
 * @returns undefined when there is none
 * @throws CancelledError when the picker is left
 */
export async function findProject(given: unknown, title: string): Promise<vscode.Uri | undefined> {
  const asked = uriOf(given);
  if (asked) return nearestProject(asked);
  const edited = vscode.window.activeTextEditor?.document.uri;
  const near = edited && (await nearestProject(edited));
  if (near) return near;
  const files = await vscode.workspace.findFiles(`**/${specFileName}`, '**/{node_modules,.git}/**', 200);
  const folders = files.map(folderOf).sort((a, b) => a.path.localeCompare(b.path));
  return folders.length > 1 ? pickFolder(folders, title) : folders[0];
}

/** What a command was called on: a Uri, or a path, which is what a keybinding or a task can give. */
export function uriOf(given: unknown): vscode.Uri | undefined {
  if (given instanceof vscode.Uri) return given;
  return typeof given === 'string' ? vscode.Uri.file(given) : undefined;
}

/** The folder, or the nearest one above it within the workspace, that has a `quayside.yaml`. */
async function nearestProject(uri: vscode.Uri): Promise<vscode.Uri | undefined> {
  const root = vscode.workspace.getWorkspaceFolder(uri)?.uri;
  for (let folder = (await isFolder(uri)) ? uri : folderOf(uri); ; folder = folderOf(folder)) {
    if (await exists(vscode.Uri.joinPath(folder, specFileName))) return folder;
    if (!root || folder.path === root.path || folder.path === folderOf(folder).path) return undefined;
  }
}

async function pickFolder(folders: readonly vscode.Uri[], title: string): Promise<vscode.Uri> {
  const rows = folders.map((folder) => ({ label: vscode.workspace.asRelativePath(folder, true), folder }));
  const picked = await vscode.window.showQuickPick(rows, { title });
  if (!picked) throw new CancelledError();
  return picked.folder;
}

export function folderOf(file: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(file, '..');
}

export async function isFolder(uri: vscode.Uri): Promise<boolean> {
  const stat = await vscode.workspace.fs.stat(uri).then(undefined, () => undefined);
  return stat !== undefined && (stat.type & vscode.FileType.Directory) !== 0;
}

export async function exists(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}
