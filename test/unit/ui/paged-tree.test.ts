import { describe, expect, test } from 'vitest';
import { type Page, type Pages, pages } from '../../../src/adapters/aws/paging.ts';
import { concatPages, mapPages, type Node, pagesOf } from '../../../src/ui/node.ts';
import { type Entry, type NodeEntry, PagedTree } from '../../../src/ui/paged-tree.ts';

const leaf = (id: string, children?: Pages<Node>, empty?: string): Node => ({
  id,
  label: id,
  icon: 'package',
  context: 'test.leaf',
  children,
  empty,
});

/** So many leaves in pages of 100; counts the requests. */
function listing(length: number): { requests: number; pages: Pages<Node> } {
  const counted = {
    requests: 0,
    pages: pages(async (token) => {
      counted.requests++;
      const start = Number(token ?? 0);
      const end = Math.min(start + 100, length);
      const items = Array.from({ length: end - start }, (_, i) => leaf(`image-${start + i}`));
      return { items, token: end < length ? String(end) : undefined };
    }),
  };
  return counted;
}

function tree(root: Pages<Node>): { model: PagedTree; changes: string[] } {
  const changes: string[] = [];
  return { model: new PagedTree(root, (parent) => changes.push(parent?.node.id ?? 'root')), changes };
}

const shown = (entries: readonly Entry[]) =>
  entries.map((entry) => (entry.kind === 'node' ? entry.node.id : `<${entry.kind}>`));

describe('a paged tree', () => {
  test('asks for nothing until a parent is shown, and then for one page', async () => {
    const images = listing(250);
    const { model } = tree(async () => ({ items: [leaf('repository', images.pages)], next: undefined }));
    const [repository] = await model.children(undefined);
    expect(images.requests).toBe(0);
    const children = await model.children(repository as NodeEntry);
    expect(images.requests).toBe(1);
    expect(children).toHaveLength(101);
    expect(children.at(-1)).toMatchObject({ kind: 'more', shown: 100, loading: false });
    await model.children(repository as NodeEntry);
    expect(images.requests).toBe(1);
  });

  test('adds a page where more is asked for and names the first line that is new', async () => {
    const images = listing(150);
    const { model, changes } = tree(images.pages);
    await model.children(undefined);
    const first = await model.more(undefined);
    expect(first).toMatchObject({ kind: 'node', node: { id: 'image-100' } });
    expect(changes).toEqual(['root', 'root']);
    const all = await model.children(undefined);
    expect(all).toHaveLength(150);
    expect(all.at(-1)).toMatchObject({ node: { id: 'image-149' } });
    expect(await model.more(undefined)).toBeUndefined();
  });

  test('says that it is loading while a page is on its way', async () => {
    let deliver: (page: Page<Node>) => void = () => {};
    const { model } = tree(async () => ({
      items: [leaf('a')],
      next: () => new Promise<Page<Node>>((resolve) => (deliver = resolve)),
    }));
    await model.children(undefined);
    const growing = model.more(undefined);
    expect((await model.children(undefined)).at(-1)).toMatchObject({ kind: 'more', loading: true });
    await Promise.resolve();
    deliver({ items: [leaf('b')], next: undefined });
    await growing;
    expect(shown(await model.children(undefined))).toEqual(['a', 'b']);
  });

  test('walks through ten thousand items, each with a key of its own', async () => {
    const images = listing(10_000);
    const { model } = tree(images.pages);
    await model.children(undefined);
    while (await model.more(undefined));
    const entries = await model.children(undefined);
    expect(entries).toHaveLength(10_000);
    expect(new Set(entries.map((entry) => entry.key)).size).toBe(10_000);
    expect(images.requests).toBe(100);
  });

  test('shows an item that two pages name only once', async () => {
    const { model } = tree(async () => ({
      items: [leaf('a'), leaf('b')],
      next: async () => ({ items: [leaf('b'), leaf('c')], next: undefined }),
    }));
    await model.children(undefined);
    await model.more(undefined);
    expect(shown(await model.children(undefined))).toEqual(['a', 'b', 'c']);
  });

  test('puts a failure in the place of what is missing and tries the same page again', async () => {
    let broken = true;
    const { model } = tree(async () => ({
      items: [leaf('a')],
      next: async () => {
        if (broken) throw new Error('throttled');
        return { items: [leaf('b')], next: undefined };
      },
    }));
    await model.children(undefined);
    expect(await model.more(undefined)).toMatchObject({ kind: 'failed', error: { message: 'throttled' } });
    expect(shown(await model.children(undefined))).toEqual(['a', '<failed>']);
    broken = false;
    expect(await model.more(undefined)).toMatchObject({ node: { id: 'b' } });
    expect(shown(await model.children(undefined))).toEqual(['a', 'b']);
  });

  test('a listing that fails at once is a failure like any other', async () => {
    const { model } = tree(() => {
      throw new Error('no region');
    });
    expect(await model.children(undefined)).toMatchObject([{ kind: 'failed', error: { message: 'no region' } }]);
  });

  test('an empty parent says so and an empty root leaves the room to the welcome view', async () => {
    const { model } = tree(async () => ({
      items: [leaf('repository', pagesOf([]), 'No images yet')],
      next: undefined,
    }));
    const [repository] = await model.children(undefined);
    expect(await model.children(repository as NodeEntry)).toMatchObject([{ kind: 'empty', text: 'No images yet' }]);
    expect(await tree(pagesOf([])).model.children(undefined)).toEqual([]);
  });

  test('a refresh asks for as many pages as are shown and keeps the lines that stay', async () => {
    const images = listing(500);
    const { model } = tree(images.pages);
    const [before] = await model.children(undefined);
    await model.more(undefined);
    model.refresh();
    const entries = await model.children(undefined);
    expect(images.requests).toBe(4);
    expect(entries).toHaveLength(201);
    expect(entries[0]).toBe(before);
  });

  test('a refresh of one node leaves its siblings alone', async () => {
    const left = listing(5);
    const right = listing(5);
    const { model, changes } = tree(pagesOf([leaf('left', left.pages), leaf('right', right.pages)]));
    for (const parent of await model.children(undefined)) await model.children(parent as NodeEntry);
    const [first, second] = (await model.children(undefined)) as NodeEntry[];
    model.refresh(first);
    expect(changes).toEqual(['left']);
    await model.children(first);
    await model.children(second);
    expect([left.requests, right.requests]).toEqual([2, 1]);
  });

  test('the answer to a refresh that was overtaken by another is not shown', async () => {
    const answers: ((page: Page<Node>) => void)[] = [];
    const { model } = tree(() => new Promise((resolve) => answers.push(resolve)));
    const before = model.children(undefined);
    await Promise.resolve();
    model.refresh();
    const after = model.children(undefined);
    await Promise.resolve();
    answers[0]?.({ items: [leaf('old')], next: undefined });
    answers[1]?.({ items: [leaf('new')], next: undefined });
    expect(shown(await after)).toEqual(['new']);
    expect(shown(await before)).toEqual(['new']);
  });

  test('a reset begins at the first page', async () => {
    const images = listing(500);
    const { model } = tree(images.pages);
    await model.children(undefined);
    await model.more(undefined);
    model.reset();
    expect(await model.children(undefined)).toHaveLength(101);
  });

  test('finds a node by the ids that lead to it, on a later page too', async () => {
    const images = listing(450);
    const { model } = tree(pagesOf([leaf('repository', images.pages)]));
    const found = await model.find(['repository', 'image-420']);
    expect(found).toMatchObject({ node: { id: 'image-420' }, parent: { node: { id: 'repository' } } });
    expect(await model.find(['repository', 'no such image'])).toBeUndefined();
  });

  test('the same node under two parents has two keys', async () => {
    const group = leaf('group', pagesOf([leaf('target')]));
    const { model } = tree(pagesOf([leaf('http', pagesOf([group])), leaf('https', pagesOf([group]))]));
    const http = await model.find(['http', 'group', 'target']);
    const https = await model.find(['https', 'group', 'target']);
    expect(http?.key).not.toBe(https?.key);
  });
});

describe('pages', () => {
  test('can be turned into others without being fetched', async () => {
    const images = listing(150);
    const labels = mapPages(images.pages, (node) => node.label);
    expect(images.requests).toBe(0);
    const first = await labels();
    expect(images.requests).toBe(1);
    expect((await first.next?.())?.items.at(-1)).toBe('image-149');
  });

  test('can follow one another, the second as soon as the first is through', async () => {
    const first = listing(150);
    const second = listing(150);
    const both = concatPages(first.pages, second.pages);
    const page = await both();
    expect([page.items.length, second.requests]).toEqual([100, 0]);
    const joined = await page.next?.();
    expect(joined?.items).toHaveLength(50 + 100);
    expect((await joined?.next?.())?.items).toHaveLength(50);
    expect((await concatPages(pagesOf<string>([]), pagesOf(['stopped']))()).items).toEqual(['stopped']);
  });
});
