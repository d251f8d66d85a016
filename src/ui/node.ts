import type { Page, Pages } from '../adapters/aws/paging.ts';

/**
 * What a tree or a picker shows for one thing: data, and its children a page at a time. It holds no client
 * and runs no command; `value` is what commands work on.
 */
export interface Node {
  /** An ARN, or what else tells it from its siblings. The same node may stand under two parents. */
  readonly id: string;
  readonly label: string;
  readonly description?: string | undefined;
  readonly icon: Icon;
  /** Plain text; lines are separated by `\n`. */
  readonly tooltip?: string | undefined;
  /** `quayside.repository`; further words after a blank are for when-clauses: `quayside.image untagged`. */
  readonly context: string;
  readonly value?: unknown;
  /** What a click does. */
  readonly command?: NodeCommand | undefined;
  readonly children?: Pages<Node> | undefined;
  /** Shown in place of children when there are none. */
  readonly empty?: string | undefined;
}

export function isNode(given: unknown): given is Node {
  return typeof given === 'object' && given !== null && 'id' in given && 'label' in given && 'context' in given;
}

/** The name of a codicon, or one with a theme colour such as `testing.iconPassed`. */
export type Icon = string | { readonly id: string; readonly color: string };

interface NodeCommand {
  readonly id: string;
  readonly title: string;
  readonly arguments?: readonly unknown[];
}

/** The same pages with each item turned into another; nothing is fetched earlier for it. */
export function mapPages<T, U>(listing: Pages<T>, turn: (item: T) => U): Pages<U> {
  const mapped = (page: Page<T>): Page<U> => {
    const { next } = page;
    return { items: page.items.map(turn), next: next && (async () => mapped(await next())) };
  };
  return async () => mapped(await listing());
}

/** The same pages, each turned as a whole: for what is asked once for all items of a page. */
export function mapWholePages<T, U>(listing: Pages<T>, turn: (items: readonly T[]) => Promise<readonly U[]>): Pages<U> {
  const mapped = async (page: Page<T>): Promise<Page<U>> => {
    const { next } = page;
    return { items: await turn(page.items), next: next && (async () => mapped(await next())) };
  };
  return async () => mapped(await listing());
}

/** Every item of a listing whose length is bounded by what was asked for. */
export async function allOf<T>(listing: Pages<T>): Promise<T[]> {
  const all: T[] = [];
  for (let page: Page<T> | undefined = await listing(); page; page = await page.next?.()) all.push(...page.items);
  return all;
}

/** Pages of something that is already at hand, 100 to a page unless told otherwise. */
export function pagesOf<T>(items: readonly T[], size = 100): Pages<T> {
  const from = (start: number): Page<T> => ({
    items: items.slice(start, start + size),
    next: start + size < items.length ? async () => from(start + size) : undefined,
  });
  return async () => from(0);
}

/** One listing after the other: the last page of the first has the first page of the second with it. */
export function concatPages<T>(first: Pages<T>, second: Pages<T>): Pages<T> {
  const followed = async ({ items, next }: Page<T>): Promise<Page<T>> => {
    if (next) return { items, next: async () => followed(await next()) };
    const page = await second();
    return { items: [...items, ...page.items], next: page.next };
  };
  return async () => followed(await first());
}
