import * as vscode from 'vscode';
import { isDockerfile } from '../dockerfile/documents.ts';
import { previewScheme } from './preview-scheme.ts';

/** Characters: what is longer was not written by hand, and looking would be felt. */
const longest = 200_000;

export function areHintsWanted(document: vscode.TextDocument): boolean {
  if (!isDockerfile(document) || document.uri.scheme === previewScheme) return false;
  const settings = vscode.workspace.getConfiguration('quayside', document.uri);
  return (
    settings.get('optimize.hints', true) && settings.get('lint.enabled', true) && document.getText().length <= longest
  );
}
