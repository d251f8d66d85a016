import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../../../scripts/root.ts';
import { run } from '../../testbed/processes.ts';

/** Node 24 from the development dependencies, which the hosts need, else the Node that runs this. */
export const ownNode = (() => {
  const own = path.join(root, 'node_modules', 'node', 'bin', 'node');
  return existsSync(own) ? own : process.execPath;
})();

/**
 * Unpacks a package of the registry into a folder, without the entries that match `exclude` (patterns of tar).
 * Fetches with the person's own npm, so their registry and proxy settings hold.
 */
export async function unpackPackage(spec: string, folder: string, exclude: string[] = []): Promise<void> {
  const name = (await run('npm', ['pack', spec, '--silent'], { cwd: folder, timeoutMs: 300_000 })).trim();
  const tarball = path.join(folder, name.split('\n').at(-1) ?? '');
  const excluded = exclude.map((pattern) => `--exclude=${pattern}`);
  await run('tar', [...excluded, '-xzf', tarball, '--strip-components=1'], { cwd: folder, timeoutMs: 300_000 });
  await rm(tarball);
}

const running = new Set<ChildProcess>();

/** Starts a program in a process group of its own, which ends with this process at the latest. */
export function startGroup(file: string, args: string[], options: SpawnOptions): ChildProcess {
  const child = spawn(file, args, { ...options, detached: true });
  running.add(child);
  child.on('exit', () => running.delete(child));
  return child;
}

/** Ends a process group: asks, waits two seconds, then insists. */
export async function stopGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined) return;
  const ended = new Promise<void>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });
  signalGroup(child.pid, 'SIGTERM');
  await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 2000).unref())]);
  // The group outlives its first process where a child ignores the request.
  signalGroup(child.pid, 'SIGKILL');
  await ended;
}

/** Asks until the answer is there; rejects with what was waited for after `timeout` milliseconds. */
export async function until<T>(what: string, timeout: number, ask: () => Promise<T | undefined>): Promise<T> {
  const end = Date.now() + timeout;
  let last: unknown;
  do {
    try {
      const answer = await ask();
      if (answer !== undefined) return answer;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  } while (Date.now() < end);
  throw new Error(
    `Waited ${timeout / 1000} s for ${what} in vain${last instanceof Error ? ` (${last.message})` : ''}.`,
  );
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended already.
  }
}

process.on('exit', () => {
  for (const { pid } of running) if (pid !== undefined) signalGroup(pid, 'SIGKILL');
});
