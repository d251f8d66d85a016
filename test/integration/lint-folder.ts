/** A folder to run a command of `quayside` in, new for each test. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable, Writable } from 'node:stream';
import { afterEach, beforeEach } from 'vitest';
import type { Command } from '../../src/cli/command.ts';
import { lintCommand } from '../../src/cli/lint.ts';

interface Input {
  readonly stdin?: string | Buffer;
  readonly env?: NodeJS.ProcessEnv;
  readonly tty?: boolean;
}

export function lintFolder() {
  const { run, ...folder } = commandFolder(lintCommand);
  return { ...folder, quaysideLint: run };
}

export function commandFolder(command: Command) {
  let folder: string;
  const home = () => path.join(folder, 'home');

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'quayside-lint-'));
    await mkdir(home());
  });
  afterEach(() => rm(folder, { recursive: true }));

  const write = async (name: string, text: string | Buffer) => {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  };

  async function run(args: readonly string[], { stdin = '', env, tty = false }: Input = {}) {
    const stdout = collect(tty);
    const stderr = collect(tty);
    const code = await command(args, {
      stdin: Readable.from([Buffer.from(stdin)]),
      stdout: stdout.stream,
      stderr: stderr.stream,
      cwd: folder,
      env: { HOME: home(), ...env },
      signal: new AbortController().signal,
    });
    return { code, stdout: stdout.text(), stderr: stderr.text() };
  }

  /** What it throws, called like this. */
  const refusal = (args: readonly string[], env?: NodeJS.ProcessEnv) =>
    run(args, env ? { env } : {}).then(
      () => undefined,
      (error: unknown) => error,
    );

  return { cwd: () => folder, home, write, run, refusal };
}

function collect(isTTY: boolean) {
  const written: Buffer[] = [];
  const stream = new Writable({
    write: (chunk, _, done) => {
      written.push(Buffer.from(chunk));
      done();
    },
  });
  return { stream: Object.assign(stream, { isTTY }), text: () => Buffer.concat(written).toString('utf8') };
}
