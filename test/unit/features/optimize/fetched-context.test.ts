import { describe, expect, test } from 'vitest';
import { FetchedContext } from '../../../../src/features/optimize/fetched-context.ts';

/** Files by path, as a server would have them; counts what it is asked. */
function serverWith(files: Readonly<Record<string, string>>, unreadable: readonly string[] = []) {
  const asked: string[] = [];
  const paths = Object.keys(files);
  return {
    asked,
    async list(folder: string) {
      asked.push(`list ${folder}`);
      if (unreadable.includes(folder)) return undefined;
      const prefix = folder === '' ? '' : `${folder}/`;
      const names = paths.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length));
      return [...new Set(names.map((name) => name.split('/')[0] ?? ''))].map((name) => ({
        name,
        isFolder: names.some((other) => other.startsWith(`${name}/`)),
      }));
    },
    async read(path: string) {
      asked.push(`read ${path}`);
      return files[path];
    },
  };
}

const app = { Dockerfile: 'FROM a', 'package.json': '{}', 'src/index.js': '1', 'src/lib/a.js': '2' };

describe('a build context that has to be fetched', () => {
  test('lists every file at any depth', async () => {
    const context = await FetchedContext.of(serverWith(app), 'Dockerfile');
    expect([...context.paths].sort()).toEqual(Object.keys(app).sort());
    expect(context).toMatchObject({ complete: true, dockerfile: 'Dockerfile' });
  });

  test('a text is there after it was asked for and fetched, and is fetched once', async () => {
    const server = serverWith(app);
    const context = await FetchedContext.of(server, 'Dockerfile');
    expect(context.read('package.json')).toBeUndefined();
    expect(await context.fetchMissing()).toBe(true);
    expect(context.read('package.json')).toBe('{}');
    expect(await context.fetchMissing()).toBe(false);
    expect(server.asked.filter((one) => one === 'read package.json')).toHaveLength(1);
  });

  test('what is not there is asked for once, and is nothing new', async () => {
    const server = serverWith(app);
    const context = await FetchedContext.of(server, 'Dockerfile');
    context.read('go.mod');
    expect(await context.fetchMissing()).toBe(false);
    context.read('go.mod');
    await context.fetchMissing();
    expect(server.asked.filter((one) => one === 'read go.mod')).toHaveLength(1);
  });

  test('folders that the builder never sends are not walked', async () => {
    const server = serverWith({ ...app, '.dockerignore': 'deep\n', 'deep/a/b': '', '.git/HEAD': '' });
    const context = await FetchedContext.of(server, 'Dockerfile');
    expect(context.paths).toEqual(expect.arrayContaining(['deep', '.git']));
    expect(server.asked).not.toContain('list deep');
    expect(server.asked).not.toContain('list .git');
  });

  test('one that has too many folders, or one that cannot be read, is not complete', async () => {
    expect((await FetchedContext.of(serverWith(app, ['src/lib']), 'Dockerfile')).complete).toBe(false);
    const many = Object.fromEntries(Array.from({ length: 700 }, (_, index) => [`d${index}/f`, '']));
    const context = await FetchedContext.of(serverWith(many), undefined);
    expect(context.complete).toBe(false);
    expect(context.paths.length).toBeGreaterThan(400);
  });
});
