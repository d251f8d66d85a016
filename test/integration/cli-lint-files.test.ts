import { symlink } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { lintFolder } from './lint-folder.ts';

const { cwd, write, quaysideLint } = lintFolder();

const from = 'FROM debian\n';

beforeEach(async () => {
  const files = ['Dockerfile', 'api/Dockerfile.dev', 'api/prod.Dockerfile', 'api/deep/Containerfile', '.ci/dockerfile'];
  const others = [
    'api/Dockerfile.dockerignore',
    'api/my-Dockerfile',
    'node_modules/x/Dockerfile',
    'api/.git/Dockerfile',
  ];
  for (const file of [...files, ...others]) await write(file, from);
});

/** The files that a call finds something in, in its order. */
async function linted(...args: string[]): Promise<string[]> {
  const { stdout } = await quaysideLint(args);
  return stdout.split('\n').flatMap((line) => /^(.*):1:6 DL3006/.exec(line)?.[1] ?? []);
}

test('a folder stands for all Dockerfiles below it, apart from node_modules and .git', async () => {
  const all = ['.ci/dockerfile', 'Dockerfile', 'api/Dockerfile.dev', 'api/deep/Containerfile', 'api/prod.Dockerfile'];
  expect(await linted('.')).toEqual(all);
  expect(await linted('api')).toEqual(all.slice(2));
  expect(await linted('api/')).toEqual(all.slice(2));
  expect(await linted(path.join(cwd(), 'api'))).toEqual(all.slice(2).map((file) => path.join(cwd(), file)));
});

test.each([
  ['**/Dockerfile*', ['Dockerfile', 'api/Dockerfile.dev']],
  ['./**/*Dockerfile', ['Dockerfile', 'api/my-Dockerfile', 'api/prod.Dockerfile']],
  ['api/*ockerfile*', ['api/Dockerfile.dev', 'api/my-Dockerfile', 'api/prod.Dockerfile']],
  ['api/{deep/Containerfile,Dockerfile.?ev}', ['api/Dockerfile.dev', 'api/deep/Containerfile']],
  ['node_modules/**/Dockerfile', ['node_modules/x/Dockerfile']],
])('the pattern %s stands for what fits it', async (pattern, files) => {
  expect(await linted(pattern)).toEqual(files);
});

test('a file is linted once, wherever it is named', async () => {
  expect(await linted('Dockerfile', '**/Dockerfile')).toEqual(['Dockerfile']);
});

test('a file whose name looks like a pattern is that file', async () => {
  await write('Dockerfile[1]', from);
  expect(await linted('Dockerfile[1]')).toEqual(['Dockerfile[1]']);
});

test('links are followed to files and not to folders', async () => {
  await symlink('..', path.join(cwd(), 'api/up'));
  await symlink('../Dockerfile', path.join(cwd(), 'api/Dockerfile'));
  await symlink('nowhere', path.join(cwd(), 'api/Dockerfile.gone'));
  expect(await linted('api/**/Dockerfile*')).toEqual(['api/Dockerfile', 'api/Dockerfile.dev']);
});

test('a name that stands for nothing is a sentence and a failure, and the others are linted', async () => {
  await write('empty/readme', '');
  const { code, stdout, stderr } = await quaysideLint(['**/*.docker', 'empty', 'Dockerfile', '--no-fail']);
  expect(stderr).toBe(
    'No file fits **/*.docker; node_modules and .git are not searched.\n' +
      'There is no Dockerfile in empty; node_modules and .git are not searched.\n',
  );
  expect(stdout).toMatch(/^Dockerfile:1:6 DL3006/);
  expect(code).toBe(1);
});

test('a report has the file under the name that is given for it', async () => {
  const named = ['--file-path-in-report', 'images/Dockerfile'];
  const checkstyle = await quaysideLint(['-f', 'checkstyle', ...named, '-'], { stdin: from });
  expect(checkstyle.stdout).toContain('<file name="images/Dockerfile"');
  const json = await quaysideLint(['-f', 'json', ...named, 'Dockerfile']);
  expect(JSON.parse(json.stdout)).toMatchObject([{ file: 'images/Dockerfile' }]);
});

test('the ignore file of the build has its say: the Dockerfile’s own before that of its folder', async () => {
  await write('web/Dockerfile', 'FROM a:1\nCOPY secret.txt public.txt /\n');
  const codes = async (...args: string[]) => (await quaysideLint([...args, 'web/Dockerfile'])).stdout;
  const configured = ['--warning', 'CopyIgnoredFile'];
  expect(await codes(...configured)).not.toContain('CopyIgnoredFile');
  await write('web/.dockerignore', 'secret.txt\n');
  expect(await codes(...configured)).toMatch(/^web\/Dockerfile:2:6 CopyIgnoredFile /);
  expect(await codes('--compat')).not.toContain('CopyIgnoredFile');
  await write('web/Dockerfile.dockerignore', 'public.txt\n');
  expect(await codes(...configured)).toMatch(/^web\/Dockerfile:2:17 CopyIgnoredFile /);
});

test('the service that a quayside.yaml above says the image is for has its say', async () => {
  await write('web/docker/Dockerfile', 'FROM --platform=linux/arm64 a:1\nEXPOSE 80\nCOPY x y /z/\n');
  const found = async () =>
    (await quaysideLint(['web/docker/Dockerfile'])).stdout.match(/QS21\d\d|CopyIgnoredFile/g) ?? [];
  await write('web/quayside.yaml', 'name: web\nport: 3000\n');
  await write('web/.dockerignore', 'x\n');
  expect(await found()).toEqual([]);
  await write('web/quayside.yaml', 'name: web\nport: 3000\nbuild:\n  dockerfile: docker/Dockerfile\n');
  expect((await found()).sort()).toEqual(['CopyIgnoredFile', 'QS2101', 'QS2102']);
});
