/** Findings as diagnostics, while the text is being typed. */
import * as vscode from 'vscode';
import { documentationUrl } from '../../core/lint/documentation.ts';
import type { Finding, Severity } from '../../core/lint/finding.ts';
import { dockerfiles, isDockerfile, type LintedDocuments } from './documents.ts';
import { toRange } from './positions.ts';

const severities: Record<Exclude<Severity, 'ignore'>, vscode.DiagnosticSeverity> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
  style: vscode.DiagnosticSeverity.Hint,
};

const tags = { deprecated: vscode.DiagnosticTag.Deprecated, unnecessary: vscode.DiagnosticTag.Unnecessary };

export const diagnosticSource = 'quayside';

export function registerDiagnostics(linted: LintedDocuments): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('quayside');
  const waiting = new Map<vscode.TextDocument, ReturnType<typeof setTimeout>>();

  const show = (document: vscode.TextDocument) => {
    waiting.delete(document);
    if (document.isClosed || !isWanted(document)) collection.delete(document.uri);
    else
      collection.set(
        document.uri,
        linted.findings(document).flatMap((finding) => toDiagnostic(document, finding)),
      );
  };
  // One lint for the changes that arrive together; a lint takes less than a frame, so there is nothing to debounce.
  const soon = (document: vscode.TextDocument) => {
    if (isDockerfile(document) && !waiting.has(document))
      waiting.set(
        document,
        setTimeout(() => show(document), 0),
      );
  };
  const forget = (document: vscode.TextDocument) => {
    clearTimeout(waiting.get(document));
    waiting.delete(document);
    collection.delete(document.uri);
  };
  const showAll = () => vscode.workspace.textDocuments.forEach(soon);

  showAll();
  return vscode.Disposable.from(
    collection,
    vscode.workspace.onDidOpenTextDocument(soon),
    vscode.workspace.onDidChangeTextDocument(({ document }) => soon(document)),
    vscode.workspace.onDidCloseTextDocument(forget),
    vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration('quayside.lint') && showAll()),
    new vscode.Disposable(() => waiting.forEach(clearTimeout)),
  );
}

function isWanted(document: vscode.TextDocument): boolean {
  return (
    vscode.languages.match(dockerfiles, document) > 0 &&
    vscode.workspace.getConfiguration('quayside.lint', document.uri).get('enabled', true)
  );
}

function toDiagnostic(document: vscode.TextDocument, finding: Finding): vscode.Diagnostic[] {
  if (finding.severity === 'ignore') return [];
  const diagnostic = new vscode.Diagnostic(
    toRange(document, finding.range),
    finding.message,
    severities[finding.severity],
  );
  diagnostic.source = diagnosticSource;
  diagnostic.code = { value: finding.code, target: vscode.Uri.parse(documentationUrl(finding.code)) };
  if (finding.tags) diagnostic.tags = finding.tags.map((tag) => tags[tag]);
  if (finding.related) {
    diagnostic.relatedInformation = finding.related.map(
      ({ range, message }) =>
        new vscode.DiagnosticRelatedInformation(new vscode.Location(document.uri, toRange(document, range)), message),
    );
  }
  return [diagnostic];
}
