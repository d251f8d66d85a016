import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkFolder, folderInMemory, folderOnDisk } from '../../../../src/adapters/docker/context.ts';
import { ignoreFilter, parseIgnoreFile } from '../../../../src/core/image/dockerignore.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'quayside-context-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const write = async (...paths: string[]) => {
  for (const path of paths) {
    await mkdir(join(root, path, '..'), { recursive: true });
    await writeFile(join(root, path), path);
  }
};
const walk = async (ignore = '') => {
  const entries = [];
  for await (const entry of folderOnDisk(root).entries(ignoreFilter(parseIgnoreFile(ignore)))) entries.push(entry);
  return entries;
};
const paths = async (ignore = '') => (await walk(ignore)).map(({ path }) => path);

describe('the folder that is built from', () => {
  test('comes in byte order, folders before what lies in them', async () => {
    await write('b.txt', 'a/z', 'a-b', 'a/b/c', 'B', 'é');
    expect(await paths()).toEqual(['B', 'a', 'a/b', 'a/b/c', 'a/z', 'a-b', 'b.txt', 'é'].sort((x, y) => order(x, y)));
  });

  test('leaves out what is ignored without opening it', async () => {
    await write('keep', 'node_modules/x');
    await chmod(join(root, 'node_modules'), 0o000);
    expect(await paths('node_modules')).toEqual(['keep']);
    await chmod(join(root, 'node_modules'), 0o755);
  });

  test('shows an ignored folder only when something in it is wanted', async () => {
    await write('docs/a.md', 'docs/deep/README.md', 'other/a.md');
    expect(await paths('docs\nother\n!docs/deep/README.md\n!other/none.md')).toEqual([
      'docs',
      'docs/deep',
      'docs/deep/README.md',
    ]);
  });

  test('keeps links as they are, even where they lead nowhere or in a circle', async () => {
    await mkdir(join(root, 'a'));
    await symlink('../a', join(root, 'a/circle'));
    await symlink('gone', join(root, 'dangling'));
    expect((await walk()).map(({ path, kind, link }) => [path, kind, link])).toEqual([
      ['a', 'directory', undefined],
      ['a/circle', 'symlink', '../a'],
      ['dangling', 'symlink', 'gone'],
    ]);
    expect(await folderOnDisk(root).passesLink('a/circle/a')).toBe(true);
    expect(await folderOnDisk(root).passesLink('a/b')).toBe(false);
  });

  test.skipIf(process.platform === 'win32')('passes over sockets', async () => {
    await write('file');
    const server = createServer().listen(join(root, 'socket'));
    await new Promise((resolve) => server.once('listening', resolve));
    expect(await paths()).toEqual(['file']);
    await new Promise((resolve) => server.close(resolve));
  });

  test('gives contents when they are asked for, empty ones too', async () => {
    await write('file');
    await writeFile(join(root, 'empty'), '');
    const entries = await walk();
    expect(entries.map(({ size }) => size)).toEqual([0, 4]);
    expect(await Promise.all(entries.map((entry) => text(entry.open())))).toEqual(['', 'file']);
  });

  test('says which file could not be read, and what to do', async () => {
    await write('file');
    const [entry] = await walk();
    await rm(join(root, 'file'));
    await expect(text((entry as NonNullable<typeof entry>).open())).rejects.toMatchObject({
      code: 'unreadable-context',
      message: expect.stringMatching(/^“file” of the build context cannot be read: /),
      action: { says: expect.stringContaining('.dockerignore') },
    });
  });

  test('notices a file that shrinks while it is sent', async () => {
    await write('file');
    const [entry] = await walk();
    await writeFile(join(root, 'file'), '');
    await expect(text((entry as NonNullable<typeof entry>).open())).rejects.toMatchObject({
      message: expect.stringContaining('became shorter'),
    });
  });

  test('has to be a folder', async () => {
    await write('file');
    await expect(checkFolder(join(root, 'none'))).rejects.toMatchObject({
      code: 'no-context',
      message: /does not exist/,
    });
    await expect(checkFolder(join(root, 'file'))).rejects.toMatchObject({
      code: 'no-context',
      message: /is not a folder/,
    });
  });

  test('may exist in memory only', async () => {
    const found = [];
    for await (const entry of folderInMemory({ Dockerfile: 'FROM x' }).entries(ignoreFilter([]))) {
      found.push([entry.path, entry.size, await text(entry.open())]);
    }
    expect(found).toEqual([['Dockerfile', 6, 'FROM x']]);
  });
});

/** As the builder orders paths: part by part, each by its bytes. */
function order(a: string, b: string): number {
  const [left, right] = [a.split('/'), b.split('/')];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const difference = Buffer.compare(Buffer.from(left[i] as string), Buffer.from(right[i] as string));
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
