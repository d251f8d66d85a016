/** The program `shellcheck` in the background: what it says of scripts joins the findings that are shown already. */
import * as vscode from 'vscode';
import type { ShellCheck } from '../../adapters/shellcheck/shellcheck.ts';
import type { Dockerfile } from '../../core/dockerfile/model.ts';
import { type ShellCheckScript, shellCheckScripts } from '../../core/lint/shell/shellcheck.ts';
import type { ShellCheckComment, ShellCheckVerdicts } from '../../core/lint/shell/shellcheck-comments.ts';

export interface ShellCheckPorts {
  /** @returns undefined where there is none; for the values of `quayside.lint.shellcheck`. */
  readonly open: (wanted: string) => Promise<ShellCheck | undefined>;
  /** Takes a sentence for who looks why something is missing. */
  readonly log: (sentence: string) => void;
}

/** Milliseconds of rest in the typing before a program is started. */
const rest = 300;

/** Never runs in a workspace that is not trusted, nor where there are no ports: on vscode.dev. */
export class BackgroundShellCheck implements ShellCheckVerdicts, vscode.Disposable {
  /** Something was learned of the scripts of a document. */
  readonly onDidLearn: vscode.Event<vscode.TextDocument>;
  readonly #learned = new vscode.EventEmitter<vscode.TextDocument>();
  readonly #ports: ShellCheckPorts | undefined;
  readonly #runs = new Map<vscode.TextDocument, AbortController>();
  readonly #told = new Set<string>();
  /** By whom a text was read: more scripts than are remembered must not be read again and again. */
  readonly #read = new WeakMap<Dockerfile, ShellCheck | undefined>();
  #opened: { readonly wanted: string; readonly program: Promise<ShellCheck | undefined> } | undefined;
  #program: ShellCheck | undefined;
  /** Texts that no editor has take turns, so that what somebody types waits for one of them at the most. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(ports: ShellCheckPorts | undefined) {
    this.onDidLearn = this.#learned.event;
    this.#ports = ports;
  }

  /** What is known of a script now. */
  get(input: string): readonly ShellCheckComment[] | undefined {
    return this.#program?.get(input);
  }

  /** Has the scripts of a document read that are not known yet, when it has not changed for a moment. */
  look(document: vscode.TextDocument, dockerfile: Dockerfile): void {
    if (!this.#ports || !vscode.workspace.isTrusted) return;
    this.forget(document);
    const run = new AbortController();
    this.#runs.set(document, run);
    const clock = setTimeout(() => {
      void this.#look(document, dockerfile, run.signal).finally(() => {
        if (this.#runs.get(document) === run) this.#runs.delete(document);
      });
    }, rest);
    run.signal.addEventListener('abort', () => clearTimeout(clock));
  }

  /** Whether there is a program that may be run. */
  async isAtHand(): Promise<boolean> {
    return this.#ports !== undefined && vscode.workspace.isTrusted && (await this.#open()) !== undefined;
  }

  /**
   * Has the scripts of a text read that no editor has.
   * @returns whether something is known of them now
   */
  read(dockerfile: Dockerfile, signal: AbortSignal): Promise<boolean> {
    const turn = this.#turn.then(() => this.#readNow(dockerfile, signal));
    this.#turn = turn;
    return turn;
  }

  /** Ends what is under way for a document. */
  forget(document: vscode.TextDocument): void {
    this.#runs.get(document)?.abort();
    this.#runs.delete(document);
  }

  dispose(): void {
    for (const run of this.#runs.values()) run.abort();
    this.#learned.dispose();
  }

  async #readNow(dockerfile: Dockerfile, signal: AbortSignal): Promise<boolean> {
    const program = signal.aborted || !(await this.isAtHand()) ? undefined : this.#program;
    if (!program) return false;
    const scripts = shellCheckScripts(dockerfile);
    await this.#check(program, scripts, signal);
    return !signal.aborted && scripts.some(({ input }) => program.get(input) !== undefined);
  }

  async #look(document: vscode.TextDocument, dockerfile: Dockerfile, signal: AbortSignal): Promise<void> {
    const before = this.#program;
    const program = await this.#open();
    if (signal.aborted || this.#read.get(dockerfile) === program) return;
    const scripts = shellCheckScripts(dockerfile);
    const open = program ? scripts.filter(({ input }) => !program.isSettled(input)) : [];
    if (program) await this.#check(program, open, signal);
    if (signal.aborted) return;
    const isNew = open.length > 0 || program !== before || this.#read.has(dockerfile);
    this.#read.set(dockerfile, program);
    if (isNew) this.#learned.fire(document);
  }

  /** A failure is a sentence in the log: there are findings without it. */
  async #check(program: ShellCheck, scripts: readonly ShellCheckScript[], signal: AbortSignal): Promise<void> {
    try {
      await program.check(
        scripts.map(({ input }) => input),
        { signal },
      );
    } catch (error) {
      if (!signal.aborted) this.#tell(error instanceof Error ? error.message : String(error));
    }
  }

  /** The program that the setting names now, looked for once for each value. */
  async #open(): Promise<ShellCheck | undefined> {
    const wanted = vscode.workspace.getConfiguration('quayside.lint').get<string>('shellcheck', 'auto');
    if (this.#opened?.wanted !== wanted) {
      this.#opened = { wanted, program: this.#ports?.open(wanted) ?? Promise.resolve(undefined) };
    }
    const { program } = this.#opened;
    this.#program = await program;
    if (this.#program) this.#tell(vscode.l10n.t('Scripts are also read by {0}.', this.#program.program));
    else if (wanted !== 'off')
      this.#tell(vscode.l10n.t('No ShellCheck was found (quayside.lint.shellcheck is {0}).', wanted));
    return this.#program;
  }

  /** Once for each sentence: who types meets the same failure again and again. */
  #tell(sentence: string): void {
    if (this.#told.has(sentence)) return;
    this.#told.add(sentence);
    this.#ports?.log(sentence);
  }
}
