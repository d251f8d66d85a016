/** The Dockerfiles that are open, each parsed and linted once a version, whoever asks. */
import type * as vscode from 'vscode';
import { parseDockerfile } from '../../core/dockerfile/parse.ts';
import { type Configuration, defaultConfiguration } from '../../core/lint/configuration.ts';
import { lint } from '../../core/lint/engine.ts';
import type { Finding } from '../../core/lint/finding.ts';
import type { Configurations } from './configurations.ts';

/** Any scheme: saved, untitled, in a virtual workspace or inside an archive. */
export const dockerfiles: vscode.DocumentSelector = { language: 'dockerfile' };

export const isDockerfile = (document: vscode.TextDocument): boolean => document.languageId === 'dockerfile';

interface Linted {
  readonly version: number;
  readonly configuration: Configuration;
  readonly findings: readonly Finding[];
}

export class LintedDocuments {
  readonly #linted = new WeakMap<vscode.TextDocument, Linted>();
  readonly #configurations: Pick<Configurations, 'known'>;

  constructor(configurations: Pick<Configurations, 'known'>) {
    this.#configurations = configurations;
  }

  /** Findings of the text as it is now, in the order of the file. */
  findings(document: vscode.TextDocument): readonly Finding[] {
    const { version } = document;
    const configuration = this.configuration(document);
    const known = this.#linted.get(document);
    if (known?.version === version && known.configuration === configuration) return known.findings;
    const findings = lint(parseDockerfile(document.getText()), { configuration });
    this.#linted.set(document, { version, configuration, findings });
    return findings;
  }

  /** What applies as far as it is known: a file system that does not answer holds nothing up. */
  configuration({ uri }: vscode.TextDocument): Configuration {
    return this.#configurations.known(uri)?.configuration ?? defaultConfiguration;
  }
}
