import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { endpointCandidates } from '../../../../src/adapters/docker/endpoint.ts';
import { findEngine } from '../../../../src/adapters/docker/engine.ts';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'quayside-endpoint-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const candidates = (env: Record<string, string> = {}, platform: NodeJS.Platform = 'linux') =>
  endpointCandidates({ env, home, platform });

async function writeContext(name: string, docker: Record<string, unknown>): Promise<string> {
  const id = createHash('sha256').update(name).digest('hex');
  const meta = join(home, '.docker/contexts/meta', id);
  await mkdir(meta, { recursive: true });
  await writeFile(join(meta, 'meta.json'), JSON.stringify({ Name: name, Endpoints: { docker } }));
  return join(home, '.docker/contexts/tls', id, 'docker');
}

describe('where an engine may listen', () => {
  test('DOCKER_HOST is the only candidate when it is set', async () => {
    await writeContext('other', { Host: 'unix:///other.sock' });
    const found = await candidates({ DOCKER_HOST: 'unix:///run/my.sock', DOCKER_CONTEXT: 'other' });
    expect(found).toEqual([{ url: 'unix:///run/my.sock', origin: 'DOCKER_HOST', tls: undefined }]);
  });

  test('a context is found under the hash of its name, with its certificates', async () => {
    const tls = await writeContext('büro', { Host: 'tcp://10.0.0.5:2376', SkipTLSVerify: true });
    await mkdir(tls, { recursive: true });
    await writeFile(join(tls, 'ca.pem'), 'ca');
    await writeFile(join(home, '.docker/config.json'), JSON.stringify({ currentContext: 'büro' }));
    expect(await candidates()).toEqual([
      {
        url: 'tcp://10.0.0.5:2376',
        origin: 'context "büro"',
        tls: { ca: Buffer.from('ca'), cert: undefined, key: undefined, verify: false },
      },
    ]);
  });

  test('DOCKER_CONTEXT goes before the context of the configuration', async () => {
    await writeContext('a', { Host: 'unix:///a.sock' });
    await writeContext('b', { Host: 'unix:///b.sock' });
    await writeFile(join(home, '.docker/config.json'), JSON.stringify({ currentContext: 'a' }));
    expect((await candidates({ DOCKER_CONTEXT: 'b' }))[0]?.url).toBe('unix:///b.sock');
    expect((await candidates({ DOCKER_CONTEXT: 'default' }))[0]?.origin).toBe('default socket');
  });

  test('without a choice the default sockets are tried, or the pipes on Windows', async () => {
    const urls = (await candidates({ XDG_RUNTIME_DIR: '/run/user/7' })).map(({ url }) => url);
    expect(urls).toEqual([
      'unix:///var/run/docker.sock',
      `unix://${home}/.docker/run/docker.sock`,
      `unix://${home}/.docker/desktop/docker.sock`,
      'unix:///run/user/7/docker.sock',
    ]);
    expect((await candidates({}, 'win32'))[0]?.url).toBe('npipe:////./pipe/docker_engine');
  });

  test('TLS for DOCKER_HOST comes from DOCKER_CERT_PATH', async () => {
    await writeFile(join(home, 'key.pem'), 'key');
    const env = { DOCKER_HOST: 'tcp://h:2376', DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: home };
    expect((await candidates(env))[0]?.tls).toEqual({
      ca: undefined,
      cert: undefined,
      key: Buffer.from('key'),
      verify: true,
    });
    expect((await candidates({ DOCKER_HOST: 'tcp://h:2375' }))[0]?.tls).toBeUndefined();
  });

  test.each([
    ['an engine over SSH', { DOCKER_HOST: 'ssh://me@host' }, /over SSH .* does not reach/],
    ['something that is no address', { DOCKER_HOST: 'nonsense' }, /is not an address of an engine/],
    ['a context that is not there', { DOCKER_CONTEXT: 'ghost' }, /context "ghost" does not exist/],
  ])('%s is refused with a sentence', async (_name, env, sentence) => {
    await expect(candidates(env as unknown as Record<string, string>)).rejects.toMatchObject({
      name: 'UserFacingError',
      code: 'bad-engine-choice',
      message: expect.stringMatching(sentence),
      action: { says: expect.stringMatching(/\.$/) },
    });
  });
});

describe('finding no engine', () => {
  test('names the choice that does not answer', async () => {
    const url = `unix://${home}/none.sock`;
    await expect(findEngine({ env: { DOCKER_HOST: url }, home })).rejects.toMatchObject({
      code: 'no-engine',
      message: `No container engine answers at ${url}, which DOCKER_HOST names (there is no such socket).`,
      action: { says: 'Start that engine, or change DOCKER_HOST, and try again.' },
    });
  });

  test('names the address of TCP that nothing listens on', async () => {
    await expect(findEngine({ env: { DOCKER_HOST: 'tcp://127.0.0.1:1' }, home })).rejects.toMatchObject({
      code: 'no-engine',
      message: expect.stringContaining('(nothing listens there)'),
    });
  });
});
