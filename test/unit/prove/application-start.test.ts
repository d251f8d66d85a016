import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startOf } from '../../prove/application-start.ts';

let context: string;
beforeAll(async () => {
  context = await mkdtemp(path.join(tmpdir(), 'quayside-start-'));
  const described = {
    framework: 'kiln',
    tests: [
      { default: { port: 8080, plaintext_url: '/plaintext', json_url: '/json' }, pgx: { port: 9090, db_url: '/db' } },
    ],
  };
  await writeFile(path.join(context, 'benchmark_config.json'), JSON.stringify(described));
});
afterAll(() => rm(context, { recursive: true }));

test('a Dockerfile named as the framework is the default one, and asked for plain text', () => {
  expect(startOf({ context, dockerfile: path.join(context, 'kiln.dockerfile') })).toEqual({
    port: 8080,
    path: '/plaintext',
  });
});

test('a variant has a port and paths of its own', () => {
  expect(startOf({ context, dockerfile: path.join(context, 'kiln-pgx.dockerfile') })).toEqual({
    port: 9090,
    path: '/db',
  });
});

test('where nothing is described, the image has to say which port', () => {
  const elsewhere = { context: path.join(context, 'none'), dockerfile: path.join(context, 'none', 'kiln.dockerfile') };
  expect(startOf(elsewhere)).toEqual({ port: undefined, path: undefined });
});
