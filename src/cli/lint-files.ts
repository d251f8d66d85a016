/** Which files are meant: those that are named, those that fit a pattern, and the Dockerfiles of a folder. */
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { dockerfilePatterns, isIgnoreFile } from '../core/dockerfile/file-names.ts';
import { patternOf } from '../core/path-pattern.ts';

export interface NamedFiles {
  /** As they would be named one by one, each once; those that one name stands for in the order of their paths. */
  readonly files: readonly string[];
  /** A sentence for each name that stands for nothing. */
  readonly problems: readonly string[];
}

/** Folders that nobody means who does not name them. */
const skipped = new Set(['node_modules', '.git']);

/** @param names as they are written; `-` is standard input */
export function filesNamed(names: readonly string[], cwd: string): NamedFiles {
  const files = new Set<string>();
  const problems: string[] = [];
  for (const name of names) {
    const found = name === '-' ? [name] : filesFor(name, cwd);
    if (typeof found === 'string') problems.push(found);
    else for (const file of found) files.add(file);
  }
  return { files: [...files], problems };
}

function filesFor(name: string, cwd: string): readonly string[] | string {
  const isFolder = statSync(path.resolve(cwd, name), { throwIfNoEntry: false })?.isDirectory();
  if (isFolder) {
    const found = filesBelow(name, cwd, dockerfilePatterns);
    return found.length > 0 ? found : `There is no Dockerfile in ${name}; node_modules and .git are not searched.`;
  }
  if (isFolder === undefined && /[*?[{]/.test(name)) {
    const { folder, pattern } = splitPattern(name);
    const found = filesBelow(folder, cwd, [pattern]);
    return found.length > 0 ? found : `No file fits ${name}; node_modules and .git are not searched.`;
  }
  // What is not there is told of when it is read.
  return [name];
}

/** The folder to begin in, as it is written, and what has to fit below it. */
function splitPattern(name: string): { folder: string; pattern: string } {
  const names = (process.platform === 'win32' ? name.replaceAll('\\', '/') : name).split('/');
  const first = names.findIndex((part) => /[*?[{]/.test(part));
  const folder = names.slice(0, first).join('/');
  return { folder: folder || (first > 0 ? '/' : ''), pattern: names.slice(first).join('/') };
}

/** Links are followed to files and not to folders, where they could lead round and round. */
function filesBelow(start: string, cwd: string, patterns: readonly string[]): string[] {
  const fitting = patterns.map(patternOf);
  const root = path.resolve(cwd, start);
  const shown = start === '' || start === '.' ? '' : start.replace(/\/*$/, '/');
  const found: string[] = [];
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of entriesOf(path.join(root, folder))) {
      const file = folder + entry.name;
      if (entry.isDirectory()) {
        if (!skipped.has(entry.name)) folders.push(`${file}/`);
      } else if (
        !isIgnoreFile(file) &&
        fitting.some((fits) => fits.test(file)) &&
        isFile(path.join(root, file), entry)
      ) {
        found.push(shown + file);
      }
    }
  }
  return found.sort();
}

/** Nothing where a folder may not be read: others are searched all the same. */
function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function isFile(file: string, entry: { isFile(): boolean; isSymbolicLink(): boolean }): boolean {
  if (!entry.isSymbolicLink()) return entry.isFile();
  return statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
}
