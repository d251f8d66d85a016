import { randomBytes } from 'node:crypto';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type Engine, findEngine } from '../../src/adapters/docker/engine.ts';
import type { UserFacingError } from '../../src/core/errors.ts';
import { build } from '../../src/workflows/build.ts';
import { type Testbed, useTestbed } from '../testbed/testbed.ts';
import { folderWith } from './folders.ts';
import { recordedRun } from './runs.ts';

const base = 'debian:bookworm-slim';
let testbed: Testbed;
const engines = new Map<string, Engine>();

beforeAll(async () => {
  testbed = await useTestbed();
  const { dockerHost } = testbed;
  if (dockerHost === undefined) throw new Error(testbed.gaps.join('\n'));
  engines.set('BuildKit', await findEngine({ env: { DOCKER_HOST: dockerHost } }));
  engines.set('the classic builder', await findEngine({ env: { DOCKER_HOST: dockerHost, DOCKER_BUILDKIT: '0' } }));
});
afterAll(() => testbed?.stop());

interface Row {
  readonly name: string;
  readonly dockerfile: string;
  readonly target?: string;
  readonly says: RegExp;
  readonly line: number;
}

const rows: readonly Row[] = [
  {
    name: 'an instruction that there is not',
    dockerfile: `FROM ${base}\n\nRUNN true\n`,
    says: /^The Dockerfile cannot be read: unknown instruction: RUNN/i,
    line: 3,
  },
  {
    name: 'an instruction without its arguments',
    dockerfile: `FROM ${base}\nCOPY a.txt\n`,
    says: /^The Dockerfile cannot be read: COPY requires at least two arguments/,
    line: 2,
  },
  { name: 'a Dockerfile without FROM', dockerfile: '# nothing\nRUN true\n', says: /it has no FROM\.$/, line: 2 },
  { name: 'an empty Dockerfile', dockerfile: '\n', says: /^The Dockerfile is empty\.$/, line: 1 },
  {
    name: 'a base image that is not there',
    dockerfile: 'ARG VERSION=9\nFROM localhost:1/ghost:${VERSION} AS one\nRUN true\n',
    says: /^The base image “.*” cannot be pulled: its registry cannot be reached\.$/,
    line: 2,
  },
  {
    name: 'an image to copy from that is not there',
    dockerfile: `FROM ${base}\nRUN true\nCOPY --from=localhost:1/ghost:1 /a /b\n`,
    says: /^The base image “localhost:1\/ghost:1” cannot be pulled/,
    line: 3,
  },
  {
    name: 'a stage that is not there',
    dockerfile: `FROM ${base} AS build\nRUN true\n`,
    target: 'prod',
    says: /^The Dockerfile has no stage “prod”; it has build\.$/,
    line: 1,
  },
  {
    name: 'a file to copy that is not there',
    dockerfile: `FROM ${base}\nWORKDIR /app\nCOPY a.txt \\\n  ghost.txt ./\n`,
    says: /^COPY asks for “ghost\.txt”, which is not in the build context\.$/,
    line: 3,
  },
  {
    name: 'a file to copy that .dockerignore takes out',
    dockerfile: `FROM ${base}\nCOPY secret.txt /\n`,
    says: /^COPY asks for “secret\.txt”, which is not in the build context\.$/,
    line: 2,
  },
  {
    name: 'a file that is not in the other stage',
    dockerfile: `FROM ${base} AS one\nFROM ${base}\nENV WHERE=/x\nCOPY --from=one /ghost $WHERE\n`,
    says: /^COPY asks for “ghost”, which is not in “one”\.$/,
    line: 4,
  },
  {
    name: 'a command that fails',
    dockerfile: `FROM ${base}\nRUN true\n# why\nRUN true && \\\n  # inside\n  sh -c 'echo broken >&2; exit 3'\nRUN true\n`,
    says: /^“RUN true && …” ended with exit code 3: broken$/,
    line: 4,
  },
  {
    name: 'a command that is not installed',
    dockerfile: `FROM ${base} AS one\nRUN true\nFROM one\nRUN nosuchprogram\n`,
    says: /^“RUN nosuchprogram” ended with exit code 127: .*nosuchprogram: not found$/,
    line: 4,
  },
];

describe.each(['BuildKit', 'the classic builder'])('%s: one sentence at the right line for', (builder) => {
  test.each(rows)('$name', async ({ dockerfile, target, says, line }) => {
    const context = await folderWith({
      Dockerfile: dockerfile,
      'a.txt': 'a',
      'secret.txt': 's',
      '.dockerignore': 'secret.txt\n',
    });
    const engine = engines.get(builder) as Engine;
    const error = await build({ engine }, { context, target, tags: ['quayside-test-bad:1'] }, recordedRun()).catch(
      (caught: UserFacingError) => caught,
    );
    expect(error).toMatchObject({
      name: 'UserFacingError',
      code: 'build-failed',
      message: expect.stringMatching(says),
      action: { says: expect.stringMatching(/^[A-Z].*\.$/s) },
      location: { file: join(context, 'Dockerfile'), line },
    });
    expect(await engine.inspectImage('quayside-test-bad:1')).toBeUndefined();
  });
});

test('a frontend that cannot be pulled is blamed on its line', async () => {
  const context = await folderWith({ Dockerfile: `# syntax=localhost:1/frontend:1\nFROM ${base}\n` });
  await expect(build({ engine: engines.get('BuildKit') as Engine }, { context }, recordedRun())).rejects.toMatchObject({
    message:
      'The frontend “localhost:1/frontend:1” that the syntax line asks for cannot be pulled: its registry cannot be reached.',
    location: { line: 1 },
  });
});

test('what failed is told with the last lines of its output', async () => {
  const context = await folderWith({ Dockerfile: `FROM ${base}\nRUN seq 1 50; exit 9\n` });
  const error = await build({ engine: engines.get('BuildKit') as Engine }, { context }, recordedRun()).catch(
    (caught: UserFacingError) => caught,
  );
  const lines = String((error as UserFacingError).cause).split('\n');
  expect(lines).toEqual(Array.from({ length: 20 }, (_, i) => String(31 + i)));
});

describe('what stands in the way before a build begins', () => {
  const refused = (input: Parameters<typeof build>[1]) =>
    build({ engine: engines.get('BuildKit') as Engine }, input, recordedRun()).catch(
      (caught: UserFacingError) => caught,
    );

  test('no Dockerfile', async () => {
    const context = await folderWith({ 'a.txt': 'a' });
    expect(await refused({ context })).toMatchObject({
      code: 'no-dockerfile',
      message: `There is no Dockerfile at ${join(context, 'Dockerfile')}.`,
    });
  });

  test('no folder', async () => {
    expect(await refused({ context: '/nowhere/at/all', text: 'FROM scratch' })).toMatchObject({ code: 'no-context' });
  });

  test('a name that no image can have', async () => {
    const context = await folderWith({ Dockerfile: 'FROM scratch\n' });
    expect(await refused({ context, tags: ['My Shop'] })).toMatchObject({ code: 'invalid-tag' });
  });
});

describe.each(['BuildKit', 'the classic builder'])('an engine that goes away, %s', (builder) => {
  test('in the middle of a build is told in a sentence, and the build can be run again', async () => {
    const relay = await relayTo(testbed.dockerHost as string);
    const env = { DOCKER_HOST: `unix://${relay.path}`, DOCKER_BUILDKIT: builder === 'BuildKit' ? '1' : '0' };
    const engine = await findEngine({ env });
    const context = await folderWith({
      Dockerfile: `FROM ${base}\nRUN echo ${randomBytes(6).toString('hex')} && sleep 5\n`,
    });
    const run = recordedRun();
    const building = build({ engine }, { context }, run).catch((caught: UserFacingError) => caught);
    await run.until(({ log }) => /^[0-9a-f]{12}$/.test(log ?? ''));
    relay.cut();
    expect(await building).toMatchObject({
      code: 'engine-lost',
      message: `The engine at unix://${relay.path} went away while building the image.`,
      action: { says: expect.stringContaining('Start the engine') },
    });
    await expect(findEngine({ env })).rejects.toMatchObject({ code: 'no-engine' });
  });
});

/** The engine's socket once more, at a place where it can be cut off without harm to anyone else's build. */
async function relayTo(dockerHost: string): Promise<{ path: string; cut(): void }> {
  const path = join(await folderWith({}), 'docker.sock');
  const sockets = new Set<Socket>();
  const server: Server = createServer((near) => {
    const { hostname, port } = new URL(dockerHost.replace(/^tcp:/, 'http:'));
    const far = dockerHost.startsWith('unix://')
      ? connect(dockerHost.slice('unix://'.length))
      : connect(Number(port), hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
    }
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  const cut = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  onTestFinished(cut);
  return { path, cut };
}
