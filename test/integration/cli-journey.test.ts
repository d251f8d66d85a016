/** The whole journey by `quayside` alone, with the environment that the testbed writes and nothing else of it. */
import { spawn } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../../scripts/root.ts';
import { type Testbed, useTestbed } from '../testbed/testbed.ts';

describe('quayside, from a terminal', () => {
  let testbed: Testbed;
  let folder: string;
  let digest: string;
  let url: string;

  beforeAll(async () => {
    testbed = await useTestbed();
    folder = path.join(await mkdtemp(path.join(os.tmpdir(), 'quayside-cli-')), 'shop');
    await cp(path.join(root, 'examples/shop'), folder, { recursive: true });
  });

  afterAll(async () => {
    await rm(path.dirname(folder), { recursive: true, force: true });
    await testbed.stop();
  });

  test('build says what it built', async () => {
    const { code, result, stderr } = await quayside('build', '--json');
    expect(code, stderr).toBe(0);
    expect(result).toMatchObject({ tags: ['shop:latest'], platform: 'linux/amd64' });
    expect(stderr).toMatch(/RUN npm install/);
  });

  test('push makes the repository and says which digest it holds', async () => {
    const { code, result, stderr } = await quayside('push', '--tag', '1.0', '--json');
    expect(code, stderr).toBe(0);
    expect(result).toMatchObject({
      repository: 'shop',
      tag: '1.0',
      digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
    });
    digest = result.digest;
  });

  test('a second push finds it there', async () => {
    const { result } = await quayside('push', '--tag', '1.0', '--json');
    expect(result).toMatchObject({ digest, unchanged: true, repositoryCreated: false });
  });

  test('scan counts by severity and lists the findings', async () => {
    const { code, result, stderr } = await quayside('scan', '--json');
    expect(code, stderr).toBe(0);
    expect(result.digest).toBe(digest);
    const counted = Object.values(result.counts as Record<string, number>).reduce((sum, count) => sum + count, 0);
    expect(result.findings).toHaveLength(counted);
    expect(counted).toBeGreaterThan(0);
  });

  test('deploy --plan changes nothing', async () => {
    const { code, result } = await quayside('deploy', '--plan', '--json');
    expect(code).toBe(0);
    expect(changed(result)).toContain('service');
    const { result: nothing } = await quayside('destroy', '--yes', '--json');
    expect(kindsOf(nothing.deleted)).toEqual(['repository']);
    await quayside('push', '--tag', '1.0', '--json');
  });

  test('deploy ends with an address that answers', async () => {
    const { code, result, stderr } = await quayside('deploy', '--json');
    expect(code, stderr).toBe(0);
    expect(result).toMatchObject({
      service: 'shop',
      taskDefinition: expect.stringContaining(':task-definition/shop:'),
    });
    url = result.url;
    const first = await visits();
    expect(await visits()).toBe(first + 1);
  });

  test('deployed again, nothing changes; a tag can be named', async () => {
    const { result } = await quayside('deploy', '--image', '1.0', '--json');
    expect(changed(result)).toEqual([]);
  });

  test('a tag that is not there is refused in a sentence', async () => {
    const { code, stderr, stdout } = await quayside('deploy', '--image', '9.9', '--json');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/The repository "shop" holds no image 9\.9\. \[no-such-image\]/);
  });

  test('destroy asks first, and does nothing where there is nobody to ask', async () => {
    const { code, stderr } = await quayside('destroy', '--json');
    expect(code).toBe(1);
    expect(stderr).toMatch(/Add --yes/);
    expect(await visits()).toBeGreaterThan(0);
  });

  test('destroy deletes all of it, and the second time there is nothing', async () => {
    const { code, result, stderr } = await quayside('destroy', '--yes', '--json');
    expect(code, stderr).toBe(0);
    expect(kindsOf(result.deleted)).toEqual(
      expect.arrayContaining(['service', 'load balancer', 'repository', 'cluster']),
    );
    expect((await quayside('destroy', '--yes', '--json')).result).toEqual({ deleted: [], kept: [] });
  });

  const visits = async (): Promise<number> => (await (await fetch(url)).json()).visits;

  const changed = ({ changes }: { changes: { change: string; resource: string }[] }) =>
    changes.filter(({ change }) => change !== 'none').map(({ resource }) => resource);

  const kindsOf = (resources: { kind: string }[]) => resources.map(({ kind }) => kind);

  /** Runs the built command line in the folder; what it prints on standard output has to be one JSON object or nothing. */
  async function quayside(...args: string[]) {
    const child = spawn(process.execPath, [path.join(root, 'dist/cli.js'), ...args], {
      cwd: folder,
      // An account of its own, so that other suites on the same testbed see nothing of it.
      env: { PATH: process.env.PATH, HOME: folder, ...testbed.env, AWS_ACCESS_KEY_ID: '222200001111' },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 170_000,
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
    return { code, stdout, stderr, result: stdout === '' ? undefined : JSON.parse(stdout) };
  }
});
