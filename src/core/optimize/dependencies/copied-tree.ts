import type { ContextFiles } from '../context.ts';
import type { Copied, CopiedFile } from '../model/copied.ts';
import { joinPath } from '../model/steps.ts';

/** By what they are in the image, where files come from; made once for what a COPY brings, which may be thousands. */
function originsOf(files: readonly CopiedFile[]): ReadonlyMap<string, string> {
  const known = origins.get(files);
  if (known) return known;
  const made = new Map(files.map(({ from, to }) => [to, from]));
  origins.set(files, made);
  return made;
}

const origins = new WeakMap<readonly CopiedFile[], ReadonlyMap<string, string>>();

/** What has come into the image from the build context, by the paths that it has there. */
export class CopiedTree {
  readonly #from: ReadonlyMap<string, string>;
  readonly #folders: { readonly source: string; readonly target: string }[] = [];
  readonly #context: ContextFiles;

  /** @param copied all of them with files that are known */
  constructor(copied: readonly Copied[], context: ContextFiles) {
    this.#context = context;
    const maps = copied.map(({ files = [] }) => originsOf(files));
    this.#from =
      maps.length === 1 ? (maps[0] as ReadonlyMap<string, string>) : new Map(maps.flatMap((each) => [...each]));
    for (const { sources = [], destination = '/' } of copied) {
      for (const source of sources) {
        const path = (joinPath('/', source) as string).slice(1);
        if (!context.has(path)) this.#folders.push({ source: path, target: destination.replace(/(.)\/$/, '$1') });
      }
    }
  }

  has(path: string): boolean {
    return this.#from.has(path);
  }

  text(path: string): string | undefined {
    const from = this.#from.get(path);
    return from === undefined ? undefined : this.#context.text(from);
  }

  json(path: string): Readonly<Record<string, unknown>> | undefined {
    const from = this.#from.get(path);
    return from === undefined ? undefined : this.#context.json(from);
  }

  /** The files in a folder, at any depth, or those whose path ends as wanted. */
  under(folder: string, wanted = /(?:)/): string[] {
    const base = folder === '/' ? '/' : `${folder}/`;
    return [...this.#from.keys()].filter((path) => path.startsWith(base) && wanted.test(path));
  }

  /** Whether a folder of the image would get files from a context in which somebody has worked: none ignores it. */
  mayBring(folder: string): boolean {
    return this.#folders.some(({ source, target }) => {
      const base = target === '/' ? '/' : `${target}/`;
      if (!folder.startsWith(base)) return false;
      const inside = folder.slice(base.length);
      return !this.#context.ignores(`${source === '' ? '' : `${source}/`}${inside}/file`);
    });
  }
}

/** A path in a folder of the image. */
export function inFolder(folder: string, name: string): string {
  return joinPath(folder, name) as string;
}
