import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { ecrRegistry, type Registry } from '../../src/adapters/aws/ecr.ts';
import { openSession, type Session } from '../../src/adapters/aws/session.ts';
import { type Engine, findEngine } from '../../src/adapters/docker/engine.ts';
import { KnownImages } from '../../src/features/registry/known-images.ts';
import { build } from '../../src/workflows/build.ts';
import { push } from '../../src/workflows/push.ts';
import { resolveDigest } from '../../src/workflows/resolve-digest.ts';
import { type Testbed, useTestbed } from '../testbed/testbed.ts';
import { folderWith } from './folders.ts';
import { recordedRun } from './runs.ts';

let testbed: Testbed;
let session: Session;
let registry: Registry;
let engine: Engine;

beforeAll(async () => {
  testbed = await useTestbed();
  for (const [name, value] of Object.entries(testbed.env)) vi.stubEnv(name, value);
  session = openSession({ profile: undefined, region: undefined }, { version: 'test' });
  registry = ecrRegistry(session);
  engine = await findEngine({ env: { DOCKER_HOST: testbed.dockerHost } });
});

afterAll(async () => {
  session?.dispose();
  vi.unstubAllEnvs();
  await testbed?.stop();
});

/** A small image in a repository of its own, under some tags. */
async function pushed(...tags: string[]) {
  const repository = `quayside-test/digest-${randomBytes(5).toString('hex')}`;
  const image = `${repository}:local`;
  const folder = await folderWith({ Dockerfile: 'FROM scratch\nCOPY data /\n', data: randomBytes(2000) });
  await build({ engine }, { context: folder, tags: [image] }, recordedRun());
  const service = { 'quayside:managed-by': 'quayside', 'quayside:service': 'digest' };
  onTestFinished(async () => {
    await registry.deleteOwnRepository(repository, service);
    for (const tag of tags) await engine.removeImage(`${testbed.registryHost}/${repository}:${tag}`);
    await engine.removeImage(image);
  });
  let digest = '';
  for (const tag of tags)
    ({ digest } = await push({ engine, registry }, { image, repository, tag, service: 'digest' }, recordedRun()));
  const uri = (await registry.repository(repository))?.uri ?? '';
  return { digest, image, repository, uri };
}

/** An engine whose client is signed in to the testbed's registry. */
async function signedIn(): Promise<Engine> {
  const { password, registry: host, username } = await registry.credentials();
  const auth = Buffer.from(`${username}:${password}`).toString('base64');
  const folder = await folderWith({ 'config.json': JSON.stringify({ auths: { [host]: { auth } } }) });
  return findEngine({ env: { DOCKER_HOST: testbed.dockerHost, DOCKER_CONFIG: folder } });
}

describe('the digest of an image', () => {
  test('is the one that the engine pushed', async () => {
    const { digest, uri } = await pushed('v1');
    const run = recordedRun();
    expect(await resolveDigest({ engine }, `${uri}:v1`, run)).toEqual({ digest, from: 'engine' });
    expect(run.events).toHaveLength(1);
  });

  test('is the one of the registry where the engine has none, asked with the sign-in of the client', async () => {
    const { digest, uri } = await pushed('v1');
    await engine.removeImage(`${uri}:v1`);
    const own = await signedIn();
    expect(await resolveDigest({ engine: own }, `${uri}:v1`, recordedRun())).toEqual({ digest, from: 'registry' });
    expect(await engine.inspectImage(`${uri}:v1`)).toBeUndefined();
  });

  test('is nowhere where nobody has the image, or only the engine that built it', async () => {
    const { image, uri } = await pushed('v1');
    const own = await signedIn();
    await expect(resolveDigest({ engine: own }, `${uri}:v2`, recordedRun())).rejects.toMatchObject({
      code: 'no-digest',
      message: `The engine has no ${uri}:v2, and its registry does not have it: there is no digest to pin it to.`,
    });
    await expect(resolveDigest({ engine: own }, image, recordedRun())).rejects.toMatchObject({
      code: 'no-digest',
      message: expect.stringContaining(`${image} was built here and never pushed, and its registry gave no answer`),
    });
  });

  test('is not waited for by who cancels', async () => {
    const { uri } = await pushed('v1');
    const run = recordedRun();
    run.abort();
    await expect(resolveDigest({ engine }, `${uri}:v1`, run)).rejects.toMatchObject({ name: 'CancelledError' });
  });
});

describe('names of images while one types', () => {
  test('are the registry’s repositories and the tags in them', async () => {
    const { repository, uri } = await pushed('v1', 'v2');
    const failures: unknown[] = [];
    let learned = () => {};
    const known = new KnownImages({
      registry: async () => registry,
      now: () => 0,
      learned: () => learned(),
      failed: (error) => failures.push(error),
    });
    /** The names once nothing is missing any more. */
    const names = async (written: string) => {
      for (;;) {
        const more = new Promise<void>((resolve) => {
          learned = resolve;
        });
        const { images, isComplete } = known.offer(written);
        if (isComplete) return images.map(({ name }) => name);
        expect(failures).toEqual([]);
        await more;
      }
    };
    expect(await names(repository)).toContain(`${uri}:`);
    expect((await names(`${uri}:`)).sort()).toEqual([`${uri}:v1`, `${uri}:v2`]);
  });
});
