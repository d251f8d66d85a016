/** Checks every Dockerfile of the workspace and puts the findings of those that no editor has into Problems as well. */
import * as vscode from 'vscode';
import { parseDockerfile } from '../../core/dockerfile/parse.ts';
import { lint } from '../../core/lint/engine.ts';
import type { Finding } from '../../core/lint/finding.ts';
import { offer } from '../../ui/errors.ts';
import type { Configurations } from './configurations.ts';
import { isLinted, toDiagnostics } from './diagnostics.ts';
import { isDockerfile, type LintedDocuments } from './documents.ts';
import { rangeIn } from './positions.ts';
import { findDockerfiles } from './workspace-dockerfiles.ts';

/** What came of it, also given to who calls the command by its id. */
export interface WorkspaceLint {
  readonly files: number;
  readonly errors: number;
  readonly warnings: number;
  /** The milder ones. */
  readonly notes: number;
  /** Names of the files that could not be read. */
  readonly unreadable: readonly string[];
}

/** Files that are read at the same time: reading waits, checking does not. */
const atOnce = 16;

export function registerLintWorkspace(linted: LintedDocuments, configurations: Configurations): vscode.Disposable {
  const unopened = new UnopenedFindings(linted, configurations);
  return vscode.Disposable.from(
    unopened,
    vscode.commands.registerCommand('quayside.lintWorkspace', () => lintWorkspace(unopened)),
  );
}

async function lintWorkspace(unopened: UnopenedFindings): Promise<WorkspaceLint | undefined> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Checking Dockerfiles'),
    cancellable: true,
  };
  const result = await vscode.window.withProgress(options, async (progress, token) => {
    const found = (await findDockerfiles(token)).filter(isLinted);
    unopened.clear();
    const findings: Finding[] = [];
    const unreadable: string[] = [];
    let next = 0;
    let done = 0;
    const work = async () => {
      for (let uri = found[next++]; uri && !token.isCancellationRequested; uri = found[next++]) {
        const ofFile = await unopened.check(uri);
        if (ofFile) findings.push(...ofFile);
        else unreadable.push(vscode.workspace.asRelativePath(uri));
        progress.report({
          message: vscode.l10n.t('{0} of {1}', ++done, found.length),
          increment: 100 / found.length,
        });
      }
    };
    await Promise.all(Array.from({ length: Math.min(atOnce, found.length) }, work));
    return token.isCancellationRequested ? undefined : summarized(found.length, findings, unreadable);
  });
  if (result) tell(result);
  return result;
}

function summarized(files: number, findings: readonly Finding[], unreadable: readonly string[]): WorkspaceLint {
  const count = (...severities: string[]) => findings.filter(({ severity }) => severities.includes(severity)).length;
  return { files, errors: count('error'), warnings: count('warning'), notes: count('info', 'style'), unreadable };
}

function tell({ files, errors, warnings, notes, unreadable }: WorkspaceLint): void {
  if (files === 0) {
    offer('information', vscode.l10n.t('There is no Dockerfile in this workspace.'));
    return;
  }
  const sentences = [
    vscode.l10n.t('Dockerfiles checked: {0}.', files),
    errors + warnings + notes === 0
      ? vscode.l10n.t('Nothing found.')
      : vscode.l10n.t('Errors: {0}, warnings: {1}, notes: {2}.', errors, warnings, notes),
    ...(unreadable.length > 0 ? [vscode.l10n.t('Not readable: {0}.', unreadable.join(', '))] : []),
  ];
  offer(unreadable.length > 0 ? 'warning' : 'information', sentences.join(' '), {
    title: vscode.l10n.t('Show Problems'),
    run: () => vscode.commands.executeCommand('workbench.actions.view.problems'),
  });
}

/** The findings of files that no editor has; those of the others are shown as they are typed. */
class UnopenedFindings implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('quayside-workspace');
  readonly #linted: LintedDocuments;
  readonly #configurations: Configurations;
  /** What was checked, to be checked again when it changes. */
  readonly #checked = new Map<string, vscode.Uri>();
  readonly #listening: vscode.Disposable[];
  #watcher: vscode.Disposable | undefined;

  constructor(linted: LintedDocuments, configurations: Configurations) {
    this.#linted = linted;
    this.#configurations = configurations;
    const again = ({ uri }: vscode.TextDocument) => this.#again(uri);
    this.#listening = [
      vscode.workspace.onDidOpenTextDocument(again),
      vscode.workspace.onDidCloseTextDocument(again),
      configurations.onDidChange(() => {
        for (const uri of this.#checked.values()) this.#again(uri);
      }),
    ];
  }

  /** @returns undefined where the file cannot be read */
  async check(uri: vscode.Uri): Promise<readonly Finding[] | undefined> {
    this.#watcher ??= this.#watch();
    this.#checked.set(uri.toString(), uri);
    const { configuration } = await this.#configurations.of(uri);
    const open = openDocument(uri);
    if (open) {
      this.#collection.delete(uri);
      return this.#linted.findings(open);
    }
    try {
      const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
      const dockerfile = parseDockerfile(text);
      const findings = lint(dockerfile, { configuration });
      if (!openDocument(uri) && this.#checked.has(uri.toString())) {
        const ranges = (range: Finding['range']) => rangeIn(dockerfile.lines, range);
        this.#collection.set(uri, isLinted(uri) ? toDiagnostics(uri, findings, ranges) : []);
      }
      return findings;
    } catch {
      this.#collection.delete(uri);
      return undefined;
    }
  }

  clear(): void {
    this.#checked.clear();
    this.#collection.clear();
  }

  dispose(): void {
    this.#collection.dispose();
    this.#watcher?.dispose();
    for (const listening of this.#listening) listening.dispose();
  }

  #again(uri: vscode.Uri): void {
    if (this.#checked.has(uri.toString())) void this.check(uri);
  }

  #watch(): vscode.Disposable {
    const watcher = vscode.workspace.createFileSystemWatcher('**/*[Dd]ockerfile*');
    const containerfiles = vscode.workspace.createFileSystemWatcher('**/*[Cc]ontainerfile*');
    const again = (uri: vscode.Uri) => this.#again(uri);
    return vscode.Disposable.from(
      ...[watcher, containerfiles].flatMap((one) => [one, one.onDidChange(again), one.onDidDelete(again)]),
    );
  }
}

function openDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
  const key = uri.toString();
  return vscode.workspace.textDocuments.find(
    (document) => !document.isClosed && isDockerfile(document) && document.uri.toString() === key,
  );
}
