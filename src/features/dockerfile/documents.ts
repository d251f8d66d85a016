/** The Dockerfiles that are open, each parsed and linted once a version, whoever asks. */
import type * as vscode from 'vscode';
import type { Dockerfile } from '../../core/dockerfile/model.ts';
import { parseDockerfile } from '../../core/dockerfile/parse.ts';
import { type Configuration, defaultConfiguration } from '../../core/lint/configuration.ts';
import { type LintOptions, lint } from '../../core/lint/engine.ts';
import type { Finding } from '../../core/lint/finding.ts';
import type { ShellCheckVerdicts } from '../../core/lint/shell/shellcheck-comments.ts';
import type { Surroundings } from '../../core/lint/surroundings.ts';

/** Any scheme: saved, untitled, in a virtual workspace or inside an archive. */
export const dockerfiles: vscode.DocumentSelector = { language: 'dockerfile' };

export const isDockerfile = (document: vscode.TextDocument): boolean => document.languageId === 'dockerfile';

/** What applies to a file as far as it is known. */
interface KnownConfigurations {
  known(uri: vscode.Uri): { readonly configuration: Configuration; readonly compat: boolean } | undefined;
}

interface KnownSurroundings {
  known(uri: vscode.Uri): Surroundings;
}

interface Parsed {
  readonly version: number;
  readonly dockerfile: Dockerfile;
}

interface Linted {
  readonly version: number;
  readonly configuration: Configuration;
  readonly surroundings: Surroundings;
  readonly findings: readonly Finding[];
}

export class LintedDocuments {
  readonly #parsed = new WeakMap<vscode.TextDocument, Parsed>();
  readonly #linted = new WeakMap<vscode.TextDocument, Linted>();
  readonly #configurations: KnownConfigurations;
  readonly #shellCheck: ShellCheckVerdicts;
  readonly #surroundings: KnownSurroundings;

  /** @param shellCheck what is known of scripts by now; who learns more has the document forgotten */
  constructor(configurations: KnownConfigurations, surroundings: KnownSurroundings, shellCheck: ShellCheckVerdicts) {
    this.#surroundings = surroundings;
    this.#configurations = configurations;
    this.#shellCheck = shellCheck;
  }

  /** The text as it is now, read once for all who ask. */
  dockerfile(document: vscode.TextDocument): Dockerfile {
    const { version } = document;
    const known = this.#parsed.get(document);
    if (known?.version === version) return known.dockerfile;
    const dockerfile = parseDockerfile(document.getText());
    this.#parsed.set(document, { version, dockerfile });
    return dockerfile;
  }

  /** Findings of the text as it is now, in the order of the file. */
  findings(document: vscode.TextDocument): readonly Finding[] {
    const { version } = document;
    const configuration = this.configuration(document);
    const surroundings = this.#surroundings.known(document.uri);
    const known = this.#linted.get(document);
    if (known?.version === version && known.configuration === configuration && known.surroundings === surroundings) {
      return known.findings;
    }
    const findings = lint(this.dockerfile(document), { ...this.options(document), shellCheck: this.#shellCheck });
    this.#linted.set(document, { version, configuration, surroundings, findings });
    return findings;
  }

  /** What a lint of this document goes by as far as it is known, apart from what ShellCheck says of its scripts now. */
  options(document: vscode.TextDocument): LintOptions {
    return {
      ...this.#surroundings.known(document.uri),
      configuration: this.configuration(document),
      compat: this.#configurations.known(document.uri)?.compat,
    };
  }

  /** The findings of a document are found anew when they are asked for. */
  forget(document: vscode.TextDocument): void {
    this.#linted.delete(document);
  }

  /** What applies as far as it is known: a file system that does not answer holds nothing up. */
  configuration({ uri }: vscode.TextDocument): Configuration {
    return this.#configurations.known(uri)?.configuration ?? defaultConfiguration;
  }
}
