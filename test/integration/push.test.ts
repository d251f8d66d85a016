import { execFile, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { access, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { findEngine } from '../../src/adapters/docker/engine.ts';
import { build } from '../../src/workflows/build.ts';
import { installMissing } from '../testbed/debian.ts';
import { folderWith } from './folders.ts';
import { Pushing } from './pushing.ts';
import { recordedRun } from './runs.ts';

const execute = promisify(execFile);
let at: Pushing;

beforeAll(async () => {
  at = await Pushing.open();
  await installMissing({ skopeo: 'skopeo' });
});
afterEach(() => at?.faults([]));
afterAll(() => at?.close());

describe('a push', () => {
  test('makes the repository, reports bytes, and returns the digest that the registry, skopeo and the manifest agree on', async () => {
    const { image, folder } = await at.newImage(3_000_000);
    const repository = at.newRepository();
    const run = recordedRun();
    const before = await dockerConfiguration();
    const result = await at.push({ image, folder, repository, tag: 'v1', service: 'shop' }, run);

    expect(result).toMatchObject({ repository, tag: 'v1', unchanged: false, repositoryCreated: true });
    const found = await at.registry.repository(repository);
    expect(result.uri).toBe(`${found?.uri}@${result.digest}`);
    expect(await at.registry.repositoryTags(found?.arn ?? '')).toMatchObject({
      'quayside:managed-by': 'quayside',
      'quayside:service': 'shop',
    });
    expect((await at.images(repository)).map(({ digest, tags }) => ({ digest, tags }))).toEqual([
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
    const { image } = await at.newImage();
    const repository = at.newRepository();
    const first = await at.push({ image, repository, tag: 'v1' });
    await at.faults([{ service: 'registry', refuse: { code: 'DENIED' } }]);
    const run = recordedRun();
    const second = await at.push({ image, repository, tag: 'v1' }, run);
    expect(second).toMatchObject({ digest: first.digest, unchanged: true, repositoryCreated: false });
    expect(run.log.at(-1)).toBe(`${first.digest} is already there`);
  });

  test('under another tag keeps the digest and sends no layer again', async () => {
    const { image } = await at.newImage();
    const repository = at.newRepository();
    const first = await at.push({ image, repository, tag: 'v1' });
    const run = recordedRun();
    const second = await at.push({ image, repository, tag: 'v2' }, run);
    expect(second.digest).toBe(first.digest);
    expect(run.events.at(-1)?.message).toBe('Pushed 0 of 1 layers');
    expect((await at.images(repository)).map(({ tags }) => [...tags].sort())).toEqual([['v1', 'v2']]);
  });

  test('without a tag takes the commit, marked when files have changed since', async () => {
    const { image, folder } = await at.newImage();
    const repository = at.newRepository();
    const git = (...rest: string[]) =>
      execute('git', ['-C', folder, '-c', 'user.name=t', '-c', 'user.email=t@example.com', ...rest]);
    await git('init', '-q');
    await git('add', '.');
    await git('commit', '-q', '-m', 'first');
    const commit = (await git('rev-parse', 'HEAD')).stdout.slice(0, 12);
    const clean = await at.push({ image, folder, repository });
    await execute('touch', [join(folder, 'new')]);
    const dirty = await at.push({ image, folder, repository });
    onTestFinished(async () => {
      for (const { tag } of [clean, dirty])
        await at.engine.removeImage(`${at.testbed.registryHost}/${repository}:${tag}`);
    });
    expect([clean.tag, dirty.tag]).toEqual([commit, `${commit}-dirty`]);
  });

  test('without a tag and without a repository of git takes the id of the image, the second time too', async () => {
    const { image, folder } = await at.newImage();
    const repository = at.newRepository();
    const first = await at.push({ image, folder, repository });
    onTestFinished(async () => {
      await at.engine.removeImage(`${at.testbed.registryHost}/${repository}:${first.tag}`);
    });
    const id = (await at.engine.inspectImage(image))?.id ?? '';
    expect(first.tag).toBe(`image-${id.slice('sha256:'.length, 'sha256:'.length + 12)}`);
    expect(await at.push({ image, folder, repository })).toMatchObject({
      tag: first.tag,
      digest: first.digest,
      unchanged: true,
    });
  });
});

test('a base image that lies in ECR is pulled with the sign-in that the docker client has saved, and not without', async () => {
  const { image } = await at.newImage();
  const { uri, digest } = await at.push({ image, repository: at.newRepository(), tag: 'v1' });
  // As by digest, so that the engine has to ask the at.registry.
  const Dockerfile = `FROM ${uri}\nLABEL made=${randomBytes(4).toString('hex')}\n`;
  await at.engine.removeImage(uri.replace(`@${digest}`, ':v1'));
  await at.engine.removeImage(image);
  const context = await folderWith({ Dockerfile });
  const building = async (configuration: object) => {
    const DOCKER_CONFIG = await folderWith({ 'config.json': JSON.stringify(configuration) });
    const signedIn = await findEngine({ env: { DOCKER_HOST: at.testbed.dockerHost, DOCKER_CONFIG } });
    return build({ engine: signedIn }, { context }, recordedRun());
  };
  await expect(building({})).rejects.toMatchObject({
    message: expect.stringMatching(/cannot be pulled: the registry says .* wants a sign-in\.$/),
    location: { line: 1 },
  });
  const { username, password } = await at.registry.credentials();
  const auth = Buffer.from(`${username}:${password}`).toString('base64');
  const built = await building({ auths: { [at.testbed.registryHost as string]: { auth } } });
  onTestFinished(async () => {
    await at.engine.removeImage(built.imageId);
  });
  expect(built.imageId).toMatch(/^sha256:/);
});

describe('a push that is cut off', () => {
  test('by killing its process ends the same when it is run again, with nothing twice', async () => {
    const { image } = await at.newImage(8_000_000);
    const repository = at.newRepository();
    await at.faults([{ service: 'registry', action: 'PATCH', delayMs: 8_000 }]);
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
      env: { ...process.env, ...at.testbed.env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((resolve, reject) => {
      child.stdout.once('data', resolve);
      child.once('exit', () => reject(new Error('the push ended before it could be killed')));
    });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
    expect(await at.images(repository)).toEqual([]);

    await at.faults([]);
    const again = await at.push({ image, repository, tag: 'v1' });
    const once = await at.push({ image, repository, tag: 'v1' });
    expect(once).toMatchObject({ digest: again.digest, unchanged: true });
    expect(await at.images(repository)).toMatchObject([{ digest: again.digest, tags: ['v1'] }]);
    expect((await skopeo(`${at.testbed.registryHost}/${repository}:v1`)).Layers).toHaveLength(1);
  });

  test('by the person leaves no image and no name behind', async () => {
    const { image } = await at.newImage(8_000_000);
    const repository = at.newRepository();
    await at.faults([{ service: 'registry', action: 'PATCH', delayMs: 8_000 }]);
    const run = recordedRun();
    const pushing = at.push({ image, repository, tag: 'v1' }, run).catch((error: unknown) => error);
    await run.until(({ unit, done = 0 }) => unit === 'bytes' && done > 0);
    run.abort();
    expect(await pushing).toMatchObject({ name: 'CancelledError' });
    expect(await at.images(repository)).toEqual([]);
    expect(await at.engine.inspectImage(`${at.testbed.registryHost}/${repository}:v1`)).toBeUndefined();
  });

  test('by the network within a layer is finished by the engine itself', async () => {
    const { image } = await at.newImage(4_000_000);
    const repository = at.newRepository();
    await at.faults([{ service: 'registry', action: 'PATCH', cutAfterBytes: 1_000_000, times: 1 }]);
    const { digest } = await at.push({ image, repository, tag: 'v1' });
    expect(await at.images(repository)).toMatchObject([{ digest, tags: ['v1'] }]);
  });
});

async function skopeo(uri: string): Promise<{ Digest: string; Layers: string[] }> {
  const { username, password } = await at.registry.credentials();
  const { stdout } = await execute('skopeo', [
    'inspect',
    '--tls-verify=false',
    '--creds',
    `${username}:${password}`,
    `docker://${uri}`,
  ]);
  return JSON.parse(stdout);
}

/** What the person's docker client has stored: a push must not change it. */
async function dockerConfiguration(): Promise<string | undefined> {
  const path = join(homedir(), '.docker/config.json');
  return access(path).then(
    () => readFile(path, 'utf8'),
    () => undefined,
  );
}

async function digestOfManifest(uri: string, tag: string): Promise<string> {
  const { username, password } = await at.registry.credentials();
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
