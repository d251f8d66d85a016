/** Findings as diagnostics, while the text is being typed. */
import * as vscode from 'vscode';
import { documentationUrl } from '../../core/lint/documentation.ts';
import type { Finding, Severity } from '../../core/lint/finding.ts';
import type { Range } from '../../core/text.ts';
import type { Configurations } from './configurations.ts';
import { dockerfiles, isDockerfile, type LintedDocuments } from './documents.ts';
import type { Overlap } from './overlap.ts';
import { toRange } from './positions.ts';
import type { BackgroundShellCheck } from './shellcheck.ts';
import type { BuildSurroundings } from './surroundings.ts';

const severities: Record<Exclude<Severity, 'ignore'>, vscode.DiagnosticSeverity> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
  style: vscode.DiagnosticSeverity.Hint,
};

const tags = { deprecated: vscode.DiagnosticTag.Deprecated, unnecessary: vscode.DiagnosticTag.Unnecessary };

export const diagnosticSource = 'quayside';

/** Milliseconds until findings are shown by the rules alone, where the configuration cannot be had. */
const patience = 1000;

export function registerDiagnostics(
  linted: LintedDocuments,
  { configurations, surroundings }: { configurations: Configurations; surroundings: BuildSurroundings },
  overlap: Overlap,
  shellCheck: BackgroundShellCheck,
): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('quayside');
  const waiting = new Map<vscode.TextDocument, ReturnType<typeof setTimeout>>();

  const show = (document: vscode.TextDocument) => {
    waiting.delete(document);
    if (document.isClosed || !isWanted(document)) collection.delete(document.uri);
    else {
      const { uri } = document;
      const shown = overlap.shown(uri, linted.dockerfile(document), linted.findings(document));
      collection.set(uri, toDiagnostics(uri, shown, rangesIn(document)));
      if (configurations.known(uri)?.compat !== true) shellCheck.look(document, linted.dockerfile(document));
    }
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
    shellCheck.forget(document);
    collection.delete(document.uri);
  };
  // Findings that come only to go again would be worse than findings a moment later.
  const opened = (document: vscode.TextDocument) => {
    if (!isDockerfile(document)) return;
    const timeout = setTimeout(() => soon(document), patience);
    void Promise.all([configurations.of(document.uri), surroundings.of(document.uri)]).then(() => {
      clearTimeout(timeout);
      soon(document);
    });
  };
  const showAll = () => vscode.workspace.textDocuments.forEach(soon);

  vscode.workspace.textDocuments.forEach(opened);
  return vscode.Disposable.from(
    collection,
    configurations.onDidChange(showAll),
    surroundings.onDidChange(showAll),
    overlap.onDidChange(showAll),
    shellCheck.onDidLearn((document) => {
      linted.forget(document);
      soon(document);
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(showAll),
    vscode.workspace.onDidOpenTextDocument(opened),
    vscode.workspace.onDidChangeTextDocument(({ document }) => soon(document)),
    vscode.workspace.onDidCloseTextDocument(forget),
    vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration('quayside.lint') && showAll()),
    new vscode.Disposable(() => waiting.forEach(clearTimeout)),
  );
}

function isWanted(document: vscode.TextDocument): boolean {
  return vscode.languages.match(dockerfiles, document) > 0 && isLinted(document.uri);
}

/** Whether findings are to be shown in a file. */
export const isLinted = (uri: vscode.Uri): boolean =>
  vscode.workspace.getConfiguration('quayside.lint', uri).get('enabled', true);

const rangesIn = (document: vscode.TextDocument) => (range: Range) => toRange(document, range);

/** @param rangeOf turns the offsets of the text into places */
export function toDiagnostics(
  uri: vscode.Uri,
  findings: readonly Finding[],
  rangeOf: (range: Range) => vscode.Range,
): vscode.Diagnostic[] {
  return findings.flatMap((finding) => {
    if (finding.severity === 'ignore') return [];
    const diagnostic = new vscode.Diagnostic(rangeOf(finding.range), finding.message, severities[finding.severity]);
    diagnostic.source = diagnosticSource;
    diagnostic.code = { value: finding.code, target: vscode.Uri.parse(documentationUrl(finding.code)) };
    if (finding.tags) diagnostic.tags = finding.tags.map((tag) => tags[tag]);
    if (finding.related) {
      diagnostic.relatedInformation = finding.related.map(
        ({ range, message }) =>
          new vscode.DiagnosticRelatedInformation(new vscode.Location(uri, rangeOf(range)), message),
      );
    }
    return [diagnostic];
  });
}
