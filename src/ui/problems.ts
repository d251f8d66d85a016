import * as vscode from 'vscode';
import type { UserFacingError } from '../core/errors.ts';

/**
 * The errors of a build at their lines, until the next build of the file or an edit of it.
 */
export class Problems implements vscode.Disposable {
  #collection: vscode.DiagnosticCollection | undefined;
  #edits: vscode.Disposable | undefined;

  /** @param error one that knows where it lies */
  show(error: UserFacingError): void {
    const { location, message, code } = error;
    if (!location) return;
    const uri = vscode.Uri.file(location.file);
    const range = rangeOf(location);
    const said = vscode.languages.getDiagnostics(uri);
    if (said.some((other) => other.range.start.line === range.start.line && other.message === message)) return;
    const diagnostic = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Error);
    diagnostic.source = 'quayside';
    diagnostic.code = code;
    this.#opened().set(uri, [diagnostic]);
  }

  /** The file is clean again as far as we know. */
  clear(file: vscode.Uri): void {
    this.#collection?.delete(file);
  }

  dispose(): void {
    this.#collection?.dispose();
    this.#edits?.dispose();
  }

  #opened(): vscode.DiagnosticCollection {
    this.#collection ??= vscode.languages.createDiagnosticCollection('quayside-build');
    this.#edits ??= vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) this.#collection?.delete(document.uri);
    });
    return this.#collection;
  }
}

/** From the column to the end of the line. */
export function rangeOf({ line, column }: { line: number; column?: number }): vscode.Range {
  const from = Math.max(0, line - 1);
  return new vscode.Range(from, Math.max(0, (column ?? 1) - 1), from, Number.MAX_SAFE_INTEGER);
}
