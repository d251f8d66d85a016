import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { colorDiff, unifiedDiff } from '../../../src/core/unified-diff.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'quayside-diff-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Not every machine has `patch`. */
const appliers = [
  ['git', 'apply', '-p0'],
  ['patch', '--binary', '-p0'],
].filter(([program = '']) => spawnSync(program, ['--version']).status === 0);

const texts: [string, string, string][] = [
  ['one line among many', '1\n2\n3\n4\n5\n6\n7\n8\n9\n', '1\n2\n3\n4\nfive\n6\n7\n8\n9\n'],
  ['two places', `a\n${'x\n'.repeat(30)}b\n`, `A\n${'x\n'.repeat(30)}B\n`],
  ['line breaks of Windows', 'a\r\nb\r\n', 'a\r\nc\r\nd\r\n'],
  ['a last line without a line break', 'a\nb', 'a\nc'],
  ['a line break at the end that was not there', 'a', 'a\n'],
  ['a byte order mark', '\ufeffa\nb\n', '\ufeffa\nc\n'],
  ['lines that look like a heading', '-- a\n++ b\n', '-- b\n++ a\n'],
];

test.each(
  texts.flatMap(([name, before, after]) =>
    ['Dockerfile', 'sub/a b/Dockerfile'].flatMap((file) =>
      appliers.map((command) => [name, file, command, before, after] as const),
    ),
  ),
)('a change in %s of %s is applied by %j', (_, file, command, before, after) => {
  const place = path.join(folder, file);
  mkdirSync(path.dirname(place), { recursive: true });
  writeFileSync(place, before);
  const [program = '', ...args] = command;
  const { status, stderr } = spawnSync(program, args, {
    cwd: folder,
    input: unifiedDiff(file, before, after),
    encoding: 'utf8',
    env: { ...process.env, GIT_CEILING_DIRECTORIES: path.dirname(folder) },
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(readFileSync(place, 'utf8')).toBe(after);
});

test('nothing changes where both are the same', () => {
  expect(unifiedDiff('a', 'x\n', 'x\n')).toBe('');
});

test('a terminal shows names, places, what goes and what comes, of several files too', () => {
  const one =
    '\x1b[1m--- a\x1b[m\n\x1b[1m+++ a\x1b[m\n\x1b[36m@@ -1,2 +1,2 @@\x1b[m\n x\n\x1b[31m--- y\x1b[m\n\x1b[32m+z\x1b[m\n';
  const diff = unifiedDiff('a', 'x\n-- y\n', 'x\nz\n');
  expect(colorDiff(diff)).toBe(one);
  expect(colorDiff(diff + diff)).toBe(one + one);
});
