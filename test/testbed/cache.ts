// The folder in which downloads and their products are kept, each under a name that carries its version.
// A part is made under a temporary name and renamed when it is whole, so that an interrupted run leaves
// nothing that a later one could take for finished; a lock keeps two testbeds from making the same part.
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../../scripts/root.ts';
import { isAlive, pause } from './processes.ts';

export const cacheRoot = path.join(root, '.testbed');

const LOCK_LIMIT_MS = 10 * 60_000;

/**
 * The path of a cached part, made by `make` when it is missing. `make` gets a path that does not exist yet and
 * leaves a file or a folder there.
 */
export async function cached(name: string, make: (draft: string) => Promise<void>): Promise<string> {
  const finished = path.join(cacheRoot, name);
  if (existsSync(finished)) return finished;
  return await withLock(name, async () => {
    if (existsSync(finished)) return finished;
    const draft = path.join(cacheRoot, `${name}.draft-${process.pid}`);
    await rm(draft, { recursive: true, force: true });
    try {
      await make(draft);
      await rename(draft, finished);
    } catch (error) {
      await rm(draft, { recursive: true, force: true });
      throw error;
    }
    return finished;
  });
}

/** Runs `work` while no other process on this machine holds the lock of that name. A dead holder is passed over. */
export async function withLock<T>(name: string, work: () => Promise<T>): Promise<T> {
  const lock = path.join(cacheRoot, `${name}.lock`);
  const holder = path.join(lock, 'pid');
  await mkdir(cacheRoot, { recursive: true });
  const deadline = Date.now() + LOCK_LIMIT_MS;
  let unreadable = 0;
  for (;;) {
    try {
      await mkdir(lock);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const pid = Number(await readFile(holder, 'utf8').catch(() => ''));
    // Between the making of the folder and the writing of the pid there is a moment without one.
    unreadable = pid ? 0 : unreadable + 1;
    if ((pid && !isAlive(pid)) || unreadable > 20) await rm(lock, { recursive: true, force: true });
    else if (Date.now() > deadline) throw new Error(`Another process (${pid}) holds ${lock} for ten minutes.`);
    else await pause(200);
  }
  try {
    await writeFile(holder, String(process.pid));
    return await work();
  } finally {
    await rm(lock, { recursive: true, force: true });
  }
}
