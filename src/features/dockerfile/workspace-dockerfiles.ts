import * as vscode from 'vscode';
import { dockerfilePatterns, isIgnoreFile } from '../../core/dockerfile/file-names.ts';
import { isWithin } from '../../core/path-pattern.ts';
import { rootOf } from './configurations.ts';
import { isDockerfile } from './documents.ts';

/**
 * Every Dockerfile of the workspace, by name: those that `files.exclude` does not hide, what `files.associations` adds,
 * and what is open and has no file yet.
 */
export async function findDockerfiles(token: vscode.CancellationToken): Promise<vscode.Uri[]> {
  const associations = vscode.workspace.getConfiguration('files').get<Record<string, string>>('associations', {});
  const associated = Object.keys(associations).filter((pattern) => associations[pattern] === 'dockerfile');
  const patterns = [
    `{${dockerfilePatterns.join(',')}}`,
    ...associated.map((pattern) => (pattern.includes('/') ? pattern : `**/${pattern}`)),
  ];
  const stored = await Promise.all(
    patterns.map((pattern) => vscode.workspace.findFiles(pattern, undefined, undefined, token)),
  );
  const open = vscode.workspace.textDocuments
    .filter((document) => isDockerfile(document) && !document.isClosed && (document.isUntitled || rootOf(document.uri)))
    .map(({ uri }) => uri);
  const found = new Map([...stored.flat(), ...open].map((uri) => [uri.toString(), uri]));
  const dockerfiles = [...found.values()].filter((uri) => !isIgnoreFile(uri.path) && !isHidden(uri));
  return dockerfiles.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Asked of the search already, but not every file system that brings a search of its own minds it. */
function isHidden(uri: vscode.Uri): boolean {
  const excluded = vscode.workspace.getConfiguration('files', uri).get<Record<string, unknown>>('exclude', {});
  const patterns = Object.keys(excluded).filter((pattern) => excluded[pattern] === true);
  return isWithin(vscode.workspace.asRelativePath(uri, false), patterns);
}
