import { expect, test } from 'vitest';
import type { Image, Repository } from '../../../../src/adapters/aws/ecr.ts';
import { type Page, pages } from '../../../../src/adapters/aws/paging.ts';
import { KnownImages } from '../../../../src/features/registry/known-images.ts';

const host = '111122223333.dkr.ecr.eu-west-1.amazonaws.com';
const repository = (name: string): Repository => ({
  name,
  arn: `arn:aws:ecr:eu-west-1:111122223333:repository/${name}`,
  uri: `${host}/${name}`,
  createdAt: undefined,
  isImmutable: false,
  scansOnPush: true,
});
const image = (name: string, pushed: string, ...tags: string[]): Image => ({
  id: `${name}@sha256:${pushed}`,
  repository: name,
  digest: `sha256:${pushed}`,
  tags,
  size: 1,
  pushedAt: new Date(pushed),
  mediaType: undefined,
  scanStatus: undefined,
  findings: undefined,
});

/** A registry of two pages of repositories, whose requests wait until they are answered. */
function registryOfTwoPages() {
  const asked: { what: string; signal: AbortSignal | undefined; answer: (error?: Error) => void }[] = [];
  const request = <T>(what: string, signal: AbortSignal | undefined, value: T): Promise<T> =>
    new Promise((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(new DOMException('stopped', 'AbortError')), { once: true });
      asked.push({ what, signal, answer: (error) => (error ? reject(error) : resolve(value)) });
    });
  const failures: unknown[] = [];
  const state = { now: 0, learned: 0 };
  const known = new KnownImages({
    registry: async () => ({
      repositories: (signal) =>
        pages((token) =>
          request(`repositories ${token ?? ''}`, signal, {
            items: token ? [repository('till')] : [repository('shop')],
            token: token ? undefined : 'next',
          }),
        ),
      images:
        ({ name }, signal) =>
        () =>
          request(`images of ${name}`, signal, {
            items: [
              image(name, '2026-01-01', '1.0'),
              image(name, '2026-02-01', '1.1', 'latest'),
              image(name, '2025-01-01'),
            ],
            next: undefined,
          } satisfies Page<Image>),
    }),
    now: () => state.now,
    learned: () => state.learned++,
    failed: (error) => failures.push(error),
  });
  const answer = async (error?: Error) => {
    asked.at(-1)?.answer(error);
    await settled();
  };
  const offered = async (written: string) => {
    const { images, isComplete } = known.offer(written);
    await settled();
    return { labels: images.map(({ label }) => label), isComplete };
  };
  return { answer, asked, failures, known, offered, state };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('the first answer waits for nothing, and says that more is on its way', async () => {
  const { answer, asked, offered, state } = registryOfTwoPages();
  expect(await offered('')).toEqual({ labels: [], isComplete: false });
  expect(asked.map(({ what }) => what)).toEqual(['repositories ']);
  await answer();
  expect(state.learned).toBe(1);
  expect(await offered('')).toEqual({ labels: ['shop'], isComplete: false });
});

test('a page is fetched with each answer, and none while one is on its way', async () => {
  const { answer, asked, offered } = registryOfTwoPages();
  await offered('s');
  await offered('sh');
  expect(asked).toHaveLength(1);
  await answer();
  await offered('sho');
  await offered('shop');
  expect(asked.map(({ what }) => what)).toEqual(['repositories ', 'repositories next']);
  await answer();
  expect(await offered('shop')).toEqual({ labels: ['shop', 'till'], isComplete: true });
  expect(asked).toHaveLength(2);
});

test('behind the colon of one of the registry’s repositories stand its tags, the newest first', async () => {
  const { answer, asked, known, offered } = registryOfTwoPages();
  await offered('');
  await answer();
  expect(known.offer('').images[0]?.name).toBe(`${host}/shop:`);
  expect(await offered(`${host}/shop:`)).toEqual({ labels: [], isComplete: false });
  await answer();
  expect(await offered(`${host}/shop:1`)).toEqual({
    labels: ['shop:1.1', 'shop:latest', 'shop:1.0'],
    isComplete: true,
  });
  expect(known.offer(`${host}/shop:1`).images[0]?.name).toBe(`${host}/shop:1.1`);
  // Its page of the list was not fetched, and need not be.
  await offered(`${host}/till:`);
  expect(asked.at(-1)?.what).toBe('images of till');
});

test.each(['shop:', 'docker.io/library/node:', 'localhost:5000/', `${host.replace('1111', '2222')}/shop:`])(
  'another registry is not asked for the tags of %s',
  async (written) => {
    const { answer, asked, offered } = registryOfTwoPages();
    await offered('');
    await answer();
    await offered(written);
    expect(asked.filter(({ what }) => what.startsWith('images'))).toEqual([]);
  },
);

test('a request on its way is given up when something else is typed', async () => {
  const { answer, asked, offered, failures } = registryOfTwoPages();
  await offered('');
  await answer();
  await offered(`${host}/shop:`);
  await offered(`${host}/till:`);
  expect(asked.map(({ what, signal }) => [what, signal?.aborted])).toEqual([
    ['repositories ', false],
    ['images of shop', true],
    ['images of till', false],
  ]);
  expect(failures).toEqual([]);
  await offered(`${host}/shop:`);
  await answer();
  expect((await offered(`${host}/shop:`)).labels).toContain('shop:1.0');
});

test('what is older than five minutes is fetched anew, and told until that is there', async () => {
  const { answer, asked, offered, state } = registryOfTwoPages();
  await offered('');
  await answer();
  await offered('');
  await answer();
  state.now = 5 * 60_000 - 1;
  expect((await offered('')).isComplete).toBe(true);
  state.now = 5 * 60_000;
  expect(await offered('')).toEqual({ labels: ['shop', 'till'], isComplete: false });
  expect(asked).toHaveLength(3);
});

test('a failure is told once, and tried again after half a minute', async () => {
  const { answer, asked, failures, offered, state } = registryOfTwoPages();
  await offered('');
  await answer(new Error('no network'));
  expect(failures).toEqual([new Error('no network')]);
  expect(await offered('')).toEqual({ labels: [], isComplete: false });
  expect(asked).toHaveLength(1);
  state.now = 30_000;
  await offered('');
  await answer();
  expect((await offered('')).labels).toEqual(['shop']);
});

test('nothing of one account is told in another', async () => {
  const { answer, asked, known, offered } = registryOfTwoPages();
  await offered('');
  await answer();
  await offered('');
  known.forget();
  expect(asked.at(-1)?.signal?.aborted).toBe(true);
  expect(await offered('')).toEqual({ labels: [], isComplete: false });
});
