import type { Readable, Writable } from 'node:stream';

/** Where results go: a stream, or what is as simple as one to write to. A terminal has a true `isTTY`. */
export interface Output {
  write(text: string | Uint8Array): unknown;
}

/** The world that a command is given; tests hand in their own. */
export interface CommandIo {
  readonly stdin: Readable;
  readonly stdout: Output;
  readonly stderr: Writable;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Aborted by Ctrl+C. */
  readonly signal: AbortSignal;
}

/**
 * A command of `quayside`.
 * @returns the exit code: 0 done, 1 findings or a refusal, 2 called wrongly, 130 cancelled.
 * @throws UserFacingError, CancelledError
 */
export type Command = (args: readonly string[], io: CommandIo) => Promise<number>;
