import { ignoreFilter, parseIgnoreFile } from '../../core/image/dockerignore.ts';
import type { BuildContext } from '../../core/optimize/context.ts';

/** Files that can only be had by waiting. Paths have `/` and are relative to one folder, which is ''. */
export interface WaitedFiles {
  /** @returns undefined for a folder that cannot be read */
  list(folder: string): Promise<readonly { readonly name: string; readonly isFolder: boolean }[] | undefined>;
  /** @returns undefined for what is not there, is no text, or is too long to be a manifest */
  read(path: string): Promise<string | undefined>;
}

/** More than this is not looked at: each folder may be a question to a server. */
const most = { files: 10_000, folders: 500, texts: 300 };
const atOnce = 16;

/**
 * A build context for the web. Rewrites read without waiting, so a text that was asked for and is not there yet is
 * noted; `fetchMissing` gets those, and whoever asked asks again.
 */
export class FetchedContext implements BuildContext {
  readonly paths: readonly string[];
  readonly complete: boolean;
  readonly dockerfile: string | undefined;
  readonly #files: WaitedFiles;
  readonly #texts = new Map<string, string | undefined>();
  readonly #missing = new Set<string>();

  private constructor(files: WaitedFiles, found: Found, dockerfile: string | undefined) {
    this.#files = files;
    this.paths = found.paths;
    this.complete = found.complete;
    this.dockerfile = dockerfile;
  }

  /** @param dockerfile undefined where it lies elsewhere */
  static async of(files: WaitedFiles, dockerfile: string | undefined): Promise<FetchedContext> {
    const isSkipped = await skipped(files, dockerfile);
    return new FetchedContext(files, await walk(files, isSkipped), dockerfile);
  }

  read(path: string): string | undefined {
    if (!this.#texts.has(path)) this.#missing.add(path);
    return this.#texts.get(path);
  }

  /** @returns whether there is more to be read than before */
  async fetchMissing(): Promise<boolean> {
    const wanted = [...this.#missing].slice(0, Math.max(0, most.texts - this.#texts.size));
    this.#missing.clear();
    for (let at = 0; at < wanted.length; at += atOnce) {
      const paths = wanted.slice(at, at + atOnce);
      const texts = await Promise.all(paths.map((path) => this.#files.read(path)));
      paths.forEach((path, index) => {
        this.#texts.set(path, texts[index]);
      });
    }
    return wanted.some((path) => this.#texts.get(path) !== undefined);
  }
}

interface Found {
  readonly paths: readonly string[];
  readonly complete: boolean;
}

async function walk(files: WaitedFiles, isSkipped: (path: string) => boolean): Promise<Found> {
  const paths: string[] = [];
  let complete = true;
  let folders = [''];
  let seen = 0;
  while (folders.length > 0) {
    if (seen >= most.folders || paths.length >= most.files) return { paths, complete: false };
    const now = folders.slice(0, atOnce);
    folders = folders.slice(now.length);
    seen += now.length;
    const listed = await Promise.all(now.map((folder) => files.list(folder)));
    listed.forEach((entries, index) => {
      if (!entries) complete = false;
      for (const { name, isFolder } of entries ?? []) {
        const path = now[index] === '' ? name : `${now[index]}/${name}`;
        if (isFolder && !isSkipped(path)) folders.push(path);
        else paths.push(path);
      }
    });
  }
  return { paths, complete };
}

/** Folders that the builder never sends are not walked: they may be the largest. */
async function skipped(files: WaitedFiles, dockerfile: string | undefined): Promise<(path: string) => boolean> {
  const own = dockerfile === undefined ? undefined : await files.read(`${dockerfile}.dockerignore`);
  const text = own ?? (await files.read('.dockerignore'));
  if (text === undefined) return (path) => path === '.git';
  const filter = ignoreFilter(parseIgnoreFile(text));
  return (path) => path === '.git' || (filter.ignores(path) && !filter.mayReinclude(path));
}
