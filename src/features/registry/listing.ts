import type { Registry } from '../../adapters/aws/ecr.ts';
import type { Page, Pages } from '../../adapters/aws/paging.ts';
import { CancelledError } from '../../core/errors.ts';

type Lister = Pick<Registry, 'repositories' | 'images'>;

/** A listing of the registry as far as it was fetched, a page a call. */
export class Listing<T> {
  /** When it was begun, in milliseconds. */
  readonly since: number;
  readonly #list: (registry: Lister, signal: AbortSignal) => Pages<T>;
  #items: readonly T[];
  #pages = 0;
  #next: (() => Promise<Page<T>>) | undefined;
  #isFetching = false;
  #stopping = new AbortController();

  /** @param older what is told until the first page is there */
  constructor(list: (registry: Lister, signal: AbortSignal) => Pages<T>, since: number, older: readonly T[] = []) {
    this.#list = list;
    this.since = since;
    this.#items = older;
  }

  get items(): readonly T[] {
    return this.#items;
  }

  get pages(): number {
    return this.#pages;
  }

  get isFetching(): boolean {
    return this.#isFetching;
  }

  get isComplete(): boolean {
    return this.#pages > 0 && !this.#next;
  }

  /** Fetches the next page. @throws CancelledError when it was stopped; what the session and the registry throw */
  async fetch(registry: () => Promise<Lister>): Promise<void> {
    // All pages of a listing have one signal, as they are made together.
    const { signal } = this.#stopping;
    this.#isFetching = true;
    try {
      const first = async () => this.#list(await registry(), signal)();
      const page = await (this.#next ?? first)();
      if (signal.aborted) throw new CancelledError();
      this.#items = this.#pages === 0 ? page.items : [...this.#items, ...page.items];
      this.#pages++;
      this.#next = page.next;
    } finally {
      if (!signal.aborted) this.#isFetching = false;
    }
  }

  /** Gives up the page that is on its way. What is there stays; fetched on, the listing begins anew. */
  stop(): void {
    if (!this.#isFetching) return;
    this.#stopping.abort();
    this.#stopping = new AbortController();
    this.#isFetching = false;
    this.#pages = 0;
    this.#next = undefined;
  }
}
