/** Puts the mended text of a Dockerfile in the place of the old one. */
import {
  accessSync,
  chmodSync,
  chownSync,
  closeSync,
  constants,
  fsyncSync,
  lstatSync,
  openSync,
  readlinkSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

/** A file that is left as it is, and why, as a sentence. */
export class NotWritten extends Error {
  override readonly name = 'NotWritten';
}

/**
 * All at once: whoever reads the file meanwhile, or after a power cut, finds the old text or the new one. Its mode and
 * its owner stay what they are.
 * @param location absolute path
 * @param file as the person named it
 * @throws NotWritten
 */
export function replaceText(location: string, file: string, text: string): void {
  const stats = lstatSync(location);
  if (stats.isSymbolicLink())
    throw new NotWritten(`${file} is a link: name ${readlinkSync(location)} to have it fixed.`);
  if (stats.nlink > 1) throw new NotWritten(`${file} is one file under several names (hard links): it is not fixed.`);
  if (!stats.isFile()) throw new NotWritten(`${file} is no regular file: it is not fixed.`);
  // Root may write it all the same; who made it read-only meant it for everybody.
  if ((stats.mode & 0o222) === 0 || !isWritable(location))
    throw new NotWritten(`${file} is read-only: make it writable to have it fixed.`);
  const beside = path.join(path.dirname(location), `.${path.basename(location)}.${process.pid}.tmp`);
  try {
    const written = openSync(beside, 'wx', stats.mode);
    try {
      writeFileSync(written, text);
      fsyncSync(written);
    } finally {
      closeSync(written);
    }
    chmodSync(beside, stats.mode);
    if (process.getuid?.() === 0) chownSync(beside, stats.uid, stats.gid);
    renameSync(beside, location);
  } catch (error) {
    rmSync(beside, { force: true });
    throw new NotWritten(`${file} cannot be written: ${reasonOf(error as NodeJS.ErrnoException)}.`);
  }
}

function isWritable(location: string): boolean {
  try {
    accessSync(location, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return 'you may not write to its folder';
    case 'EBUSY':
      return 'it is mounted by itself, mount its folder instead';
    case 'EROFS':
      return 'its file system is read-only';
    case 'ENOSPC':
      return 'the disk is full';
    default:
      return message;
  }
}
