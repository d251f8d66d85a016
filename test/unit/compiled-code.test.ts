/** What `quayside` keeps of the code that V8 makes of its bundles, and that nobody notices but by the clock. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { root } from '../../scripts/root.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'quayside-compiled-'));
  for (const bundle of ['cli', 'commands', 'lint', 'rules']) {
    copyFileSync(path.join(root, 'dist', `${bundle}.js`), path.join(folder, `${bundle}.js`));
  }
});
afterEach(() => rmSync(folder, { recursive: true }));

const kept = () => path.join(folder, 'quayside/compiled');
const keptFiles = () => readdirSync(kept()).map((name) => path.join(kept(), name));

function quayside(
  args: readonly string[],
  env: NodeJS.ProcessEnv = { XDG_CACHE_HOME: folder },
  input = 'FROM debian\n',
) {
  const { HOME: _home, XDG_CACHE_HOME: _caches, ...rest } = process.env;
  const options = { encoding: 'utf8', input, env: { ...rest, ...env }, maxBuffer: 2 ** 26 } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(folder, 'cli.js'), ...args], options);
  return { status, stdout, stderr };
}

const linted = { status: 1, stdout: expect.stringMatching(/^-:1:6 DL3006 /), stderr: '' };

test('the first calls learn what a lint needs, and the ones after leave it as it is', () => {
  const labels: string[] = [];
  for (let call = 1; call <= 7; call++) {
    expect(quayside(['lint', '-'])).toEqual(linted);
    const rules = keptFiles().find((file) => file.includes('rules')) ?? '';
    labels.push(readFileSync(rules, 'latin1').slice(0, 64).trimEnd().split(' ').at(-1) ?? '');
  }
  expect(labels).toEqual(['1', '2', '3', '4', '5', '5', '5']);
  expect(keptFiles().filter((file) => !file.endsWith('.code'))).toEqual([]);
});

test.each<[string, (code: Buffer) => Buffer]>([
  ['cut off', (code) => code.subarray(0, code.length / 2)],
  ['empty', () => Buffer.alloc(0)],
  ['of another V8', (code) => Buffer.concat([code.subarray(0, 64), Buffer.alloc(64), code.subarray(128)])],
])('kept code that is %s is made anew', (_, harm) => {
  quayside(['lint', '-']);
  for (const file of keptFiles()) writeFileSync(file, harm(readFileSync(file)));
  const harmed = keptFiles().map((file) => readFileSync(file));
  expect(quayside(['lint', '-'])).toEqual(linted);
  for (const [index, file] of keptFiles().entries()) expect(readFileSync(file)).not.toEqual(harmed[index]);
});

test('a bundle that is not the same any more is compiled anew, in whatever letters it is written', () => {
  quayside(['lint', '--help']);
  const lint = path.join(folder, 'lint.js');
  const before = readFileSync(lint, 'utf8');
  // The first has as many bytes as the one before it.
  for (const says of ['Chucks Dockerfiles.', 'Prüft Dockerfiles µ.']) {
    writeFileSync(lint, before.replace('Checks Dockerfiles.', says));
    expect(quayside(['lint', '--help']).stdout).toContain(says);
  }
});

test('what nothing has renewed for three months goes, and nothing else does', () => {
  quayside(['lint', '-']);
  const young = keptFiles();
  const old = path.join(kept(), 'gone-lint.js-v20.0.0-x64.code');
  writeFileSync(old, 'code');
  utimesSync(old, new Date(), new Date(Date.now() - 100 * 24 * 60 * 60 * 1000));
  quayside(['lint', '-']);
  expect(keptFiles()).toEqual(young);
});

test.each<[string, () => NodeJS.ProcessEnv]>([
  ['nowhere', () => ({})],
  ['not asked for', () => ({ XDG_CACHE_HOME: folder, NODE_DISABLE_COMPILE_CACHE: '1' })],
  ['a file and no folder', () => ({ XDG_CACHE_HOME: path.join(folder, 'cli.js') })],
])('where the place for it is %s, nothing is kept and nothing else is lost', (_, env) => {
  expect(quayside(['lint', '-'], env())).toEqual(linted);
  expect(readdirSync(folder)).not.toContain('quayside');
});

test('what does not fit into a pipe at once arrives all the same', () => {
  const lines = 20_000;
  const { stdout } = quayside(['lint', '-f', 'json', '-'], {}, `FROM debian:12\n${'MAINTAINER a\n'.repeat(lines)}`);
  expect(stdout.length).toBeGreaterThan(2 ** 20);
  expect(JSON.parse(stdout).at(-1).line).toBe(lines + 1);
});
