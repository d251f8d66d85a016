/** The Dockerfiles that are open, each parsed and linted once a version, whoever asks. */
import type * as vscode from 'vscode';
import { parseDockerfile } from '../../core/dockerfile/parse.ts';
import { lint } from '../../core/lint/engine.ts';
import type { Finding } from '../../core/lint/finding.ts';

/** Any scheme: saved, untitled, in a virtual workspace or inside an archive. */
export const dockerfiles: vscode.DocumentSelector = { language: 'dockerfile' };

export const isDockerfile = (document: vscode.TextDocument): boolean => document.languageId === 'dockerfile';

export class LintedDocuments {
  readonly #findings = new WeakMap<vscode.TextDocument, { version: number; findings: readonly Finding[] }>();

  /** Findings of the text as it is now, in the order of the file. */
  findings(document: vscode.TextDocument): readonly Finding[] {
    const known = this.#findings.get(document);
    if (known?.version === document.version) return known.findings;
    const findings = lint(parseDockerfile(document.getText()));
    this.#findings.set(document, { version: document.version, findings });
    return findings;
  }
}
