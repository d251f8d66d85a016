import { execFile } from 'node:child_process';
import { chmod, readFile, stat, symlink } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeEach, expect, test } from 'vitest';
import { optimizeCommand } from '../../src/cli/optimize.ts';
import { commandFolder } from './lint-folder.ts';

const { cwd, write, run, refusal } = commandFolder(optimizeCommand);

const poor = `# The shop.
FROM python:3.12
WORKDIR /app
COPY . .
RUN pip install flask==3.1.0
CMD python app.py
`;
const texts = async (name: string) => await readFile(path.join(cwd(), name), 'utf8');

beforeEach(async () => {
  await write('Dockerfile', poor);
  await write('app.py', 'print("shop")\n');
});

test('what could be done is told with its line, its reason and what to look at, and the process fails while some is safe', async () => {
  const { code, stdout, stderr } = await run(['Dockerfile']);
  expect(stdout).toMatch(/^Dockerfile: \d+ proposals, \d+ safe\n/);
  expect(stdout).toMatch(/ {2}safe {3}no-pip-cache \(line 5\)\n {9}Keep no cache of pip in the image\. /);
  expect(stdout).toMatch(/ {2}review exec-form \(line 6\)\n(?:.*\n){2} {9}To look at: /);
  expect(stderr).toBe('');
  expect(code).toBe(1);
  expect(await texts('Dockerfile')).toBe(poor);
});

test('a file with nothing to do says so, with the reasons, and succeeds', async () => {
  await write('Dockerfile', 'FROM debian:12-slim\nCMD ["true"]\n');
  const { code, stdout } = await run(['Dockerfile']);
  expect(stdout).toMatch(/^Dockerfile: nothing to propose\n {2}\S/);
  expect(code).toBe(0);
});

test('the diff is one that git applies, and applied it is what --write writes', async () => {
  const { stdout } = await run(['--diff', '--safe', 'Dockerfile']);
  await write('change.diff', stdout);
  const { stdout: written, code } = await run(['--write', '--safe', 'Dockerfile']);
  expect(written).toMatch(/^Dockerfile: .*package-manager-cache-mounts/);
  expect(code).toBe(0);
  const mended = await texts('Dockerfile');
  expect(mended).toMatch(/--mount=type=cache,\S*target=\/root\/.cache\/pip/);
  expect(mended).toContain('CMD python app.py');
  await write('Dockerfile', poor);
  await promisify(execFile)('git', ['apply', '-p0', 'change.diff'], { cwd: cwd() });
  expect(await texts('Dockerfile')).toBe(mended);
});

test('written a second time nothing changes', async () => {
  await run(['--write', 'Dockerfile']);
  const once = await texts('Dockerfile');
  const { stdout, code } = await run(['--write', 'Dockerfile']);
  expect(stdout).toBe('Dockerfile: nothing to change\n');
  expect(await texts('Dockerfile')).toBe(once);
  expect(code).toBe(0);
});

test('--only does one thing, and is understood with commas', async () => {
  await run(['--write', '--only', 'exec-form', 'Dockerfile']);
  expect(await texts('Dockerfile')).toBe(poor.replace('CMD python app.py', 'CMD ["python", "app.py"]'));
  const { stdout } = await run(['--json', '--only', 'exec-form,no-pip-cache', 'Dockerfile']);
  const [{ proposals, declined }] = JSON.parse(stdout);
  expect([...proposals, ...declined].map(({ id }: { id: string }) => id).sort()).toEqual(['exec-form', 'no-pip-cache']);
});

test('JSON has an object a file, with the texts and what would be written beside', async () => {
  await write('.git/HEAD', 'ref: refs/heads/main\n');
  await write('other/Dockerfile', 'FROM debian:12-slim\n');
  const { stdout, code } = await run(['--json', 'Dockerfile', 'other/Dockerfile']);
  const [first, second] = JSON.parse(stdout);
  expect(Object.keys(first)).toEqual(['file', 'proposals', 'declined', 'safe', 'all', 'files']);
  expect(first.file).toBe('Dockerfile');
  expect(first.proposals[0]).toMatchObject({
    id: expect.any(String),
    kind: expect.any(String),
    title: expect.any(String),
    safe: expect.any(Boolean),
    reason: expect.any(String),
    effect: expect.any(String),
    range: { start: { line: expect.any(Number), column: expect.any(Number), offset: expect.any(Number) } },
  });
  expect(first.declined[0]).toEqual({ id: expect.any(String), reason: expect.any(String) });
  expect(first.safe).toContain('--mount=type=cache');
  expect(first.all).toContain('["python", "app.py"]');
  expect(first.files).toEqual([{ path: '.dockerignore', text: '.git\n', proposal: 'dockerignore' }]);
  expect(second).toMatchObject({ file: 'other/Dockerfile', proposals: [], safe: 'FROM debian:12-slim\n', files: [] });
  expect(code).toBe(1);
});

test('what lies beside is written too, and is then done', async () => {
  await write('.git/HEAD', 'ref: refs/heads/main\n');
  const { code } = await run(['--write', '--only', 'dockerignore', 'Dockerfile']);
  expect(await texts('.dockerignore')).toBe('.git\n');
  expect(code).toBe(0);
  expect((await run(['--only', 'dockerignore', 'Dockerfile'])).code).toBe(0);
});

test('the build context is the folder of the Dockerfile, another one, or none', async () => {
  await write('docker/Dockerfile', poor);
  await write('.git/HEAD', '');
  const filesOf = async (...args: string[]) =>
    JSON.parse((await run(['--json', ...args, 'docker/Dockerfile'])).stdout)[0].files;
  expect(await filesOf()).toEqual([]);
  expect(await filesOf('--context', '.')).toHaveLength(1);
  expect(await filesOf('--no-context')).toEqual([]);
});

test.each([
  [['--diff', '--write', 'Dockerfile'], /--diff and --write cannot go together/],
  [['--json', '--write', 'Dockerfile'], /writes nothing/],
  [['--only', 'exec-from', 'Dockerfile'], /no rewrite exec-from/],
  [['--context', '.', '--no-context', 'Dockerfile'], /cannot go together/],
  [['--prove', '--no-context', 'Dockerfile'], /needs the build context/],
  [['--nonsense', 'Dockerfile'], /nonsense/],
  [[], /No file is named/],
])('called as %j it says what is wrong', async (args, message) => {
  expect(await refusal(args)).toMatchObject({ code: 'bad-arguments', message: expect.stringMatching(message) });
});

test('a file that is not there is a sentence, and the others are done', async () => {
  const { code, stdout, stderr } = await run(['nowhere', 'Dockerfile']);
  expect(stderr).toBe('There is no file nowhere.\n');
  expect(stdout).toMatch(/^Dockerfile: /);
  expect(code).toBe(1);
});

test('a folder stands for the Dockerfiles in it', async () => {
  await write('a/Dockerfile', poor);
  await write('b/web.Dockerfile', poor);
  const { stdout } = await run(['--json', '.']);
  expect(
    JSON.parse(stdout)
      .map(({ file }: { file: string }) => file)
      .sort(),
  ).toEqual(['./Dockerfile', './a/Dockerfile', './b/web.Dockerfile'].map((name) => name.replace('./', '')));
});

test('a read-only file and a link stay as they are, with a sentence', async () => {
  await chmod(path.join(cwd(), 'Dockerfile'), 0o444);
  await symlink('Dockerfile', path.join(cwd(), 'link'));
  const readOnly = await run(['--write', 'Dockerfile']);
  expect(readOnly.stderr).toMatch(/Dockerfile is read-only/);
  expect(readOnly.code).toBe(1);
  const link = await run(['--write', 'link']);
  expect(link.stderr).toMatch(/link is a link/);
  expect(await texts('Dockerfile')).toBe(poor);
});

test('a written file keeps its mode', async () => {
  await chmod(path.join(cwd(), 'Dockerfile'), 0o640);
  await run(['--write', 'Dockerfile']);
  expect((await stat(path.join(cwd(), 'Dockerfile'))).mode & 0o777).toBe(0o640);
});

test('a file that the builder would not read is told of, and nothing is done', async () => {
  await write('Dockerfile', 'FROM debian:12\nRUNN true\n');
  const { code, stdout } = await run(['Dockerfile']);
  expect(stdout).toMatch(/nothing to propose\n {2}The builder would not read the file: line 2/);
  expect(code).toBe(0);
});
