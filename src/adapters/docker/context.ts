/**
 * The folder that a build may read from: walked in a fixed order, what .dockerignore takes out never
 * opened, contents read only when they are sent.
 */
import { createReadStream } from 'node:fs';
import { type FileHandle, lstat, open, readdir, readlink, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { Readable } from 'node:stream';
import { UserFacingError } from '../../core/errors.ts';
import type { IgnoreFilter } from '../../core/image/dockerignore.ts';

export interface ContextEntry {
  /** Relative to the context, with `/` on every machine. */
  readonly path: string;
  readonly kind: 'file' | 'directory' | 'symlink';
  /** Permission bits. */
  readonly mode: number;
  /** Bytes; 0 for anything but a file. */
  readonly size: number;
  /** Nanoseconds since the epoch. */
  readonly modified: bigint;
  /** Where a symbolic link leads, as it is written. */
  readonly link?: string;
  /** Exactly `size` bytes. */
  open(): Readable;
}

export interface ContextFolder {
  /**
   * Folders before what lies in them, names in byte order. A folder that is ignored appears only where
   * something in it is not. Sockets, pipes and devices do not appear: they have no contents to build from.
   * @throws UserFacingError `unreadable-context`
   */
  entries(filter: IgnoreFilter): AsyncGenerator<ContextEntry>;
  /** Whether a part of the path, itself included, is a symbolic link. */
  passesLink(path: string): Promise<boolean>;
}

export function folderOnDisk(root: string): ContextFolder {
  return {
    entries: (filter) => walk(root, '', filter),
    async passesLink(path) {
      for (let at = path.length; at > 0; at = path.lastIndexOf('/', at - 1)) {
        const part = await lstat(join(root, path.slice(0, at))).catch(() => undefined);
        if (part?.isSymbolicLink()) return true;
      }
      return false;
    },
  };
}

/** A folder that exists in memory only, for a Dockerfile that is not saved or lies elsewhere. */
export function folderInMemory(files: Readonly<Record<string, string>>): ContextFolder {
  return {
    async *entries(filter) {
      for (const path of Object.keys(files).sort(byteOrder)) {
        const contents = Buffer.from(files[path] as string);
        if (filter.ignores(path)) continue;
        yield {
          path,
          kind: 'file',
          mode: 0o644,
          size: contents.length,
          modified: 0n,
          open: () => Readable.from([contents]),
        };
      }
    },
    passesLink: async () => false,
  };
}

/** @throws UserFacingError `no-context` when the folder is not there */
export async function checkFolder(root: string): Promise<void> {
  const found = await stat(root).catch(() => undefined);
  if (found?.isDirectory()) return;
  throw new UserFacingError({
    code: 'no-context',
    message: found ? `The build context ${root} is not a folder.` : `The build context ${root} does not exist.`,
    action: { says: 'Choose the folder that holds the files to copy into the image.' },
  });
}

/** Yields the entries of one folder; `held` are ignored folders above it that nobody has needed yet. */
async function* walk(
  root: string,
  folder: string,
  filter: IgnoreFilter,
  held: readonly ContextEntry[] = [],
): AsyncGenerator<ContextEntry> {
  const names = await readdir(join(root, folder)).catch((cause: unknown) => {
    throw unreadable(folder || root, cause);
  });
  let waiting = held;
  for (const name of names.sort(byteOrder)) {
    const path = folder === '' ? name : `${folder}/${name}`;
    const ignored = filter.ignores(path);
    if (ignored && !filter.mayReinclude(path)) continue;
    const entry = await describe(root, path);
    if (!entry || (ignored && entry.kind !== 'directory')) continue;
    if (!ignored) {
      yield* waiting;
      waiting = [];
      yield entry;
    }
    if (entry.kind !== 'directory') continue;
    for await (const inner of walk(root, path, filter, ignored ? [...waiting, entry] : [])) {
      waiting = [];
      yield inner;
    }
  }
}

async function describe(root: string, path: string): Promise<ContextEntry | undefined> {
  const absolute = join(root, path);
  // A file that goes away during the walk was not meant to be built from.
  const found = await lstat(absolute, { bigint: true }).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return undefined;
    throw unreadable(path, cause);
  });
  if (!found) return undefined;
  const common = { path, mode: permissions(Number(found.mode)), modified: found.mtimeNs, size: 0, open: nothing };
  if (found.isDirectory()) return { ...common, kind: 'directory' };
  if (found.isSymbolicLink()) {
    const link = await readlink(absolute);
    return { ...common, kind: 'symlink', mode: 0o777, link: sep === '\\' ? link.replaceAll('\\', '/') : link };
  }
  if (!found.isFile()) return undefined;
  const size = Number(found.size);
  return { ...common, kind: 'file', size, open: () => contentsOf(absolute, path, size) };
}

/** Windows knows no execute bit: everything is executable there, as the docker client has it. */
function permissions(mode: number): number {
  return process.platform === 'win32' ? 0o755 : mode & 0o777;
}

function nothing(): Readable {
  return Readable.from([]);
}

function contentsOf(absolute: string, path: string, size: number): Readable {
  return Readable.from(readExactly(absolute, path, size), { objectMode: false });
}

async function* readExactly(absolute: string, path: string, size: number): AsyncGenerator<Buffer> {
  let handle: FileHandle | undefined;
  let read = 0;
  try {
    handle = await open(absolute, 'r');
    if (size > 0) {
      for await (const chunk of createReadStream(absolute, {
        fd: handle,
        end: size - 1,
        autoClose: false,
        highWaterMark: 256 * 1024,
      })) {
        read += (chunk as Buffer).length;
        yield chunk as Buffer;
      }
    }
  } catch (cause) {
    throw unreadable(path, cause);
  } finally {
    await handle?.close();
  }
  if (read < size) throw unreadable(path, new Error('it became shorter while it was being sent'));
}

function unreadable(path: string, cause: unknown): UserFacingError {
  const code = (cause as NodeJS.ErrnoException).code;
  const why =
    code === 'EACCES' || code === 'EPERM'
      ? 'permission is denied'
      : cause instanceof Error
        ? cause.message
        : String(cause);
  return new UserFacingError({
    code: 'unreadable-context',
    message: `“${path}” of the build context cannot be read: ${why}.`,
    action: { says: 'Make it readable, or name it in .dockerignore if the image does not need it.' },
    cause,
  });
}

function byteOrder(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
