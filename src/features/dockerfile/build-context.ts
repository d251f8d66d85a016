import * as vscode from 'vscode';
import { foldersUpTo, textOf } from './configuration-files.ts';
import { rootOf } from './configurations.ts';

/**
 * The folders that a build of this file may read: the context of the nearest `quayside.yaml` that builds it, and that
 * alone; else its own folder and that of the workspace. For a file that has no place yet, the first of the workspace.
 */
export async function contextsOf({ isUntitled, uri }: vscode.TextDocument): Promise<readonly vscode.Uri[]> {
  const root = rootOf(uri);
  if (isUntitled) return root ? [root] : [];
  const own = vscode.Uri.joinPath(uri, '..');
  const said = await contextFromSpec(uri, own, root ?? own);
  if (said) return [said];
  return root && root.toString() !== own.toString() ? [own, root] : [own];
}

async function contextFromSpec(uri: vscode.Uri, own: vscode.Uri, root: vscode.Uri): Promise<vscode.Uri | undefined> {
  for (const folder of foldersUpTo(own, root)) {
    const text = await textOf(vscode.Uri.joinPath(folder, 'quayside.yaml'));
    if (text === undefined) continue;
    const { buildPlaceOf } = await import('../../core/yaml-files.ts');
    const place = buildPlaceOf(text);
    if (!place) return undefined;
    const context = vscode.Uri.joinPath(folder, place.context);
    // It may be about another image: then it says nothing of this one, and nor does one above it.
    return vscode.Uri.joinPath(context, place.dockerfile).path === uri.path ? context : undefined;
  }
  return undefined;
}
