/** What the tests and `npm start` share: getting what is missing, and a testbed as a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { root } from './root.ts';

export interface TestbedProcess {
  /** File with the environment of a client, as `KEY=value` lines. */
  readonly envFile: string;
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

const minutes = 60_000;

/**
 * Starts a testbed and waits until all of it answers. The first start downloads its parts.
 * @throws Error when it ends before it answers; what it printed says why.
 */
export async function startTestbedProcess(): Promise<TestbedProcess> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'quayside-testbed-'));
  const envFile = path.join(folder, 'testbed.env');
  const child = spawn(process.execPath, [path.join(root, 'test/testbed/main.ts'), '--env', envFile], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const stop = async () => {
    await end(child);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await fileAppears(envFile, child, 15 * minutes);
  } catch (error) {
    await stop();
    throw error;
  }
  const environment = parseEnv(await readFile(envFile, 'utf8')) as Record<string, string>;
  return { envFile, environment, stop };
}

async function fileAppears(file: string, child: ChildProcess, limit: number): Promise<void> {
  const until = Date.now() + limit;
  while (!existsSync(file)) {
    if (child.exitCode !== null) throw new Error('The testbed ended before it answered; the lines above say why.');
    if (Date.now() > until) throw new Error(`The testbed did not answer within ${limit / minutes} minutes.`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 2 * minutes);
  await ended;
  clearTimeout(timer);
}
