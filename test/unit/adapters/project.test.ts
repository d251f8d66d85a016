import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readProject } from '../../../src/adapters/project.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quayside-project-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('a folder without the file is named with what to write', async () => {
  await expect(readProject(folder)).rejects.toMatchObject({
    code: 'no-spec',
    message: `There is no quayside.yaml in ${folder}.`,
    action: { says: expect.stringContaining('name: shop') },
  });
});

test('a folder that does not exist is the same to a person', async () => {
  await expect(readProject(join(folder, 'nowhere'))).rejects.toMatchObject({ code: 'no-spec' });
});

test('a wrong key is named with its file, line and column', async () => {
  const file = join(folder, 'quayside.yaml');
  await writeFile(file, 'name: shop\nport: 3000\ncpus: 512\n');
  await expect(readProject(folder)).rejects.toMatchObject({
    code: 'invalid-spec',
    message: 'Unknown key `cpus`; did you mean `cpu`?',
    location: { file, line: 3, column: 1 },
  });
});

test('what is right is read, whole', async () => {
  const file = join(folder, 'quayside.yaml');
  await writeFile(file, 'name: shop\nport: 3000\n');
  expect(await readProject(folder)).toMatchObject({ folder, file, spec: { name: 'shop', port: 3000 } });
});
