/** The files of an image: layers as they are stored, and the tree that they make together. */
import type { ElfFacts } from './elf.ts';
import type { FileFacts } from './tree-facts.ts';

/** One entry of a layer. */
export interface LayerEntry {
  /** Absolute, without a slash at the end; `/` for the root. */
  readonly path: string;
  readonly kind: 'file' | 'directory' | 'symlink' | 'hardlink' | 'device';
  /** Permission bits, set-user-id and its like included. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Bytes; 0 for all but files. */
  readonly size: number;
  /** Of a file: what it holds, as a hash. */
  readonly hash: string | undefined;
  /** Of a file in which two builds of the same differ in known places: a hash without those places. */
  readonly stableHash: string | undefined;
  /** Where a link leads, as written; of a hard link the absolute path. */
  readonly link: string | undefined;
  /** What was seen in it. */
  readonly facts: FileFacts | undefined;
}

export interface TreeEntry extends Omit<LayerEntry, 'kind'> {
  readonly kind: Exclude<LayerEntry['kind'], 'hardlink'>;
  /** Index of the layer that it comes from. */
  readonly layer: number;
}

const whiteout = '.wh.';
const opaque = '.wh..wh..opq';

/** What an entry takes away, if it is no file but a mark: one path, or all that lies in a folder. */
export function removalOf(path: string): { readonly path: string; readonly contentsOnly: boolean } | undefined {
  const slash = path.lastIndexOf('/');
  const name = path.slice(slash + 1);
  if (!name.startsWith(whiteout)) return undefined;
  const folder = path.slice(0, slash) || '/';
  if (name === opaque) return { path: folder, contentsOnly: true };
  return { path: `${slash === 0 ? '' : folder}/${name.slice(whiteout.length)}`, contentsOnly: false };
}

/** More links than this in a row go in a circle. */
const mostLinks = 40;

export class ImageTree {
  readonly #entries = new Map<string, TreeEntry>();

  /** @param layers from the lowest up */
  constructor(layers: readonly (readonly LayerEntry[])[]) {
    layers.forEach((entries, layer) => {
      this.#apply(entries, layer);
    });
  }

  get entries(): ReadonlyMap<string, TreeEntry> {
    return this.#entries;
  }

  /** The entry itself, links on the way to it followed. */
  entry(path: string): TreeEntry | undefined {
    return this.#follow(path, false);
  }

  /** The entry that a program gets which opens this path: all links followed. */
  open(path: string): TreeEntry | undefined {
    return this.#follow(path, true);
  }

  /** The names in a folder. */
  list(folder: string): readonly string[] {
    const at = this.open(folder)?.path ?? folder;
    const prefix = at === '/' ? '/' : `${at}/`;
    const names: string[] = [];
    for (const path of this.#entries.keys()) {
      if (path.startsWith(prefix) && path !== '/' && !path.includes('/', prefix.length)) {
        names.push(path.slice(prefix.length));
      }
    }
    return names;
  }

  #apply(entries: readonly LayerEntry[], layer: number): void {
    // Marks first: what the same layer puts there stays.
    for (const { path } of entries) {
      const removal = removalOf(path);
      if (removal) this.#remove(removal.path, removal.contentsOnly);
    }
    for (const entry of entries) {
      if (removalOf(entry.path)) continue;
      const before = this.#entries.get(entry.path);
      if (before?.kind === 'directory' && entry.kind !== 'directory') this.#remove(entry.path, false);
      if (entry.kind === 'hardlink') {
        const target = this.#entries.get(entry.link ?? '');
        if (target) this.#entries.set(entry.path, { ...target, path: entry.path, layer });
      } else if (!isSameFolder(before, entry)) this.#entries.set(entry.path, { ...entry, kind: entry.kind, layer });
    }
  }

  #remove(path: string, contentsOnly: boolean): void {
    const kind = this.#entries.get(path)?.kind;
    if (!contentsOnly) this.#entries.delete(path);
    if (kind !== undefined && kind !== 'directory') return;
    const prefix = path === '/' ? '/' : `${path}/`;
    for (const each of this.#entries.keys()) if (each.startsWith(prefix) && each !== '/') this.#entries.delete(each);
  }

  #follow(path: string, last: boolean): TreeEntry | undefined {
    const waiting = path.split('/').reverse();
    let at = '';
    for (let links = 0; waiting.length > 0; ) {
      const part = waiting.pop() as string;
      if (part === '' || part === '.') continue;
      if (part === '..') {
        at = at.slice(0, Math.max(0, at.lastIndexOf('/')));
        continue;
      }
      const next = `${at}/${part}`;
      const found = this.#entries.get(next);
      const rest = waiting.some((each) => each !== '' && each !== '.');
      if (found?.kind === 'symlink' && (last || rest)) {
        if (++links > mostLinks) return undefined;
        const target = found.link ?? '';
        if (target.startsWith('/')) at = '';
        waiting.push(...target.split('/').reverse());
      } else {
        if (!found && !rest) return undefined;
        at = next;
      }
    }
    return at === '' ? (this.#entries.get('/') ?? root) : this.#entries.get(at);
  }
}

/** A layer names the folders on the way to what it changes; they stay of the layer that made them. */
function isSameFolder(before: TreeEntry | undefined, { kind, mode, uid, gid }: LayerEntry): boolean {
  if (before?.kind !== 'directory' || kind !== 'directory') return false;
  return before.mode === mode && before.uid === uid && before.gid === gid;
}

const root: TreeEntry = {
  path: '/',
  kind: 'directory',
  mode: 0o755,
  uid: 0,
  gid: 0,
  size: 0,
  hash: undefined,
  stableHash: undefined,
  link: undefined,
  facts: undefined,
  layer: 0,
};

export function elfOf(entry: TreeEntry | undefined): ElfFacts | undefined {
  return entry?.facts?.elf;
}
