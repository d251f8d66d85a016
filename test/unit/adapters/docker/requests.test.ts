import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { buildQuery } from '../../../../src/adapters/docker/build-query.ts';
import type { BuildRequest } from '../../../../src/adapters/docker/contract.ts';
import type { Dial } from '../../../../src/adapters/docker/dial.ts';
import { type LayerProgress, pushOn, registryAuth } from '../../../../src/adapters/docker/push.ts';
import { savedSignIns } from '../../../../src/adapters/docker/sign-ins.ts';

describe('what an engine is asked', () => {
  const request: BuildRequest = {
    context: '/shop',
    dockerfile: { path: '/shop/Dockerfile', text: 'FROM scratch' },
    tags: ['shop:1', 'shop:latest'],
    target: undefined,
    args: { VERSION: '1' },
    labels: { 'quayside.service': 'shop' },
    platform: undefined,
    cache: true,
  };

  test('a build names all its tags, arguments and labels, and nothing that was left open', () => {
    expect(buildQuery(request, 'Dockerfile')).toEqual({
      dockerfile: 'Dockerfile',
      t: ['shop:1', 'shop:latest'],
      buildargs: '{"VERSION":"1"}',
      labels: '{"quayside.service":"shop"}',
    });
  });

  test('target, platform and a build without cache are named when they are wanted', () => {
    expect(
      buildQuery({ ...request, target: 'prod', platform: 'linux/arm64', cache: false }, 'Dockerfile'),
    ).toMatchObject({
      target: 'prod',
      platform: 'linux/arm64',
      nocache: '1',
    });
  });

  test('the login of a push fits into a header, with the padding that engines want', () => {
    const header = registryAuth({ registry: 'r', username: 'AWS', password: 'p>?p' });
    expect(header).toMatch(/^[A-Za-z0-9_-]+=*$/);
    expect(header.length % 4).toBe(0);
    expect(JSON.parse(Buffer.from(header, 'base64').toString())).toEqual({
      username: 'AWS',
      password: 'p>?p',
      serveraddress: 'r',
    });
    expect(Buffer.from(registryAuth(undefined), 'base64').toString()).toBe('{}');
  });
});

describe('what an engine tells of a push', () => {
  const digest = `sha256:${'d'.repeat(64)}`;
  const layers = [
    { status: 'The push refers to repository [localhost:5000/shop]' },
    { status: 'Preparing', progressDetail: {}, id: 'a' },
    { status: 'Preparing', progressDetail: {}, id: 'b' },
    { status: 'Layer already exists', progressDetail: {}, id: 'b' },
    { status: 'Pushing', progressDetail: { current: 5, total: 10 }, id: 'a' },
    { status: 'Pushed', progressDetail: {}, id: 'a' },
  ];
  /** Messages as they were recorded: no engine of the tests has both kinds of store. */
  const told = (messages: readonly unknown[], listen: (layer: LayerProgress) => void = () => {}) => {
    const stream = async () =>
      (async function* () {
        yield* messages;
      })();
    const target = {
      dial: { stream } as unknown as Dial,
      endpoint: { url: 'unix:///x', origin: 'DOCKER_HOST', tls: undefined },
    };
    return pushOn(target, 'localhost:5000/shop:v1', undefined, listen, new AbortController().signal);
  };

  test.each([
    [
      'in a field of its own',
      [
        { status: `v1: digest: ${digest} size: 9` },
        { progressDetail: {}, aux: { Tag: 'v1', Digest: digest, Size: 9 } },
      ],
    ],
    ['with a containerd store in words', [{ status: `v1: digest: ${digest} size: 9` }]],
  ])('is the digest, %s', async (_where, end) => {
    expect(await told([...layers, ...end])).toEqual({ digest, pushed: 1, existing: 1 });
  });

  test('is each layer with its bytes, a size once told being kept', async () => {
    const seen: LayerProgress[] = [];
    await told([...layers, { status: `v1: digest: ${digest} size: 9` }], (layer) => seen.push(layer));
    expect(seen.at(-2)).toEqual({ layer: 'a', state: 'pushing', bytes: 5, total: 10 });
    expect(seen.at(-1)).toEqual({ layer: 'a', state: 'pushed', bytes: 10, total: 10 });
  });

  test('may be that the registry refuses, or nothing at all', async () => {
    await expect(told([...layers, { error: 'denied', errorDetail: {} }])).rejects.toMatchObject({
      name: 'PushFailure',
      message: 'denied',
    });
    await expect(told(layers)).rejects.toMatchObject({ code: 'engine-lost' });
  });
});

describe('saved sign-ins', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'quayside-signins-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const signIns = async (configuration: unknown) => {
    await writeFile(join(folder, 'config.json'), JSON.stringify(configuration));
    return savedSignIns({ env: { DOCKER_CONFIG: folder, PATH: `${folder}${delimiter}${process.env.PATH}` } });
  };

  test('are read from the configuration, each for its own registry', async () => {
    const ask = await signIns({
      auths: {
        'https://index.docker.io/v1/': { auth: Buffer.from('me:a:b').toString('base64') },
        'localhost:5000': { identitytoken: 'token' },
      },
    });
    expect(await ask('docker.io')).toEqual({ username: 'me', password: 'a:b' });
    expect(await ask('localhost:5000')).toEqual({ username: '', password: 'token' });
    expect(await ask('ghcr.io')).toBeUndefined();
  });

  test('may be absent or broken', async () => {
    expect(await savedSignIns({ env: { DOCKER_CONFIG: join(folder, 'none') } })('docker.io')).toBeUndefined();
    await writeFile(join(folder, 'config.json'), '{');
    expect(await savedSignIns({ env: { DOCKER_CONFIG: folder } })('docker.io')).toBeUndefined();
  });

  test.skipIf(process.platform === 'win32')('come from a helper that is asked by standard input', async () => {
    const helper = join(folder, 'docker-credential-test');
    await writeFile(helper, '#!/bin/sh\nread host\necho "{\\"Username\\":\\"$1\\",\\"Secret\\":\\"for $host\\"}"\n');
    await chmod(helper, 0o755);
    const ask = await signIns({ credHelpers: { 'r.example': 'test' }, credsStore: 'absent' });
    expect(await ask('r.example')).toEqual({ username: 'get', password: 'for r.example' });
    expect(await ask('other.example')).toBeUndefined();
  });
});
