import { execFile, spawn } from 'node:child_process';
import { chmod, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type Docker from 'dockerode';
import { extract } from 'tar-stream';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type Engine, findEngine } from '../../src/adapters/docker/engine.ts';
import { serviceSpecSchema } from '../../src/core/fargate/spec.ts';
import { build, buildInputOf } from '../../src/workflows/build.ts';
import { dockerAt, type Testbed, useTestbed } from '../testbed/testbed.ts';
import { folderWith } from './folders.ts';
import { recordedRun } from './runs.ts';

const execute = promisify(execFile);
const base = 'debian:bookworm-slim';
let testbed: Testbed;
let docker: Docker;
const engines = new Map<string, Engine>();

beforeAll(async () => {
  testbed = await useTestbed();
  const { dockerHost } = testbed;
  if (dockerHost === undefined) throw new Error(testbed.gaps.join('\n'));
  docker = dockerAt(dockerHost);
  engines.set('BuildKit', await findEngine({ env: { DOCKER_HOST: dockerHost } }));
  engines.set('the classic builder', await findEngine({ env: { DOCKER_HOST: dockerHost, DOCKER_BUILDKIT: '0' } }));
});
afterAll(() => testbed?.stop());

const builders = ['BuildKit', 'the classic builder'];
const engineOf = (builder: string) => engines.get(builder) as Engine;
/** Differs in every run, so that nothing of an earlier one is in the cache. */
const fresh = () => `RUN echo ${process.hrtime.bigint()}`;

function removedAfter<T extends { imageId: string; tags: readonly string[] }>(built: T): T {
  onTestFinished(async () => {
    for (const name of [...built.tags, built.imageId])
      await docker
        .getImage(name)
        .remove({ force: true })
        .catch(() => {});
  });
  return built;
}

/** Every path of an image that a `FROM scratch` left in it, with the contents of files. */
async function filesOf(imageId: string): Promise<Record<string, string>> {
  const container = await docker.createContainer({ Image: imageId, Cmd: ['/none'] });
  const files: Record<string, string> = {};
  try {
    const unpacked = extract();
    unpacked.on('entry', (header, stream, next) => {
      let contents = '';
      stream.on('data', (chunk: unknown) => {
        contents += String(chunk);
      });
      stream.on('end', () => {
        if (header.type === 'file') files[header.name] = contents;
        else if (header.type === 'symlink') files[header.name] = `-> ${header.linkname}`;
        next();
      });
    });
    const finished = new Promise<void>((resolve, reject) => unpacked.on('finish', () => resolve()).on('error', reject));
    (await container.export()).pipe(unpacked);
    await finished;
  } finally {
    await container.remove({ force: true });
  }
  // What the engine itself puts into every container.
  for (const own of ['.dockerenv', 'etc/hosts', 'etc/hostname', 'etc/resolv.conf', 'dev/console', 'etc/mtab'])
    delete files[own];
  return files;
}

const withFiles = async (
  builder: string,
  files: Record<string, string | Buffer>,
  text = 'FROM scratch\nCOPY . /\n',
) => {
  const context = await folderWith(files);
  const built = await build({ engine: engineOf(builder) }, { context, text }, recordedRun());
  return filesOf(removedAfter(built).imageId);
};

describe.each(builders)('a build by %s', (builder) => {
  test('reports steps with numbers, output and seconds, and names what it built', async () => {
    const context = await folderWith({
      Dockerfile: `FROM ${base} AS one\n${fresh()}\nRUN echo hello && echo bye >&2\n`,
      'a.txt': 'a',
    });
    const run = recordedRun();
    const spec = serviceSpecSchema.parse({ name: 'shop', port: 80 });
    const input = { ...buildInputOf(spec, context, ['quayside-test-steps:1']), platform: undefined };
    const built = removedAfter(await build({ engine: engineOf(builder) }, input, run));

    const image = await docker.getImage('quayside-test-steps:1').inspect();
    expect(built.imageId).toBe(image.Id);
    expect(built.size).toBe(image.Size);
    expect(built.platform).toBe(`${image.Os}/${image.Architecture}`);
    expect(image.Config.Labels).toMatchObject({ 'quayside.service': 'shop' });
    expect(built.steps.slice(1, 3).map(({ number, state }) => `${number} ${state}`)).toEqual(['2 done', '3 done']);
    expect(built.steps.every(({ seconds }) => seconds !== undefined && seconds >= 0)).toBe(true);
    expect(run.log).toEqual(expect.arrayContaining(['hello', 'bye']));
    const steps = run.events.filter(({ unit }) => unit === 'steps');
    expect(steps.at(-1)?.done).toBe(steps.at(-1)?.total);
    expect(steps.every(({ done = 0, total = 0 }) => done <= total)).toBe(true);

    const again = await build({ engine: engineOf(builder) }, input, recordedRun());
    expect(again.imageId).toBe(built.imageId);
    expect(again.steps.at(-1)?.state).toBe('cached');
  });

  test('takes arguments, a target and what is not saved yet', async () => {
    const context = await folderWith({ Dockerfile: 'FROM nonsense' });
    const text = 'FROM scratch AS one\nARG WHO\nLABEL who=$WHO\nCOPY a.txt /\nFROM scratch\nCOPY none /\n';
    const files = await folderWith({ 'a.txt': 'a' });
    const built = removedAfter(
      await build(
        { engine: engineOf(builder) },
        { context: files, dockerfile: join(context, 'Dockerfile'), text, target: 'one', args: { WHO: 'me' } },
        recordedRun(),
      ),
    );
    expect((await docker.getImage(built.imageId).inspect()).Config.Labels).toMatchObject({ who: 'me' });
    expect(await filesOf(built.imageId)).toEqual({ 'a.txt': 'a' });
  });

  test('sends what .dockerignore leaves, links as links, empty files and odd names too', async () => {
    const context = await folderWith({
      '.dockerignore': '# comment\nnode_modules\n**/*.log\n!keep.log\nsrc\n!src/deep/*.ts\nDockerfile\n.dockerignore\n',
      Dockerfile: 'FROM scratch\nCOPY . /\n',
      'node_modules/a/index.js': 'x',
      'x.log': 'x',
      'a/y.log': 'x',
      'keep.log': 'kept',
      'src/a.ts': 'x',
      'src/deep/b.ts': 'b',
      'src/deep/c.js': 'x',
      empty: '',
      'büro, 1.txt': 'ü',
      'c++/x': 'plus',
    });
    await symlink('keep.log', join(context, 'link'));
    const built = removedAfter(await build({ engine: engineOf(builder) }, { context }, recordedRun()));
    expect(await filesOf(built.imageId)).toEqual({
      'keep.log': 'kept',
      'src/deep/b.ts': 'b',
      empty: '',
      'büro, 1.txt': 'ü',
      'c++/x': 'plus',
      link: '-> keep.log',
    });
  });

  test('prefers the ignore file of the Dockerfile to that of the context', async () => {
    const context = await folderWith({
      '.dockerignore': 'a.txt\n',
      'build/Dockerfile': 'FROM scratch\nCOPY *.txt /\n',
      'build/Dockerfile.dockerignore': 'b.txt\n',
      'a.txt': 'a',
      'b.txt': 'b',
    });
    const input = { context, dockerfile: 'build/Dockerfile' };
    const built = removedAfter(await build({ engine: engineOf(builder) }, input, recordedRun()));
    expect(await filesOf(built.imageId)).toEqual({ 'a.txt': 'a' });
  });

  test('keeps an outside Dockerfile out of the image', async () => {
    expect(await withFiles(builder, { 'a.txt': 'a' }, 'FROM scratch\nCOPY . /app/\n')).toEqual({ 'app/a.txt': 'a' });
  });

  test('stops on the engine too when it is cancelled', async () => {
    const marker = `sleep 6${process.pid % 1000}`;
    const context = await folderWith({ Dockerfile: `FROM ${base}\n${fresh()}\nRUN ${marker}\n` });
    const run = recordedRun();
    const building = build({ engine: engineOf(builder) }, { context }, run);
    const caught = building.catch((error: unknown) => error);
    await run.until(({ log }) => log?.includes(`RUN ${marker}`) === true);
    await eventually(async () => (await processes()).includes(marker));
    run.abort();
    expect(await caught).toMatchObject({ name: 'CancelledError' });
    await eventually(async () => !(await processes()).includes(marker));
  });
});

test('a large context goes over in pieces, with bytes as progress, and only once', async () => {
  const big = Buffer.alloc(24 * 1024 * 1024, 1);
  const context = await folderWith({
    Dockerfile: 'FROM scratch\nCOPY big /\n',
    big,
    unused: Buffer.alloc(1024 * 1024, 2),
  });
  const engine = engineOf('BuildKit');
  const first = recordedRun();
  removedAfter(await build({ engine }, { context }, first));
  const sent = first.events.filter(({ unit }) => unit === 'bytes');
  expect(sent.length).toBeGreaterThan(20);
  // The file that no instruction names does not travel.
  expect(sent.at(-1)?.done).toBe(big.length);
  const second = recordedRun();
  await build({ engine }, { context }, second);
  expect(second.events.filter(({ unit }) => unit === 'bytes').at(-1)?.done ?? 0).toBe(0);
});

test('the docker client leaves the same files out', async () => {
  const client = testbed.dockerClient;
  if (client === undefined) throw new Error('the testbed has no docker client to compare with');
  const context = await folderWith({
    '.dockerignore': [
      '*',
      '!a*',
      'a?c',
      '!**/keep',
      'docs/**',
      '!docs/[a-c]*.md',
      '/lead',
      '!x/../y',
      'd+e',
      '!d+e/f',
      '!sp ace',
      'z/',
      '!z/ok',
    ].join('\n'),
    ...Object.fromEntries(
      [
        'a',
        'abc',
        'ab',
        'b',
        'lead',
        'y',
        'x/a',
        'deep/er/keep',
        'deep/er/no',
        'docs/a.md',
        'docs/x.md',
        'docs/b/b.md',
        'd+e/f',
        'd+e/g',
        'sp ace',
        'z/ok',
        'z/no',
        'A',
        'keep',
        'docs/keep',
      ].map((path) => [path, path]),
    ),
  });
  // A configuration of its own: the person's may name other builders, and the plugins lie with the testbed.
  const plugins = testbed.env.QUAYSIDE_TESTBED_DOCKER_PLUGINS;
  const configuration = await folderWith({
    'config.json': JSON.stringify(plugins === undefined ? {} : { cliPluginsExtraDirs: [plugins] }),
  });
  const env = { ...process.env, ...testbed.env, DOCKER_BUILDKIT: '1', DOCKER_CONFIG: configuration };
  const { stdout } = await new Promise<{ stdout: string }>((resolve, reject) => {
    const child = execFile(client, ['build', '-q', '-f', '-', context], { env }, (error, stdout) =>
      error ? reject(error) : resolve({ stdout }),
    );
    child.stdin?.end('FROM scratch\nCOPY . /\n');
  });
  const theirs = await filesOf(removedAfter({ imageId: stdout.trim(), tags: [] }).imageId);
  for (const builder of builders) {
    const input = { context, dockerfile: '/nowhere/Dockerfile', text: 'FROM scratch\nCOPY . /\n' };
    const built = removedAfter(await build({ engine: engineOf(builder) }, input, recordedRun()));
    expect(Object.keys(await filesOf(built.imageId)).sort()).toEqual(Object.keys(theirs).sort());
  }
});

test.skipIf(process.getuid?.() === 0)('a file without permission is named', async () => {
  const context = await folderWith({ Dockerfile: 'FROM scratch\nCOPY . /\n', secret: 'x' });
  await chmod(join(context, 'secret'), 0);
  await expect(build({ engine: engineOf('BuildKit') }, { context }, recordedRun())).rejects.toMatchObject({
    code: 'unreadable-context',
    message: '“secret” of the build context cannot be read: permission is denied.',
  });
});

test('a build whose process is killed ends on the engine, and runs again to the same image', async () => {
  const marker = `sleep 7${process.pid % 1000}`;
  const context = await folderWith({
    'quayside.yaml': 'name: quayside-test-killed\nport: 80\n',
    Dockerfile: `FROM ${base}\nRUN echo first\nARG SLEEP\nRUN \${SLEEP}\n`,
  });
  const driver = `import { findEngine } from './src/adapters/docker/engine.ts';
import { build } from './src/workflows/build.ts';
const engine = await findEngine();
await build({ engine }, { context: ${JSON.stringify(context)}, args: { SLEEP: '${marker}' } }, { signal: new AbortController().signal, report() {} });`;
  const child = spawn(process.execPath, ['--no-warnings', '--input-type=module-typescript', '-e', driver], {
    env: { ...process.env, ...testbed.env },
    stdio: 'ignore',
  });
  await eventually(async () => (await processes()).includes(marker));
  child.kill('SIGKILL');
  await eventually(async () => !(await processes()).includes(marker));
  const again = () => build({ engine: engineOf('BuildKit') }, { context, args: { SLEEP: 'true' } }, recordedRun());
  const built = removedAfter(await again());
  expect((await again()).imageId).toBe(built.imageId);
});

async function processes(): Promise<string> {
  return (await execute('ps', ['-eo', 'args'])).stdout;
}

async function eventually(holds: () => Promise<boolean>): Promise<void> {
  for (let i = 0; i < 300; i++) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('it did not come to be so within 30 seconds');
}
