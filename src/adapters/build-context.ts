import { lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { ignoreFilter, parseIgnoreFile } from '../core/image/dockerignore.ts';
import type { BuildContext } from '../core/optimize/context.ts';

/** More than this is not looked at: what a rewrite wants to know is then unknown, and it says so. */
const mostFiles = 50_000;
/** Bytes: a longer text is no manifest. */
const longest = 2 * 1024 * 1024;

/**
 * The files of a build context, links as links and never followed, so that a loop of them is no loop here.
 * @param folder absolute path
 * @param dockerfile absolute path
 */
export function readBuildContext(folder: string, dockerfile: string): BuildContext {
  const relative = path.relative(folder, dockerfile).replaceAll('\\', '/');
  const own = relative.startsWith('../') || path.isAbsolute(relative) ? undefined : relative;
  const paths: string[] = [];
  const complete = list(folder, skipped(folder, own), paths);
  return {
    paths,
    complete,
    dockerfile: own,
    read: (file) => readText(path.join(folder, file)),
    mode: (file) => modeOf(path.join(folder, file)),
  };
}

/** Folders that the builder never sends are not walked: they may be the largest. */
function skipped(folder: string, dockerfile: string | undefined): (path: string) => boolean {
  const names = dockerfile === undefined ? ['.dockerignore'] : [`${dockerfile}.dockerignore`, '.dockerignore'];
  const text = names.map((name) => readText(path.join(folder, name))).find((found) => found !== undefined);
  if (text === undefined) return (file) => file === '.git';
  const filter = ignoreFilter(parseIgnoreFile(text));
  return (file) => file === '.git' || (filter.ignores(file) && !filter.mayReinclude(file));
}

function list(root: string, isSkipped: (path: string) => boolean, into: string[]): boolean {
  let complete = true;
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    let entries: ReturnType<typeof entriesOf>;
    try {
      entries = entriesOf(path.join(root, folder));
    } catch {
      complete = false;
      continue;
    }
    for (const entry of entries) {
      const file = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (into.length >= mostFiles) return false;
      if (!entry.isDirectory() || isSkipped(file)) into.push(file);
      else folders.push(file);
    }
  }
  return complete;
}

function entriesOf(folder: string) {
  return readdirSync(folder, { withFileTypes: true });
}

/** Windows has no such bits, and what a client sends in their place is its own affair. */
function modeOf(file: string): number | undefined {
  if (process.platform === 'win32') return undefined;
  try {
    const found = lstatSync(file);
    return found.isFile() ? found.mode & 0o7777 : undefined;
  } catch {
    return undefined;
  }
}

function readText(file: string): string | undefined {
  try {
    const found = statSync(file);
    // A pipe or a device would be read for ever.
    if (!found.isFile() || found.size > longest) return undefined;
    const text = readFileSync(file, 'utf8');
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}
