import * as path from 'node:path';
import * as vscode from 'vscode';
import type { readProject } from '../../adapters/project.ts';
import { CancelledError, UserFacingError } from '../../core/errors.ts';
import type { BuildInput, buildInputOf } from '../../workflows/build.ts';
import { exists, findProject, folderOf, isFolder, uriOf } from '../deploy/project.ts';
import { imageNameFor } from './image-name.ts';

/** What a build or a push is about. */
export interface ImageTarget {
  readonly input: BuildInput;
  /** The tag that the engine knows the image by: `shop:latest`. */
  readonly image: string;
  /** Absolute path of the Dockerfile. */
  readonly dockerfile: string;
  /** What a `quayside.yaml` says of it, where one builds this Dockerfile. */
  readonly project: Awaited<ReturnType<typeof readProject>> | undefined;
}

export interface TargetReaders {
  readonly readProject: typeof readProject;
  readonly buildInputOf: typeof buildInputOf;
}

/**
 * Finds what to build: the Dockerfile or `quayside.yaml` that the command was called on, else the one in the editor,
 * else the only one of the workspace, else the one that the person picks. A Dockerfile that a `quayside.yaml` names is
 * built as that says; any other with its folder as the context.
 * @throws CancelledError when the picker is left; UserFacingError `no-dockerfile`, `invalid-spec`
 */
export async function imageTarget(readers: TargetReaders, given: unknown): Promise<ImageTarget> {
  const asked = uriOf(given) ?? editedDockerfile();
  if (asked && !(await isFolder(asked)) && isDockerfile(asked)) return targetOfDockerfile(readers, asked);
  const folder = await findProject(given, vscode.l10n.t('Which service?'));
  if (folder) return targetOfProject(readers, folder);
  return targetOfDockerfile(readers, asked ? await dockerfileIn(asked) : await pickDockerfile());
}

async function targetOfProject(readers: TargetReaders, folder: vscode.Uri): Promise<ImageTarget> {
  await saveIfDirty(vscode.Uri.joinPath(folder, 'quayside.yaml'));
  const project = await readers.readProject(folder.fsPath);
  const input = readers.buildInputOf(project.spec, project.folder);
  const dockerfile = path.resolve(input.context, input.dockerfile ?? 'Dockerfile');
  const image = input.tags?.[0] ?? `${project.spec.name}:latest`;
  return { input: withUnsavedText(input, dockerfile), image, dockerfile, project };
}

async function targetOfDockerfile(readers: TargetReaders, file: vscode.Uri): Promise<ImageTarget> {
  const folder = await findProject(file, '');
  if (folder) {
    const target = await targetOfProject(readers, folder);
    if (target.dockerfile === file.fsPath) return target;
  }
  const context = folderOf(file).fsPath;
  const image = imageNameFor(file.fsPath);
  const input = { context, dockerfile: file.fsPath, tags: [image] };
  return { input: withUnsavedText(input, file.fsPath), image, dockerfile: file.fsPath, project: undefined };
}

/** What stands in the editor is what is built, saved or not. */
function withUnsavedText(input: BuildInput, dockerfile: string): BuildInput {
  const open = vscode.workspace.textDocuments.find(({ uri, isDirty }) => isDirty && uri.fsPath === dockerfile);
  return open ? { ...input, text: open.getText() } : input;
}

export async function saveIfDirty(file: vscode.Uri): Promise<void> {
  const open = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === file.toString());
  if (open?.isDirty) await open.save();
}

function editedDockerfile(): vscode.Uri | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return document?.languageId === 'dockerfile' && document.uri.scheme === 'file' ? document.uri : undefined;
}

function isDockerfile({ path: file }: vscode.Uri): boolean {
  const name = file.split('/').at(-1) ?? '';
  const open = vscode.workspace.textDocuments.find(({ uri }) => uri.path === file);
  return open?.languageId === 'dockerfile' || /^(docker|container)file(\.|$)|\.(docker|container)file$/i.test(name);
}

async function dockerfileIn(asked: vscode.Uri): Promise<vscode.Uri> {
  const folder = (await isFolder(asked)) ? asked : folderOf(asked);
  const file = vscode.Uri.joinPath(folder, 'Dockerfile');
  if (await exists(file)) return file;
  throw noDockerfile(vscode.l10n.t('There is no Dockerfile in {0}.', folder.fsPath));
}

async function pickDockerfile(): Promise<vscode.Uri> {
  const pattern = '**/{[Dd]ockerfile,[Dd]ockerfile.*,*.[Dd]ockerfile,[Cc]ontainerfile}';
  const found = await vscode.workspace.findFiles(pattern, '**/{node_modules,.git}/**', 200);
  const files = found.filter(({ path: file }) => !file.endsWith('.dockerignore'));
  if (files.length === 0) throw noDockerfile(vscode.l10n.t('There is no Dockerfile in this workspace.'));
  if (files.length === 1) return files[0] as vscode.Uri;
  const rows = files.map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri }));
  rows.sort((a, b) => a.label.localeCompare(b.label));
  const picked = await vscode.window.showQuickPick(rows, { title: vscode.l10n.t('Which Dockerfile?') });
  if (!picked) throw new CancelledError();
  return picked.uri;
}

function noDockerfile(message: string): UserFacingError {
  return new UserFacingError({ code: 'no-dockerfile', message, action: { says: vscode.l10n.t('Write one first.') } });
}
