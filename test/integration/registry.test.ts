import { PutImageCommand } from '@aws-sdk/client-ecr';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ecrRegistry, type Registry } from '../../src/adapters/aws/ecr.ts';
import { ecrScanner } from '../../src/adapters/aws/ecr-scan.ts';
import { everyItem } from '../../src/adapters/aws/paging.ts';
import { openSession, type Session } from '../../src/adapters/aws/session.ts';
import { type Engine, findEngine } from '../../src/adapters/docker/engine.ts';
import { push } from '../../src/workflows/push.ts';
import type { Run } from '../../src/workflows/run.ts';
import { lastScan, scan } from '../../src/workflows/scan.ts';
import { type Testbed, useTestbed } from '../testbed/testbed.ts';

const run: Run = { signal: new AbortController().signal, report: () => {} };
const ours = { 'quayside:managed-by': 'quayside' };
const made: string[] = [];
/** Names that pushes gave to the engine's images. */
const tagged = new Set<string>();
/** The account is shared with other tests. */
const named = (name: string) => {
  made.push(`registry-test-${process.pid}/${name}`);
  return made.at(-1) as string;
};

let testbed: Testbed;
let session: Session;
let registry: Registry & ReturnType<typeof ecrScanner>;
let engine: Engine;

beforeAll(async () => {
  testbed = await useTestbed();
  for (const [name, value] of Object.entries(testbed.env)) vi.stubEnv(name, value);
  session = openSession({ profile: undefined, region: undefined }, { version: '0.0.0' });
  registry = { ...ecrRegistry(session), ...ecrScanner(session) };
  engine = await findEngine({ env: { ...process.env, ...testbed.env } }, run.signal);
});

afterAll(async () => {
  for (const name of made) await registry.deleteOwnRepository(name, ours);
  for (const name of tagged) await engine.removeImage(name);
  session.dispose();
  vi.unstubAllEnvs();
  await testbed.stop();
});

describe('a repository', () => {
  test('is made once, with our tags, and found from then on', async () => {
    const name = named('made');
    const first = await registry.ensureRepository({ name, tags: ours });
    const second = await registry.ensureRepository({ name, tags: {} });
    expect(first).toMatchObject({ created: true, repository: { name, scansOnPush: true, isImmutable: false } });
    expect(second).toEqual({ created: false, repository: first.repository });
    expect(await registry.repositoryTags(first.repository.arn)).toEqual(ours);
  });

  test('is deleted with its images when it is ours, and left alone when it is not', async () => {
    const name = named('deleted');
    await pushed('redis:7-alpine', name);
    expect(await registry.deleteOwnRepository(name, { 'quayside:managed-by': 'someone else' })).toBe(false);
    expect(await registry.repository(name)).toBeDefined();
    expect(await registry.deleteOwnRepository(name, ours)).toBe(true);
    expect(await registry.repository(name)).toBeUndefined();
    expect(await registry.deleteOwnRepository(name, ours)).toBe(false);
  });

  test('of many comes up in the pages of the listing', async () => {
    const names = await Promise.all(
      Array.from({ length: 105 }, async (_, at) => {
        const { repository } = await registry.ensureRepository({ name: named(`many-${at}`), tags: ours });
        return repository.name;
      }),
    );
    const first = await registry.repositories()();
    expect(first.items).toHaveLength(100);
    expect(first.next).toBeDefined();
    const all = (await everyItem(registry.repositories())).map(({ name }) => name);
    expect(all).toEqual(expect.arrayContaining(names));
    expect(new Set(all).size).toBe(all.length);
  });
});

test('an image is listed by its digest with its tags, and found by either', async () => {
  const name = named('image');
  const digest = await pushed('redis:7-alpine', name, '1.0');
  expect(await pushed('redis:7-alpine', name, 'latest')).toBe(digest);
  const { repository } = await registry.ensureRepository({ name, tags: {} });
  const [image, ...others] = await everyItem(registry.images(repository));
  expect(others).toEqual([]);
  expect(image).toMatchObject({ id: `${repository.arn}@${digest}`, repository: name, digest });
  expect([...(image?.tags ?? [])].sort()).toEqual(['1.0', 'latest']);
  expect(image?.size).toBeGreaterThan(1_000_000);
  expect(image?.pushedAt?.getTime()).toBeGreaterThan(Date.now() - 3_600_000);
  expect(await registry.image(name, '1.0')).toEqual(image);
  expect(await registry.image(name, digest)).toEqual(image);
  expect(await registry.image(name, '2.0')).toBeUndefined();
});

describe('a scan', () => {
  test('that the push began is waited for, and two images get two answers', async () => {
    const findings = async (image: string) => {
      const name = named(image.replace(/[:.]/g, '-'));
      return await scan({ registry }, { repository: name, digest: await pushed(image, name) }, run);
    };
    const redis = await findings('redis:7-alpine');
    const node = await findings('node:22-slim');
    expect(redis.status).toBe('COMPLETE');
    expect(redis.scannedAt).toBeInstanceOf(Date);
    expect(node.findings.map(({ name }) => name)).not.toEqual(redis.findings.map(({ name }) => name));
    for (const { findings, counts } of [redis, node]) {
      expect(findings.length).toBeGreaterThan(0);
      expect(findings.length).toBe(Object.values(counts).reduce((sum, count) => sum + count, 0));
      for (const { name, package: affected, version, uri } of findings) {
        expect(name).toMatch(/^(CVE|GHSA)-/);
        expect(affected).toBeTruthy();
        expect(version).toBeTruthy();
        expect(uri).toMatch(/^https:/);
      }
    }
  });

  test('is started where the push began none, and the second time the first one’s answer is given', async () => {
    const name = named('unscanned');
    await registry.ensureRepository({ name, tags: ours, scanOnPush: false });
    const digest = await pushed('redis:7-alpine', name);
    expect(await lastScan({ registry }, { repository: name, digest })).toBeUndefined();
    const first = await scan({ registry }, { repository: name, digest }, run);
    const second = await scan({ registry }, { repository: name, digest }, run);
    expect(second).toEqual(first);
    expect(await lastScan({ registry }, { repository: name, digest })).toEqual(first);
  });

  test('of an index looks at each of its images and says which has what', async () => {
    const name = named('index');
    const manifests = [
      { digest: await pushed('node:22-slim', name, 'amd64'), platform: { os: 'linux', architecture: 'amd64' } },
      { digest: await pushed('redis:7-alpine', name, 'arm64'), platform: { os: 'linux', architecture: 'arm64' } },
    ];
    const mediaType = 'application/vnd.oci.image.index.v1+json';
    const sized = await Promise.all(
      manifests.map(async (entry) => {
        const image = await registry.image(name, entry.digest);
        return { ...entry, mediaType: image?.mediaType, size: 1 };
      }),
    );
    const imageManifest = JSON.stringify({ schemaVersion: 2, mediaType, manifests: sized });
    const put = { repositoryName: name, imageManifest, imageManifestMediaType: mediaType, imageTag: 'both' };
    await (await session.ecr()).send(new PutImageCommand(put));
    const image = await registry.image(name, 'both');
    expect(await registry.platforms(name, image?.digest ?? '')).toEqual([
      { digest: manifests[0]?.digest, platform: 'linux/amd64' },
      { digest: manifests[1]?.digest, platform: 'linux/arm64' },
    ]);
    const { findings, digest } = await scan({ registry }, { repository: name, digest: image?.digest ?? '' }, run);
    expect(digest).toBe(image?.digest);
    expect(new Set(findings.map(({ platform }) => platform))).toEqual(new Set(['linux/amd64', 'linux/arm64']));
    const ofRedis = findings.filter((finding) => finding.package?.startsWith('redis'));
    expect(new Set(ofRedis.map(({ platform }) => platform))).toEqual(new Set(['linux/arm64']));
  });

  test('of an image that is not there says so', async () => {
    const name = named('empty');
    await registry.ensureRepository({ name, tags: ours });
    const missing = { repository: name, digest: `sha256:${'0'.repeat(64)}` };
    await expect(scan({ registry }, missing, run)).rejects.toMatchObject({ code: 'no-image' });
  });
});

async function pushed(image: string, repository: string, tag = '1'): Promise<string> {
  const { digest, uri } = await push({ engine, registry }, { image, repository, tag }, run);
  tagged.add(`${uri.slice(0, uri.indexOf('@'))}:${tag}`);
  return digest;
}
