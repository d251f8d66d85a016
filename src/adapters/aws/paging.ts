/** One page of a listing and the way to the next; the next one is fetched when it is asked for and not before. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: (() => Promise<Page<T>>) | undefined;
}

/** Fetches the first page. */
export type Pages<T> = () => Promise<Page<T>>;

/**
 * Makes pages from a call that takes and returns a token.
 * @param fetch one request; `token` is undefined for the first page.
 */
export function pages<T>(
  fetch: (token: string | undefined) => Promise<{ items: readonly T[]; token: string | undefined }>,
): Pages<T> {
  const at = async (token: string | undefined): Promise<Page<T>> => {
    const { items, token: following } = await fetch(token);
    return { items, next: following ? () => at(following) : undefined };
  };
  return () => at(undefined);
}

/** Every item, page after page. Only for listings whose length is bounded by what was asked for. */
export async function everyItem<T>(listing: Pages<T>): Promise<T[]> {
  const all: T[] = [];
  for (let page: Page<T> | undefined = await listing(); page; page = await page.next?.()) all.push(...page.items);
  return all;
}
