import * as vscode from 'vscode';
import { registerCodeActions } from './code-actions.ts';
import { registerDiagnostics } from './diagnostics.ts';
import { LintedDocuments } from './documents.ts';

/** Everything a Dockerfile shows in an editor. Needs no machine, so it runs on vscode.dev and in untrusted workspaces. */
export function registerDockerfile(): vscode.Disposable {
  const linted = new LintedDocuments();
  return vscode.Disposable.from(registerDiagnostics(linted), registerCodeActions(linted));
}
