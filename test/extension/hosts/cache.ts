import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's folder, absolute. */
export const repository = path.resolve(fileURLToPath(import.meta.url), '../../../..');

const cache = path.join(repository, '.testbed');
const whole = '.whole';

/**
 * Gives the folder `.testbed/<name>`, filling it first when it is not there. It is filled under another name and
 * renamed once it is whole, so an install cut off midway is never taken for a finished one, and of two processes
 * that fill the same folder the first wins.
 */
export async function cached(name: string, fill: (folder: string) => Promise<void>): Promise<string> {
  const folder = path.join(cache, name);
  if (existsSync(path.join(folder, whole))) return folder;
  mkdirSync(cache, { recursive: true });
  removeForgotten(`half-${name}-`);
  const half = mkdtempSync(path.join(cache, `half-${name}-`));
  try {
    await fill(half);
    writeFileSync(path.join(half, whole), '');
    // Something without the mark is what is left of a cut-off move or of another hand's work: not ours to trust.
    if (existsSync(folder) && !existsSync(path.join(folder, whole))) rmSync(folder, { recursive: true, force: true });
    try {
      renameSync(half, folder);
    } catch (error) {
      if (!existsSync(path.join(folder, whole))) throw error;
    }
    return folder;
  } finally {
    rmSync(half, { recursive: true, force: true });
  }
}

/** Removes what a killed install left; one that runs is never an hour old. */
function removeForgotten(prefix: string): void {
  for (const name of readdirSync(cache).filter((entry) => entry.startsWith(prefix))) {
    const half = path.join(cache, name);
    if (Date.now() - statSync(half).ctimeMs > 3_600_000) rmSync(half, { recursive: true, force: true });
  }
}
