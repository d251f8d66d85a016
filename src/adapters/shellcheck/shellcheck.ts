import type { ShellCheckComment, ShellCheckVerdicts } from '../../core/lint/shell/shellcheck-comments.ts';
import { findShellCheck } from './find.ts';
import { runShellCheck, type ShellCheckRun } from './run.ts';

/** Scripts that are remembered; beyond that those go that nobody asked for the longest. */
const remembered = 1000;
/** Processes at the same time, whoever asks. */
const atOnce = 2;

/** The program `shellcheck`, each script read once. */
export class ShellCheck implements ShellCheckVerdicts {
  readonly program: string;
  readonly #known = new Map<string, readonly ShellCheckComment[] | 'failed'>();
  readonly #limit: number;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(program: string, limit: number = remembered) {
    this.program = program;
    this.#limit = limit;
  }

  get(input: string): readonly ShellCheckComment[] | undefined {
    const known = this.#known.get(input);
    if (known === undefined) return undefined;
    this.#remember(input, known);
    return known === 'failed' ? undefined : known;
  }

  /** Whether there is nothing to be learned of a script any more: it was read, or cannot be. */
  isSettled(input: string): boolean {
    return this.#known.has(input);
  }

  /**
   * Has the scripts read that were not yet; a script that failed is not tried again.
   * @throws ShellCheckFailure for the first that fails, when the others are done; the reason of the signal
   */
  check(inputs: readonly string[], run: ShellCheckRun = {}): Promise<void> {
    const turn = this.#turn.then(() => this.#checkNow(inputs, run));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #checkNow(inputs: readonly string[], run: ShellCheckRun): Promise<void> {
    const open = [...new Set(inputs)].filter((input) => !this.isSettled(input));
    let failure: unknown;
    const work = async () => {
      for (let input = open.pop(); input !== undefined; input = open.pop()) {
        run.signal?.throwIfAborted();
        try {
          this.#remember(input, await runShellCheck(this.program, input, run));
        } catch (error) {
          run.signal?.throwIfAborted();
          this.#remember(input, 'failed');
          failure ??= error;
        }
      }
    };
    await Promise.all(Array.from({ length: Math.min(atOnce, open.length) }, work));
    if (failure !== undefined) throw failure;
  }

  #remember(input: string, verdict: readonly ShellCheckComment[] | 'failed'): void {
    this.#known.delete(input);
    this.#known.set(input, verdict);
    if (this.#known.size <= this.#limit) return;
    for (const oldest of this.#known.keys()) {
      this.#known.delete(oldest);
      break;
    }
  }
}

/**
 * @param wanted `auto`, `off`, a name on the PATH or an absolute path
 * @returns undefined where there is none
 */
export async function openShellCheck(wanted: string, env: NodeJS.ProcessEnv): Promise<ShellCheck | undefined> {
  const program = await findShellCheck(wanted, env);
  return program === undefined ? undefined : new ShellCheck(program);
}
