/** Checks every Dockerfile of the workspace and puts the findings of those that no editor has into Problems as well. */
import * as vscode from 'vscode';
import type { Dockerfile } from '../../core/dockerfile/model.ts';
import { parseDockerfile } from '../../core/dockerfile/parse.ts';
import { lint } from '../../core/lint/engine.ts';
import type { Finding } from '../../core/lint/finding.ts';
import { offer } from '../../ui/errors.ts';
import type { Configurations } from './configurations.ts';
import { isLinted, toDiagnostics } from './diagnostics.ts';
import { isDockerfile, type LintedDocuments } from './documents.ts';
import type { Overlap } from './overlap.ts';
import { rangeIn } from './positions.ts';
import type { BackgroundShellCheck } from './shellcheck.ts';
import type { BuildSurroundings } from './surroundings.ts';
import { findDockerfiles } from './workspace-dockerfiles.ts';

/** What came of it, also given to who calls the command by its id. */
interface WorkspaceLint {
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

/** Milliseconds of rest after the configuration changed before what no editor has is checked again. */
const rest = 500;

export function registerLintWorkspace(
  linted: LintedDocuments,
  { configurations, surroundings }: { configurations: Configurations; surroundings: BuildSurroundings },
  overlap: Overlap,
  shellCheck: BackgroundShellCheck,
): vscode.Disposable {
  const unopened = new UnopenedFindings(linted, { configurations, surroundings }, overlap, shellCheck);
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
    const stopped = new AbortController();
    token.onCancellationRequested(() => stopped.abort());
    const findings = new Map<vscode.Uri, readonly Finding[]>();
    const unreadable: string[] = [];
    let done = 0;
    await forEachOf(found, async (uri) => {
      if (token.isCancellationRequested) return;
      const ofFile = await unopened.check(uri);
      if (ofFile) findings.set(uri, ofFile);
      else unreadable.push(vscode.workspace.asRelativePath(uri));
      progress.report({ message: vscode.l10n.t('{0} of {1}', ++done, found.length), increment: 100 / found.length });
    });
    // What the rules found stands in Problems by now: a program that reads scripts takes its time.
    let read = 0;
    for (const uri of findings.keys()) {
      const ofFile = await unopened.readScripts(uri, stopped.signal);
      if (token.isCancellationRequested) return undefined;
      read++;
      if (!ofFile) continue;
      findings.set(uri, ofFile);
      progress.report({ message: vscode.l10n.t('scripts, {0} of {1}', read, findings.size) });
    }
    return token.isCancellationRequested
      ? undefined
      : summarized(found.length, [...findings.values()].flat(), unreadable);
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
  readonly #surroundings: BuildSurroundings;
  readonly #overlap: Overlap;
  readonly #shellCheck: BackgroundShellCheck;
  readonly #stopped = new AbortController();
  /** What was checked, to be checked again when it changes. */
  readonly #checked = new Map<string, vscode.Uri>();
  readonly #listening: vscode.Disposable[];
  #watcher: vscode.Disposable | undefined;
  #waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(
    linted: LintedDocuments,
    { configurations, surroundings }: { configurations: Configurations; surroundings: BuildSurroundings },
    overlap: Overlap,
    shellCheck: BackgroundShellCheck,
  ) {
    this.#linted = linted;
    this.#configurations = configurations;
    this.#surroundings = surroundings;
    this.#overlap = overlap;
    this.#shellCheck = shellCheck;
    const again = ({ uri }: vscode.TextDocument) => this.#again(uri);
    // What an editor opens or leaves, and what its configuration says, changes where and whether findings are shown.
    this.#listening = [
      vscode.workspace.onDidOpenTextDocument(again),
      vscode.workspace.onDidCloseTextDocument(again),
      configurations.onDidChange(() => this.#allAgainSoon()),
      surroundings.onDidChange(() => this.#allAgainSoon()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#allAgainSoon()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('quayside.lint.shellcheck')) this.#allAgainSoon();
      }),
    ];
  }

  /**
   * Shows what the rules find, and of scripts that were read already what ShellCheck said.
   * @returns undefined where the file cannot be read
   */
  async check(uri: vscode.Uri): Promise<readonly Finding[] | undefined> {
    this.#watcher ??= this.#watch();
    this.#checked.set(uri.toString(), uri);
    const [{ configuration, compat }, around] = await Promise.all([
      this.#configurations.of(uri),
      this.#surroundings.of(uri),
      // What is known of scripts is what the program says that is wanted now.
      this.#shellCheck.isAtHand(),
    ]);
    const open = openDocument(uri);
    if (open) {
      this.#collection.delete(uri);
      return this.#overlap.shown(uri, this.#linted.dockerfile(open), this.#linted.findings(open));
    }
    try {
      const dockerfile = await readDockerfile(uri);
      const options = { ...around, configuration, compat, shellCheck: this.#shellCheck };
      const findings = this.#overlap.shown(uri, dockerfile, lint(dockerfile, options));
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

  /**
   * Has ShellCheck read the scripts of a file that no editor has; for those of an editor that happens while one types.
   * @returns what is shown then, or undefined where nothing is known that was not before
   */
  async readScripts(uri: vscode.Uri, signal: AbortSignal): Promise<readonly Finding[] | undefined> {
    if (openDocument(uri) || !(await this.#shellCheck.isAtHand())) return undefined;
    if ((await this.#configurations.of(uri)).compat) return undefined;
    try {
      if (!(await this.#shellCheck.read(await readDockerfile(uri), signal))) return undefined;
    } catch {
      // It went away in the meantime, and its findings go with it.
    }
    return this.check(uri);
  }

  clear(): void {
    this.#checked.clear();
    this.#collection.clear();
  }

  dispose(): void {
    clearTimeout(this.#waiting);
    this.#stopped.abort();
    this.#collection.dispose();
    this.#watcher?.dispose();
    for (const listening of this.#listening) listening.dispose();
  }

  #allAgainSoon(): void {
    clearTimeout(this.#waiting);
    if (this.#checked.size > 0) this.#waiting = setTimeout(() => this.#allAgain(), rest);
  }

  #allAgain(): void {
    void forEachOf([...this.#checked.values()], (uri) => this.#checkAndRead(uri));
  }

  #again(uri: vscode.Uri): void {
    if (this.#checked.has(uri.toString())) void this.#checkAndRead(uri);
  }

  async #checkAndRead(uri: vscode.Uri): Promise<void> {
    if (await this.check(uri)) await this.readScripts(uri, this.#stopped.signal);
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

async function forEachOf(uris: readonly vscode.Uri[], work: (uri: vscode.Uri) => Promise<unknown>): Promise<void> {
  let next = 0;
  const worker = async () => {
    for (let uri = uris[next++]; uri; uri = uris[next++]) await work(uri);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, uris.length) }, worker));
}

async function readDockerfile(uri: vscode.Uri): Promise<Dockerfile> {
  return parseDockerfile(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)));
}

function openDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
  const key = uri.toString();
  return vscode.workspace.textDocuments.find(
    (document) => !document.isClosed && isDockerfile(document) && document.uri.toString() === key,
  );
}
