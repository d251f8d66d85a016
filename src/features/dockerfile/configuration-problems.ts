/** What is wrong in a configuration, shown in it. */
import * as vscode from 'vscode';
import { LineIndex } from '../../core/text.ts';
import type { ConfigurationFile } from './configuration-files.ts';
import { rangeIn } from './positions.ts';

export class ConfigurationProblems implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('quayside-configuration');

  readonly show = (uri: vscode.Uri, file: ConfigurationFile | undefined): void => {
    if (file) this.#collection.set(uri, diagnosticsOf(file));
    else this.#collection.delete(uri);
  };

  dispose(): void {
    this.#collection.dispose();
  }
}

function diagnosticsOf({ text, problems }: ConfigurationFile): vscode.Diagnostic[] {
  const lines = new LineIndex(text);
  return problems.map(({ kind, message, range, fatal }) => {
    const said = fatal
      ? vscode.l10n.t('{0}. Until this is mended, nothing in this file applies.', message)
      : vscode.l10n.t('{0}. It has no effect.', message);
    const severity = fatal ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Warning;
    const diagnostic = new vscode.Diagnostic(rangeIn(lines, range), said, severity);
    diagnostic.source = 'quayside';
    diagnostic.code = kind;
    return diagnostic;
  });
}
