import { spawnSync } from 'node:child_process';
import { chmod, link, readdir, readFile, stat, symlink } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { lintFolder } from './lint-folder.ts';

const { cwd, write, quaysideLint } = lintFolder();

const read = (name: string) => readFile(path.join(cwd(), name), 'utf8');

const faulty = 'FROM debian\nADD a /a\nRUN pip install x==1\n';
const mended = 'FROM debian\nCOPY a /a\nRUN pip install --no-cache-dir x==1\n';
const left = /^(Dockerfile|-):1:\d DL3006 .*\n$/;

test('--fix writes the safe fixes into the file and tells what is left', async () => {
  await write('Dockerfile', faulty);
  const { code, stdout, stderr } = await quaysideLint(['--fix', 'Dockerfile']);
  expect(await read('Dockerfile')).toBe(mended);
  expect(stdout).toMatch(left);
  expect(stderr).toBe('');
  expect(code).toBe(1);
});

test('a fixed file keeps its mode, its byte order mark and its line breaks, and nothing is left beside it', async () => {
  await write('Dockerfile', `\ufeff${faulty.replaceAll('\n', '\r\n')}`);
  await chmod(path.join(cwd(), 'Dockerfile'), 0o751);
  await quaysideLint(['--fix', 'Dockerfile']);
  expect(await read('Dockerfile')).toBe(`\ufeff${mended.replaceAll('\n', '\r\n')}`);
  expect((await stat(path.join(cwd(), 'Dockerfile'))).mode & 0o777).toBe(0o751);
  expect((await readdir(cwd())).sort()).toEqual(['Dockerfile', 'home']);
});

test('a file with nothing to fix is not touched', async () => {
  await write('Dockerfile', 'FROM debian\n');
  const before = await stat(path.join(cwd(), 'Dockerfile'));
  await quaysideLint(['--fix', 'Dockerfile']);
  expect((await stat(path.join(cwd(), 'Dockerfile'))).ino).toBe(before.ino);
});

test.each<[string, (file: string) => Promise<void>, string]>([
  ['is read-only', (file) => chmod(file, 0o444), 'Dockerfile is read-only: make it writable to have it fixed.\n'],
  [
    'has another name',
    (file) => link(file, `${file}.hard`),
    'Dockerfile is one file under several names (hard links): it is not fixed.\n',
  ],
])('a file that %s stays as it is, with a sentence and its findings', async (_, prepare, sentence) => {
  await write('Dockerfile', faulty);
  await prepare(path.join(cwd(), 'Dockerfile'));
  const { code, stdout, stderr } = await quaysideLint(['--fix', '--no-fail', 'Dockerfile']);
  expect(stderr).toBe(sentence);
  expect(stdout).toMatch(/DL3020/);
  expect(await read('Dockerfile')).toBe(faulty);
  expect(code).toBe(1);
});

test('a link is not fixed, and the sentence names the file behind it', async () => {
  await write('real', faulty);
  await symlink('real', path.join(cwd(), 'Dockerfile'));
  const { code, stderr } = await quaysideLint(['--fix', '--no-fail', 'Dockerfile']);
  expect(stderr).toBe('Dockerfile is a link: name real to have it fixed.\n');
  expect(await read('real')).toBe(faulty);
  expect(code).toBe(1);
});

test('bytes that are not UTF-8 are not lost to a fix', async () => {
  const latin = Buffer.concat([Buffer.from('# caf'), Buffer.from([0xe9]), Buffer.from(`\n${faulty}`)]);
  await write('Dockerfile', latin);
  const { code, stderr } = await quaysideLint(['--fix', '--no-fail', 'Dockerfile']);
  expect(stderr).toBe('Dockerfile is not in UTF-8: it is not fixed.\n');
  expect(await readFile(path.join(cwd(), 'Dockerfile'))).toEqual(latin);
  expect(code).toBe(1);
});

test.each([
  ['what can be fixed', faulty, mended],
  ['a byte order mark', `\ufeff${faulty}`, `\ufeff${mended}`],
  ['nothing to fix', 'FROM debian\n', 'FROM debian\n'],
])('--fix - writes the mended text on standard output and the report on standard error: %s', async (_, stdin, out) => {
  const { code, stdout, stderr } = await quaysideLint(['--fix', '-'], { stdin });
  expect(stdout).toBe(out);
  expect(stderr).toMatch(left);
  expect(code).toBe(1);
});

test('with --compat only what is reported then is fixed', async () => {
  await write('Dockerfile', 'FROM debian:12 as a\nADD a /a\n');
  await quaysideLint(['--fix', '--compat', 'Dockerfile']);
  expect(await read('Dockerfile')).toBe('FROM debian:12 as a\nCOPY a /a\n');
  await quaysideLint(['--fix', 'Dockerfile']);
  expect(await read('Dockerfile')).toBe('FROM debian:12 AS a\nCOPY a /a\n');
});

test('a dry run prints what would change as a diff, which applies, and writes nothing', async () => {
  await write('Dockerfile', faulty);
  await write('sub/b.Dockerfile', faulty.replaceAll('\n', '\r\n'));
  await write('clean/Dockerfile', 'FROM debian\n');
  const { code, stdout, stderr } = await quaysideLint(['--fix', '--dry-run', '.']);
  expect(stderr).toBe('--fix would mend 4 findings in 2 files; nothing is written.\n');
  expect(code).toBe(1);
  expect(await read('Dockerfile')).toBe(faulty);
  const env = { ...process.env, GIT_CEILING_DIRECTORIES: path.dirname(cwd()) };
  const applied = spawnSync('git', ['apply', '-p0'], { cwd: cwd(), input: stdout, encoding: 'utf8', env });
  expect(applied.status, applied.stderr).toBe(0);
  expect(await read('Dockerfile')).toBe(mended);
  expect(await read('sub/b.Dockerfile')).toBe(mended.replaceAll('\n', '\r\n'));
});

test('a dry run that would change nothing succeeds, whatever is found', async () => {
  await write('Dockerfile', 'FROM debian\n');
  expect(await quaysideLint(['--fix', '--dry-run', 'Dockerfile'])).toEqual({
    code: 0,
    stdout: '',
    stderr: 'There is nothing to fix.\n',
  });
});

test('a dry run reads standard input, is coloured for a terminal, and does not fail with --no-fail', async () => {
  const args = ['--fix', '--dry-run', '--no-fail', '-'];
  const { code, stdout } = await quaysideLint(args, { stdin: faulty });
  expect(stdout).toBe(
    '--- -\n+++ -\n@@ -1,3 +1,3 @@\n FROM debian\n-ADD a /a\n-RUN pip install x==1\n+COPY a /a\n+RUN pip install --no-cache-dir x==1\n',
  );
  expect(code).toBe(0);
  const colored = await quaysideLint(args, { stdin: faulty, tty: true });
  expect(colored.stdout).toContain('\x1b[31m-ADD a /a\x1b[m\n');
  expect((await quaysideLint([...args, '--no-color'], { stdin: faulty, tty: true })).stdout).toBe(stdout);
});
