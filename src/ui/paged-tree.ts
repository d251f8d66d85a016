import type { Page, Pages } from '../adapters/aws/paging.ts';
import type { Node } from './node.ts';

/** A line of a tree. Its key is unique in the tree and the same again after a refresh, which keeps what was expanded. */
export type Entry = NodeEntry | MoreEntry | FailedEntry | EmptyEntry;

/** Stays the same object while its parent lists it, since VS Code knows a line by identity; a refresh gives it a new node. */
export interface NodeEntry {
  readonly kind: 'node';
  readonly key: string;
  readonly parent: NodeEntry | undefined;
  readonly node: Node;
}

export interface MoreEntry {
  readonly kind: 'more';
  readonly key: string;
  readonly parent: NodeEntry | undefined;
  readonly loading: boolean;
  /** How many of the parent's children are shown. */
  readonly shown: number;
}

export interface FailedEntry {
  readonly kind: 'failed';
  readonly key: string;
  readonly parent: NodeEntry | undefined;
  readonly error: unknown;
  readonly loading: boolean;
}

interface EmptyEntry {
  readonly kind: 'empty';
  readonly key: string;
  readonly parent: NodeEntry;
  readonly text: string;
}

/**
 * What a tree holds and how it grows: pages are fetched when their parent is first shown, one more when asked for,
 * and a failure stands as a line where the missing items would be. Knows nothing of VS Code.
 */
export class PagedTree {
  readonly #root: Pages<Node>;
  readonly #changed: (parent: NodeEntry | undefined) => void;
  readonly #listings = new Map<string, Listing>();

  /** @param changed told which parent has other children now; undefined is the root. */
  constructor(root: Pages<Node>, changed: (parent: NodeEntry | undefined) => void) {
    this.#root = root;
    this.#changed = changed;
  }

  /** The lines under a parent. Never throws: a failure is one of the lines. */
  async children(parent: NodeEntry | undefined): Promise<readonly Entry[]> {
    const pages = parent ? parent.node.children : this.#root;
    if (!pages) return [];
    const key = parent?.key ?? '';
    let listing = this.#listings.get(key);
    if (!listing) {
      listing = new Listing(pages, parent);
      this.#listings.set(key, listing);
    }
    await listing.ready(pages, parent);
    return listing.entries();
  }

  /** Fetches the next page of a parent's children, or again the one that failed. Gives the first line that is new. */
  async more(parent: NodeEntry | undefined): Promise<Entry | undefined> {
    const listing = this.#listings.get(parent?.key ?? '');
    if (!listing?.canGrow) return undefined;
    const before = listing.shown;
    const growing = listing.grow();
    this.#changed(parent);
    await growing;
    this.#changed(parent);
    return listing.entries()[before];
  }

  /** Asks again for everything below a parent, as many pages as are shown now; what is not on screen waits for that. */
  refresh(parent?: NodeEntry): void {
    const key = parent?.key ?? '';
    for (const [other, listing] of this.#listings) if (isWithin(other, key)) listing.outdate();
    this.#changed(parent);
  }

  /** Begins anew at the first pages: for another account, where the old ones mean nothing. */
  reset(): void {
    this.#listings.clear();
    this.#changed(undefined);
  }

  /**
   * Walks down by ids from the root, fetching pages on the way.
   * @returns undefined when there is none, or when it is not within the first `pages` pages of its parent.
   */
  async find(ids: readonly string[], pages = 20): Promise<NodeEntry | undefined> {
    let parent: NodeEntry | undefined;
    for (const id of ids) {
      const found = await this.#findChild(parent, id, pages);
      if (!found) return undefined;
      parent = found;
    }
    return parent;
  }

  async #findChild(parent: NodeEntry | undefined, id: string, pages: number): Promise<NodeEntry | undefined> {
    for (let page = 0; page < pages; page++) {
      if (page > 0) await this.more(parent);
      const entries = await this.children(parent);
      const found = entries.find((entry) => entry.kind === 'node' && entry.node.id === id);
      if (found) return found as NodeEntry;
      if (entries.at(-1)?.kind !== 'more') return undefined;
    }
    return undefined;
  }

  /** The parents that have more children than are shown. */
  unfinished(): (NodeEntry | undefined)[] {
    return [...this.#listings.values()].filter((listing) => listing.canGrow).map((listing) => listing.parent);
  }
}

/** What a command that is called from a tree works on: the node behind a line; anything else is given back as it is. */
export function nodeOf(given: unknown): unknown {
  return isNodeEntry(given) ? given.node : given;
}

function isNodeEntry(given: unknown): given is NodeEntry {
  return typeof given === 'object' && given !== null && 'kind' in given && given.kind === 'node' && 'node' in given;
}

/** The children of one parent: what came so far, and how it goes on. */
class Listing {
  parent: NodeEntry | undefined;
  #pages: Pages<Node>;
  #nodes: ReadonlyMap<string, NodeEntry> = new Map();
  #next: (() => Promise<Page<Node>>) | undefined;
  #error: { readonly cause: unknown } | undefined;
  #loaded = 0;
  #outdated = true;
  #reloading: Promise<void> | undefined;
  #growing: Promise<void> | undefined;
  /** Counts the reloads; an answer to an older one is worthless. */
  #generation = 0;

  constructor(pages: Pages<Node>, parent: NodeEntry | undefined) {
    this.#pages = pages;
    this.parent = parent;
  }

  get shown(): number {
    return this.#nodes.size;
  }

  get canGrow(): boolean {
    return this.#next !== undefined && this.#reloading === undefined;
  }

  outdate(): void {
    this.#outdated = true;
  }

  /** Loads what was never loaded or is out of date, and waits for it; a page that is being added is not waited for. */
  async ready(pages: Pages<Node>, parent: NodeEntry | undefined): Promise<void> {
    if (parent !== this.parent) {
      this.#nodes = new Map();
      this.parent = parent;
      this.#outdated = true;
    }
    this.#pages = pages;
    if (this.#outdated) {
      this.#outdated = false;
      this.#growing = undefined;
      this.#reloading = this.#reload(++this.#generation);
    }
    while (this.#reloading) await this.#reloading;
  }

  grow(): Promise<void> {
    this.#growing ??= this.#append(this.#generation);
    return this.#growing;
  }

  async #reload(generation: number): Promise<void> {
    const wanted = Math.max(1, this.#loaded);
    const nodes = new Map<string, NodeEntry>();
    let next: (() => Promise<Page<Node>>) | undefined = this.#pages;
    let error: { readonly cause: unknown } | undefined;
    let loaded = 0;
    try {
      for (; next && loaded < wanted; loaded++) {
        const page: Page<Node> = await later(next);
        if (generation !== this.#generation) return;
        this.#merge(nodes, page);
        next = page.next;
      }
    } catch (cause) {
      if (generation !== this.#generation) return;
      error = { cause };
    }
    this.#nodes = nodes;
    this.#next = next;
    this.#error = error;
    this.#loaded = loaded;
    this.#reloading = undefined;
  }

  async #append(generation: number): Promise<void> {
    try {
      const page = this.#next && (await later(this.#next));
      if (generation !== this.#generation) return;
      const nodes = new Map(this.#nodes);
      if (page) this.#merge(nodes, page);
      this.#nodes = nodes;
      this.#next = page?.next;
      this.#error = undefined;
      this.#loaded++;
    } catch (cause) {
      if (generation !== this.#generation) return;
      this.#error = { cause };
    }
    this.#growing = undefined;
  }

  /** A listing that shifts between two pages names an item twice; it is shown once, as it was last said. */
  #merge(into: Map<string, NodeEntry>, page: Page<Node>): void {
    for (const node of page.items) {
      const known = this.#nodes.get(node.id) as { node: Node } | undefined;
      if (known) known.node = node;
      const key = `${this.parent?.key ?? ''}${separator}${node.id}`;
      into.set(node.id, (known as NodeEntry | undefined) ?? { kind: 'node', key, parent: this.parent, node });
    }
  }

  entries(): readonly Entry[] {
    const { parent } = this;
    const key = `${parent?.key ?? ''}${separator}`;
    const loading = this.#growing !== undefined;
    const entries: Entry[] = [...this.#nodes.values()];
    if (this.#error) entries.push({ kind: 'failed', key: `${key}:failed`, parent, error: this.#error.cause, loading });
    else if (this.#next) entries.push({ kind: 'more', key: `${key}:more`, parent, loading, shown: entries.length });
    if (entries.length === 0 && parent?.node.empty)
      entries.push({ kind: 'empty', key: `${key}:empty`, parent, text: parent.node.empty });
    return entries;
  }
}

/** A listing that throws before it returns a promise fails like any other. */
function later<T>(fetch: () => Promise<T>): Promise<T> {
  return Promise.resolve().then(fetch);
}

/** Between the ids of a key; no ARN and no name has one. */
const separator = '\n';

function isWithin(key: string, ancestor: string): boolean {
  return key === ancestor || key.startsWith(`${ancestor}${separator}`);
}
