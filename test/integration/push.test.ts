import { execFile, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { access, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CreateRepositoryCommand, DeleteRepositoryCommand } from '@aws-sdk/client-ecr';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { ecrRegistry, type Registry } from '../../src/adapters/aws/ecr.ts';
import { openSession, type Session } from '../../src/adapters/aws/session.ts';
import { type Engine, findEngine } from '../../src/adapters/docker/engine.ts';
import type { UserFacingError } from '../../src/core/errors.ts';
import { build } from '../../src/workflows/build.ts';
import { type PushInput, push } from '../../src/workflows/push.ts';
import { installMissing } from '../testbed/debian.ts';
import type { Fault } from '../testbed/gateway/faults.ts';
import { type Testbed, useTestbed } from '../testbed/testbed.ts';
import { folderWith } from './folders.ts';
import { recordedRun } from './runs.ts';

const execute = promisify(execFile);
let testbed: Testbed;
let session: Session;
let registry: Registry;
let engine: Engine;

beforeAll(async () => {
  testbed = await useTestbed();
  if (!testbed.dockerHost || !testbed.endpoint) throw new Error(testbed.gaps.join('\n'));
  Object.assign(process.env, testbed.env);
  session = openSession({ profile: undefined, region: undefined }, { version: 'test' });
  registry = ecrRegistry(session);
  engine = await findEngine({ env: { DOCKER_HOST: testbed.dockerHost } });
  await installMissing({ skopeo: 'skopeo' });
});
afterEach(() => faults([]));
afterAll(async () => {
  session?.dispose();
  await testbed?.stop();
});

async function faults(list: readonly Fault[]): Promise<void> {
  const url = `${testbed.endpoint}/_gateway/faults`;
  await fetch(url, { method: 'DELETE' });
  if (list.length > 0) await fetch(url, { method: 'POST', body: JSON.stringify(list) });
}

/** A small image that nobody has built before, with a layer of `bytes`. */
async function newImage(bytes = 200_000): Promise<{ image: string; folder: string }> {
  const tag = `quayside-test-push:${randomBytes(6).toString('hex')}`;
  const folder = await folderWith({
    Dockerfile: 'FROM scratch\nCOPY data /\nCMD ["/data"]\n',
    data: randomBytes(bytes),
  });
  await build({ engine }, { context: folder, tags: [tag] }, recordedRun());
  onTestFinished(async () => {
    await engine.removeImage(tag);
  });
  return { image: tag, folder };
}

/** A name that no other test uses; its repository and the engine's names for it are gone at the end. */
function newRepository(): string {
  const name = `quayside-test/push-${randomBytes(5).toString('hex')}`;
  onTestFinished(async () => {
    const ecr = await session.ecr();
    await ecr.send(new DeleteRepositoryCommand({ repositoryName: name, force: true })).catch(() => undefined);
    for (const tag of ['v1', 'v2']) await engine.removeImage(`${testbed.registryHost}/${name}:${tag}`);
  });
  return name;
}

const pushed = (input: PushInput, run = recordedRun()) => push({ engine, registry }, input, run);
const refused = (input: PushInput, ports: Partial<Registry> = {}) =>
  push({ engine, registry: { ...registry, ...ports } }, input, recordedRun()).then(
    () => expect.unreachable('the push went through'),
    (error: UserFacingError) => error,
  );

async function images(repository: string) {
  const found = await registry.repository(repository);
  if (!found) return [];
  return (await registry.images(found)()).items;
}

async function skopeo(uri: string): Promise<{ Digest: string; Layers: string[] }> {
  const { username, password } = await registry.credentials();
  const { stdout } = await execute('skopeo', [
    'inspect',
    '--tls-verify=false',
    '--creds',
    `${username}:${password}`,
    `docker://${uri}`,
  ]);
  return JSON.parse(stdout);
}

describe('a push', () => {
  test('makes the repository, reports bytes, and returns the digest that the registry, skopeo and the manifest agree on', async () => {
    const { image, folder } = await newImage(3_000_000);
    const repository = newRepository();
    const run = recordedRun();
    const before = await dockerConfiguration();
    const result = await pushed({ image, folder, repository, tag: 'v1', service: 'shop' }, run);

    expect(result).toMatchObject({ repository, tag: 'v1', unchanged: false, repositoryCreated: true });
    const found = await registry.repository(repository);
    expect(result.uri).toBe(`${found?.uri}@${result.digest}`);
    expect(await registry.repositoryTags(found?.arn ?? '')).toMatchObject({
      'quayside:managed-by': 'quayside',
      'quayside:service': 'shop',
    });
    expect((await images(repository)).map(({ digest, tags }) => ({ digest, tags }))).toEqual([
      { digest: result.digest, tags: ['v1'] },
    ]);
    expect((await skopeo(`${found?.uri}:v1`)).Digest).toBe(result.digest);
    expect(await digestOfManifest(`${found?.uri}`, 'v1')).toBe(result.digest);

    const bytes = run.events.filter(({ unit }) => unit === 'bytes');
    expect(bytes.every(({ done = 0, total = 0 }) => done <= total)).toBe(true);
    expect(bytes.at(-1)?.done).toBeGreaterThanOrEqual(3_000_000);
    expect(run.events.at(-1)).toMatchObject({ unit: 'layers', done: 1, total: 1 });
    expect(await dockerConfiguration()).toEqual(before);
  });

  test('of what is there says so and sends nothing', async () => {
    const { image } = await newImage();
    const repository = newRepository();
    const first = await pushed({ image, repository, tag: 'v1' });
    await faults([{ service: 'registry', refuse: { code: 'DENIED' } }]);
    const run = recordedRun();
    const second = await pushed({ image, repository, tag: 'v1' }, run);
    expect(second).toMatchObject({ digest: first.digest, unchanged: true, repositoryCreated: false });
    expect(run.log.at(-1)).toBe(`${first.digest} is already there`);
  });

  test('under another tag keeps the digest and sends no layer again', async () => {
    const { image } = await newImage();
    const repository = newRepository();
    const first = await pushed({ image, repository, tag: 'v1' });
    const run = recordedRun();
    const second = await pushed({ image, repository, tag: 'v2' }, run);
    expect(second.digest).toBe(first.digest);
    expect(run.events.at(-1)?.message).toBe('Pushed 0 of 1 layers');
    expect((await images(repository)).map(({ tags }) => [...tags].sort())).toEqual([['v1', 'v2']]);
  });

  test('without a tag takes the commit, marked when files have changed since', async () => {
    const { image, folder } = await newImage();
    const repository = newRepository();
    const git = (...rest: string[]) =>
      execute('git', ['-C', folder, '-c', 'user.name=t', '-c', 'user.email=t@example.com', ...rest]);
    await git('init', '-q');
    await git('add', '.');
    await git('commit', '-q', '-m', 'first');
    const commit = (await git('rev-parse', 'HEAD')).stdout.slice(0, 12);
    const clean = await pushed({ image, folder, repository });
    await execute('touch', [join(folder, 'new')]);
    const dirty = await pushed({ image, folder, repository });
    onTestFinished(async () => {
      for (const { tag } of [clean, dirty]) await engine.removeImage(`${testbed.registryHost}/${repository}:${tag}`);
    });
    expect([clean.tag, dirty.tag]).toEqual([commit, `${commit}-dirty`]);
  });

  test('without a tag and without a repository of git takes the id of the image, the second time too', async () => {
    const { image, folder } = await newImage();
    const repository = newRepository();
    const first = await pushed({ image, folder, repository });
    onTestFinished(async () => {
      await engine.removeImage(`${testbed.registryHost}/${repository}:${first.tag}`);
    });
    const id = (await engine.inspectImage(image))?.id ?? '';
    expect(first.tag).toBe(`image-${id.slice('sha256:'.length, 'sha256:'.length + 12)}`);
    expect(await pushed({ image, folder, repository })).toMatchObject({
      tag: first.tag,
      digest: first.digest,
      unchanged: true,
    });
  });
});

test('a base image that lies in ECR is pulled with the sign-in that the docker client has saved, and not without', async () => {
  const { image } = await newImage();
  const { uri, digest } = await pushed({ image, repository: newRepository(), tag: 'v1' });
  // As by digest, so that the engine has to ask the registry.
  const Dockerfile = `FROM ${uri}\nLABEL made=${randomBytes(4).toString('hex')}\n`;
  await engine.removeImage(uri.replace(`@${digest}`, ':v1'));
  await engine.removeImage(image);
  const context = await folderWith({ Dockerfile });
  const building = async (configuration: object) => {
    const DOCKER_CONFIG = await folderWith({ 'config.json': JSON.stringify(configuration) });
    const signedIn = await findEngine({ env: { DOCKER_HOST: testbed.dockerHost, DOCKER_CONFIG } });
    return build({ engine: signedIn }, { context }, recordedRun());
  };
  await expect(building({})).rejects.toMatchObject({
    message: expect.stringMatching(/cannot be pulled: the registry says .* wants a sign-in\.$/),
    location: { line: 1 },
  });
  const { username, password } = await registry.credentials();
  const auth = Buffer.from(`${username}:${password}`).toString('base64');
  const built = await building({ auths: { [testbed.registryHost as string]: { auth } } });
  onTestFinished(async () => {
    await engine.removeImage(built.imageId);
  });
  expect(built.imageId).toMatch(/^sha256:/);
});

describe('a push that is cut off', () => {
  test('by killing its process ends the same when it is run again, with nothing twice', async () => {
    const { image } = await newImage(8_000_000);
    const repository = newRepository();
    await faults([{ service: 'registry', action: 'PATCH', delayMs: 8_000 }]);
    const driver = `import { ecrRegistry } from './src/adapters/aws/ecr.ts';
import { openSession } from './src/adapters/aws/session.ts';
import { findEngine } from './src/adapters/docker/engine.ts';
import { push } from './src/workflows/push.ts';
const registry = ecrRegistry(openSession({ profile: undefined, region: undefined }, { version: 'test' }));
const input = ${JSON.stringify({ image, repository, tag: 'v1' })};
await push({ engine: await findEngine(), registry }, input, { signal: new AbortController().signal, report: ({ unit, done }) => {
  if (unit === 'bytes' && done > 0) process.stdout.write('sending ');
} });`;
    const child = spawn(process.execPath, ['--no-warnings', '--input-type=module-typescript', '-e', driver], {
      env: { ...process.env, ...testbed.env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((resolve, reject) => {
      child.stdout.once('data', resolve);
      child.once('exit', () => reject(new Error('the push ended before it could be killed')));
    });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
    expect(await images(repository)).toEqual([]);

    await faults([]);
    const again = await pushed({ image, repository, tag: 'v1' });
    const once = await pushed({ image, repository, tag: 'v1' });
    expect(once).toMatchObject({ digest: again.digest, unchanged: true });
    expect(await images(repository)).toMatchObject([{ digest: again.digest, tags: ['v1'] }]);
    expect((await skopeo(`${testbed.registryHost}/${repository}:v1`)).Layers).toHaveLength(1);
  });

  test('by the person leaves no image and no name behind', async () => {
    const { image } = await newImage(8_000_000);
    const repository = newRepository();
    await faults([{ service: 'registry', action: 'PATCH', delayMs: 8_000 }]);
    const run = recordedRun();
    const pushing = pushed({ image, repository, tag: 'v1' }, run).catch((error: unknown) => error);
    await run.until(({ unit, done = 0 }) => unit === 'bytes' && done > 0);
    run.abort();
    expect(await pushing).toMatchObject({ name: 'CancelledError' });
    expect(await images(repository)).toEqual([]);
    expect(await engine.inspectImage(`${testbed.registryHost}/${repository}:v1`)).toBeUndefined();
  });

  test('by the network within a layer is finished by the engine itself', async () => {
    const { image } = await newImage(4_000_000);
    const repository = newRepository();
    await faults([{ service: 'registry', action: 'PATCH', cutAfterBytes: 1_000_000, times: 1 }]);
    const { digest } = await pushed({ image, repository, tag: 'v1' });
    expect(await images(repository)).toMatchObject([{ digest, tags: ['v1'] }]);
  });
});

describe('one sentence for', () => {
  test('a name that ECR refuses, before anything is asked', async () => {
    const { image } = await newImage();
    await faults([{ service: '*', refuse: { code: 'InternalError', status: 500 } }]);
    expect(await refused({ image, repository: 'Shop_', tag: 'v1' })).toMatchObject({
      code: 'invalid-repository-name',
      message: '“Shop_” cannot be the name of an ECR repository: it may hold lower-case letters only.',
    });
  });

  test('a tag that is none', async () => {
    expect(await refused({ image: 'x', repository: 'shop', tag: 'v 1' })).toMatchObject({ code: 'invalid-tag' });
  });

  test('an image that was never built', async () => {
    const repository = newRepository();
    expect(await refused({ image: 'quayside-test-none:1', repository, tag: 'v1' })).toMatchObject({
      code: 'no-image',
      message: 'The engine has no image quayside-test-none:1.',
      action: { command: { id: 'quayside.buildImage' } },
    });
    expect(await registry.repository(repository)).toBeUndefined();
  });

  test('a login that ECR refuses to give', async () => {
    const { image } = await newImage();
    const repository = newRepository();
    const message =
      'User: arn:aws:iam::000000000000:user/me is not authorized to perform: ecr:GetAuthorizationToken on resource: *';
    await faults([
      { service: 'ecr', action: 'GetAuthorizationToken', refuse: { code: 'AccessDeniedException', message } },
    ]);
    const error = await refused({ image, repository, tag: 'v1' });
    expect(error).toMatchObject({
      code: 'access-denied',
      message: expect.stringContaining('ecr:GetAuthorizationToken'),
    });
  });

  test('a login that the registry refuses', async () => {
    const { image } = await newImage();
    const repository = newRepository();
    const credentials = async () => ({ registry: '', username: 'AWS', password: 'wrong', expiresAt: undefined });
    expect(await refused({ image, repository, tag: 'v1' }, { credentials })).toMatchObject({
      code: 'push-refused',
      message: `The registry ${testbed.registryHost} refused the login for ${repository}.`,
    });
    expect(await engine.inspectImage(`${testbed.registryHost}/${repository}:v1`)).toBeUndefined();
  });

  test('a tag that cannot be moved', async () => {
    const repository = newRepository();
    const ecr = await session.ecr();
    await ecr.send(new CreateRepositoryCommand({ repositoryName: repository, imageTagMutability: 'IMMUTABLE' }));
    const first = await newImage();
    const result = await pushed({ image: first.image, repository, tag: 'v1' });
    expect(await pushed({ image: first.image, repository, tag: 'v1' })).toMatchObject({ unchanged: true });
    const second = await newImage();
    expect(await refused({ image: second.image, repository, tag: 'v1' })).toMatchObject({
      code: 'immutable-tag',
      message: `The tag “v1” is taken in ${repository}, whose tags cannot be moved.`,
    });
    expect((await images(repository)).filter(({ tags }) => tags.includes('v1'))).toMatchObject([
      { digest: result.digest },
    ]);
  });

  test('a registry that cannot be reached', async () => {
    const { image } = await newImage();
    const repository = newRepository();
    const ensureRepository: Registry['ensureRepository'] = async (wanted, signal) => {
      const { repository: made, created } = await registry.ensureRepository(wanted, signal);
      return { repository: { ...made, uri: `localhost:1/${made.name}` }, created };
    };
    expect(await refused({ image, repository, tag: 'v1' }, { ensureRepository })).toMatchObject({
      code: 'registry-unreachable',
      message: expect.stringMatching(
        /^The engine lost or cannot reach the registry localhost:1: .*connection refused\.$/,
      ),
    });
    expect(await engine.inspectImage(`localhost:1/${repository}:v1`)).toBeUndefined();
  });
});

/** What the person's docker client has stored: a push must not change it. */
async function dockerConfiguration(): Promise<string | undefined> {
  const path = join(homedir(), '.docker/config.json');
  return access(path).then(
    () => readFile(path, 'utf8'),
    () => undefined,
  );
}

async function digestOfManifest(uri: string, tag: string): Promise<string> {
  const { username, password } = await registry.credentials();
  const [host = '', ...name] = uri.split('/');
  const answer = await fetch(`http://${host.replace('localhost', '127.0.0.1')}/v2/${name.join('/')}/manifests/${tag}`, {
    headers: {
      authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
      accept: 'application/vnd.docker.distribution.manifest.v2+json, application/vnd.oci.image.manifest.v1+json',
    },
  });
  return `sha256:${createHash('sha256')
    .update(Buffer.from(await answer.arrayBuffer()))
    .digest('hex')}`;
}
