import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Testbed, useTestbed } from '../testbed/testbed.ts';
import { lintFolder } from './lint-folder.ts';

let testbed: Testbed;

beforeAll(async () => {
  testbed = await useTestbed();
});

afterAll(() => testbed?.stop());

const { cwd, write, quaysideLint, refusal } = lintFolder();

const read = (name: string) => readFile(path.join(cwd(), name), 'utf8');

/** `lint` with the engine of the testbed. */
const lint = (args: readonly string[], stdin = '') =>
  quaysideLint(args, { stdin, env: { DOCKER_HOST: testbed.dockerHost } });

const unpinned = 'FROM debian:12-slim\nRUN apt-get install -y --no-install-recommends curl nosuchpackage\n';

test('--pin writes the versions that would be installed, and says what stays without one', async () => {
  await write('Dockerfile', unpinned);
  const { code, stdout, stderr } = await lint(['--pin', 'Dockerfile']);
  expect(await read('Dockerfile')).toMatch(/ curl=7\.88\.\S+ nosuchpackage\n$/);
  expect(stderr).toContain('Dockerfile: nosuchpackage stays without a version: apt in debian:12-slim knows no version');
  expect(stdout).toMatch(/^Dockerfile:2:72 DL3008 [^\n]*\n$/);
  expect(code).toBe(1);
});

test('--pin --dry-run shows them as a diff and writes nothing, also together with --fix', async () => {
  const text =
    'FROM debian:12-slim\nRUN apt-get install --no-install-recommends curl wget && rm -r /var/lib/apt/lists\n';
  await write('Dockerfile', text);
  const { code, stdout, stderr } = await lint(['--fix', '--pin', '--dry-run', 'Dockerfile']);
  expect(stdout).toMatch(/^\+RUN apt-get install -y --no-install-recommends curl=7\S+ wget=1\S+ /m);
  expect(stderr).toMatch(/--fix --pin would mend \d findings? and pin 2 packages in 1 file; nothing is written\.\n$/);
  expect(await read('Dockerfile')).toBe(text);
  expect(code).toBe(1);
});

test('--pin prints standard input with its versions, and leaves alone what has them', async () => {
  expect((await lint(['--pin', '-'], unpinned)).stdout).toMatch(/ curl=7\.88\.\S+ nosuchpackage\n$/);
  const pinned = 'FROM debian:12-slim\nRUN apt-get install -y curl=7.88.*\n';
  expect((await lint(['--pin', '-'], pinned)).stdout).toBe(pinned);
});

test('--pin needs an engine, and says so', async () => {
  await write('Dockerfile', unpinned);
  const nowhere = { DOCKER_HOST: `unix://${cwd()}/nothing.sock` };
  expect(await refusal(['--pin', 'Dockerfile'], nowhere)).toMatchObject({
    code: 'no-engine',
    message: expect.stringContaining('which DOCKER_HOST names'),
  });
  expect(await read('Dockerfile')).toBe(unpinned);
});
