import { spawn } from 'node:child_process';
import os from 'node:os';
import {
  excludedShellCheckCodes,
  readShellCheckAnswer,
  type ShellCheckComment,
} from '../../core/lint/shell/shellcheck-comments.ts';

/** Milliseconds; a script takes some tens of them. */
const patience = 10_000;
/** Bytes of an answer that is still read. */
const longest = 16 * 1024 * 1024;

/** Why a script has no verdict, as one sentence. */
class ShellCheckFailure extends Error {
  override readonly name = 'ShellCheckFailure';
}

export interface ShellCheckRun {
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds until it is given up; 10 s by default. */
  readonly timeout?: number | undefined;
}

/**
 * What `shellcheck` says of one script, which it is given on standard input: no file is written, and none that
 * the script sources is read.
 * @throws ShellCheckFailure, or the reason of the signal
 */
export function runShellCheck(
  program: string,
  script: string,
  { signal, timeout = patience }: ShellCheckRun = {},
): Promise<ShellCheckComment[]> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const child = spawn(program, shellCheckArguments, {
      // No configuration that lies somewhere by chance has a say.
      cwd: os.tmpdir(),
      env: { ...process.env, SHELLCHECK_OPTS: '' },
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
    });
    let over = false;
    const end = (finish: () => void) => {
      if (over) return;
      over = true;
      clearTimeout(clock);
      signal?.removeEventListener('abort', stop);
      finish();
      child.kill('SIGKILL');
    };
    const fail = (message: string, cause?: unknown) =>
      end(() => reject(new ShellCheckFailure(message, cause === undefined ? {} : { cause })));
    const stop = () => end(() => reject(signal?.reason));
    const clock = setTimeout(() => fail(`${program} did not finish within ${timeout / 1000} seconds.`), timeout);
    signal?.addEventListener('abort', stop);
    const answer: Buffer[] = [];
    let length = 0;
    let complaint = '';
    child.stdout.on('data', (piece: Buffer) => {
      length += piece.length;
      if (length > longest) fail(`${program} answered with more than anyone would read.`);
      else answer.push(piece);
    });
    child.stderr.setEncoding('utf8').on('data', (piece: string) => {
      if (complaint.length < 1000) complaint += piece;
    });
    // Who does not listen to the end says so in the exit code.
    child.stdin.on('error', () => undefined);
    child.on('error', (cause: NodeJS.ErrnoException) => fail(`${program} does not start: ${cause.code}.`, cause));
    child.on('close', (code, killedBy) => {
      const comments = readShellCheckAnswer(Buffer.concat(answer).toString('utf8'));
      // 1 says that there are findings.
      if (comments && (code === 0 || code === 1)) end(() => resolve(comments));
      else fail(describe(program, code, killedBy, complaint));
    });
    child.stdin.end(script);
  });
}

const shellCheckArguments: readonly string[] = [
  ...['--norc', '--format=json1', '--severity=style'],
  `--exclude=${excludedShellCheckCodes.join(',')}`,
  '-',
];

function describe(program: string, code: number | null, killedBy: NodeJS.Signals | null, complaint: string): string {
  if (killedBy !== null) return `${program} was ended by ${killedBy}.`;
  if (code === 0 || code === 1) return `${program} did not answer as ShellCheck 0.7 and later do.`;
  const [line = ''] = complaint.trim().split('\n', 1);
  return `${program} ended with ${code}${line === '' ? '' : `: ${line}`}.`;
}
