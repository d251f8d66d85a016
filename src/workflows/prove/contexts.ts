/** Copies of a build context, for what is not to be written into the person's own. */
import { randomInt } from 'node:crypto';
import { appendFile, cp, lstat, mkdir, mkdtemp, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { UserFacingError } from '../../core/errors.ts';
import type { LeftBehind } from './left-behind.ts';

export interface ContextFile {
  /** Relative to the context. */
  readonly path: string;
  readonly text: string;
}

/** The context with these files in it; the context itself when there are none. */
export async function contextWith(context: string, files: readonly ContextFile[], left: LeftBehind): Promise<string> {
  if (files.length === 0) return context;
  const copy = await copyOf(context, left);
  for (const { path, text } of files) {
    const place = inside(copy, path);
    await mkdir(dirname(place), { recursive: true });
    await writeFile(place, text);
  }
  return copy;
}

/**
 * A copy of the context in which a file has some empty lines more, as after an edit. How many is left to chance: a
 * builder that has seen the same edit before, of the other Dockerfile or in an earlier proof, would take the build
 * from its cache.
 * @throws UserFacingError `no-source` when there is no such file
 */
export async function contextAfterEdit(context: string, source: string, left: LeftBehind): Promise<string> {
  const original = await stat(inside(context, source)).catch(() => undefined);
  if (!original?.isFile()) {
    throw new UserFacingError({
      code: 'no-source',
      message: `There is no file ${source} in ${context}, whose change was to be built.`,
      action: { says: 'Name a source file by its path in the build context.' },
    });
  }
  const copy = await copyOf(context, left);
  await appendFile(inside(copy, source), '\n'.repeat(randomInt(1, 9999)));
  return copy;
}

async function copyOf(context: string, left: LeftBehind): Promise<string> {
  const copy = left.folder(await mkdtemp(join(tmpdir(), 'quayside-proof-')));
  await cp(context, copy, {
    recursive: true,
    verbatimSymlinks: true,
    preserveTimestamps: true,
    // Sockets and pipes cannot be copied, nor built from.
    filter: async (path) => {
      const found = await lstat(path).catch(() => undefined);
      return found !== undefined && (found.isFile() || found.isDirectory() || found.isSymbolicLink());
    },
  });
  return copy;
}

/** @throws UserFacingError `no-source` for a path that leads out of the context */
function inside(context: string, path: string): string {
  const place = resolve(context, path);
  const way = relative(context, place);
  if (way !== '' && !way.startsWith('..') && !isAbsolute(way)) return place;
  throw new UserFacingError({
    code: 'no-source',
    message: `${path} does not lie in the build context ${context}.`,
    action: { says: 'Name a file by its path in the build context.' },
  });
}
