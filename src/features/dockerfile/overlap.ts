/** Which findings are left to Docker DX or Container Tools, where those show them too. */
import * as vscode from 'vscode';
import type { Dockerfile } from '../../core/dockerfile/model.ts';
import type { Finding } from '../../core/lint/finding.ts';
import { canBeShownElsewhere, isCompared, type OtherFinding, shownElsewhere } from '../../core/lint/overlap.ts';
import { isDockerfile, type LintedDocuments } from './documents.ts';

/** Lines of one finding that are compared: those of others cover whole instructions, heredocs included. */
const linesAtMost = 200;

export interface Muted {
  /** How many findings are not shown. */
  readonly count: number;
  /** The tools that show them, by the name that they give themselves; none where the setting mutes whatever is there. */
  readonly tools: readonly string[];
}

export class Overlap implements vscode.Disposable {
  /** Others show something else in this file. */
  readonly onDidChange: vscode.Event<vscode.Uri>;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #others = new Map<string, readonly OtherFinding[]>();
  readonly #listening: vscode.Disposable;

  constructor() {
    this.onDidChange = this.#changed.event;
    this.#listening = vscode.Disposable.from(
      vscode.languages.onDidChangeDiagnostics(({ uris }) => {
        for (const uri of uris) this.#look(uri);
      }),
      vscode.workspace.onDidOpenTextDocument(({ uri }) => this.#look(uri)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#others.delete(uri.toString())),
    );
    for (const { uri } of vscode.workspace.textDocuments) this.#look(uri);
  }

  /** Of the findings of a file those that are to be shown. */
  shown(uri: vscode.Uri, dockerfile: Dockerfile, findings: readonly Finding[]): readonly Finding[] {
    const mutes = this.#muting(uri, dockerfile);
    return mutes ? findings.filter((finding) => mutes(finding) === undefined) : findings;
  }

  /** What is muted in an open file, and because of whom. */
  muted(document: vscode.TextDocument, linted: LintedDocuments): Muted {
    const mutes = this.#muting(document.uri, linted.dockerfile(document));
    const tools = linted.findings(document).flatMap((finding) => mutes?.(finding) ?? []);
    return { count: tools.length, tools: [...new Set(tools)].filter(Boolean) };
  }

  dispose(): void {
    this.#listening.dispose();
    this.#changed.dispose();
  }

  #muting(uri: vscode.Uri, dockerfile: Dockerfile): ((finding: Finding) => string | undefined) | undefined {
    switch (vscode.workspace.getConfiguration('quayside.lint', uri).get('overlap')) {
      case 'show':
        return undefined;
      case 'mute':
        return ({ code }) => (canBeShownElsewhere(code) ? '' : undefined);
      default: {
        // Seen and not guessed from what is installed: without an engine Docker DX shows nothing, and Container Tools
        // has a setting for each of its warnings.
        const others = this.#others.get(uri.toString());
        return others && shownElsewhere(dockerfile, others);
      }
    }
  }

  #look(uri: vscode.Uri): void {
    const key = uri.toString();
    const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === key);
    if (!document || !isDockerfile(document)) return;
    const others = vscode.languages.getDiagnostics(uri).flatMap((diagnostic): OtherFinding[] => {
      const { code, range, source } = diagnostic;
      if (!isCompared(source)) return [];
      return [{ source, code: typeof code === 'object' ? code.value : code, lines: linesOf(document, range) }];
    });
    const before = this.#others.get(key) ?? [];
    if (JSON.stringify(before) === JSON.stringify(others)) return;
    this.#others.set(key, others);
    this.#changed.fire(uri);
  }
}

function linesOf(document: vscode.TextDocument, { end, start }: vscode.Range): string[] {
  // Of an extension that is a version behind: it will tell again, and the lines may be gone.
  const last = Math.min(end.line, start.line + linesAtMost, document.lineCount - 1);
  const lines: string[] = [];
  for (let line = start.line; line <= last; line++) lines.push(document.lineAt(line).text);
  return lines;
}
