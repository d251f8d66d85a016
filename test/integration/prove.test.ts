import { randomUUID } from 'node:crypto';
import type Docker from 'dockerode';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Engine, findEngine } from '../../src/adapters/docker/engine.ts';
import { isCancelled } from '../../src/core/errors.ts';
import type { ProofReport } from '../../src/core/proof/model.ts';
import { proofDocument } from '../../src/core/proof/report.ts';
import { layersOf } from '../../src/workflows/layers.ts';
import { type ProveInput, prove } from '../../src/workflows/prove.ts';
import { dockerAt, type Testbed, useTestbed } from '../testbed/testbed.ts';
import { folderWith } from './folders.ts';
import { recordedRun } from './runs.ts';

let testbed: Testbed;
let docker: Docker;
let engine: Engine;

beforeAll(async () => {
  testbed = await useTestbed();
  const { dockerHost } = testbed;
  if (dockerHost === undefined) throw new Error(testbed.gaps.join('\n'));
  docker = dockerAt(dockerHost);
  engine = await findEngine({ env: { DOCKER_HOST: dockerHost } });
});
afterAll(() => testbed?.stop());

/** A service that is "compiled" by a copy, so that no compiler is needed. */
const service = {
  'package.json': '{"name":"shop","dependencies":{"kept":"1"},"devDependencies":{"tool":"1"}}',
  'src/server.ts':
    "require('kept');require('node:http').createServer((_, answer) => answer.end('shop')).listen(3000);\n" +
    "process.on('SIGTERM', () => process.exit(0));\n",
  'public/index.html': '<h1>Shop</h1>',
  'entry.sh': '#!/bin/bash\nset -e\nexec "$@"\n',
  'README.md': '# Shop\n',
  'test/server.test.ts': 'test\n',
  'vendor/kept/package.json': '{"name":"kept"}',
  'vendor/kept/index.js': 'module.exports = 1;\n',
  'vendor/tool/package.json': '{"name":"tool"}',
  'vendor/tool/index.js': 'throw 1;\n',
};
const compile =
  'RUN mkdir dist node_modules && cp src/server.ts dist/server.js && cp -r vendor/* node_modules/ && rm -r vendor';
const ending = 'USER 1000\nEXPOSE 3000\nENTRYPOINT ["/app/entry.sh"]\nCMD ["node", "dist/server.js"]\n';
const single = `FROM node:22-slim
ENV MODE=production
WORKDIR /app
COPY --chmod=755 . .
${compile}
${ending}`;
const build = `FROM node:22-slim AS build
WORKDIR /app
COPY --chmod=755 . .
${compile}
RUN rm -r node_modules/tool
`;
const copies = `COPY --from=build /app/dist ./dist
COPY --from=build /app/node_modules ./node_modules
COPY --chmod=755 package.json entry.sh ./
`;
const final = `FROM node:22-slim
ENV MODE=production
WORKDIR /app
`;
const assets = 'COPY --chmod=755 public ./public\n';
const multi = build + final + copies + assets + ending;

async function proven(before: string, after: string, more: Partial<ProveInput> = {}): Promise<ProofReport> {
  const context = await folderWith(service);
  const file = (text: string) => ({ path: `${context}/Dockerfile`, text });
  return prove(
    { engine },
    { context, before: file(before), after: file(after), measure: false, ...more },
    recordedRun(),
  );
}

const places = ({ differences }: ProofReport) => differences.map(({ rung, where }) => `${rung}: ${where}`);

async function nothingIsLeft(): Promise<void> {
  const label = ['quayside.proof'];
  expect(await docker.listContainers({ all: true, filters: { label } })).toEqual([]);
  expect(await docker.listImages({ all: true, filters: { label } })).toEqual([]);
}

describe('a proof', () => {
  test('finds an honest conversion equal, and measures it', async () => {
    const report = await proven(single, multi, { measure: true, sourceChange: 'src/server.ts' });
    expect({ places: places(report), doubts: report.doubts, verdict: report.verdict }).toEqual({
      places: [],
      doubts: [],
      verdict: 'equal',
    });
    expect(report.rungs.map(({ state }) => state)).toEqual(Array(7).fill('same'));
    expect(Object.fromEntries(report.files.removed.map(({ reason, count }) => [reason, count]))).toMatchObject({
      'source of a compiled language': 2,
      'development dependency': 3,
      documentation: 1,
    });
    for (const { seconds, start, size, layers } of [report.before, report.after]) {
      expect(Object.values(seconds).every((value) => typeof value === 'number')).toBe(true);
      expect(start).toMatchObject({
        state: 'answered',
        status: 200,
        userIds: ['1000'],
        stop: { killed: false, exitCode: 0 },
      });
      expect(size).toBe(layers.reduce((sum, { bytes }) => sum + bytes, 0));
    }
    expect(report.before.layers.at(-1)).toMatchObject({ line: 5 });
    expect(report.changedSource).toBe('src/server.ts');
    expect(proofDocument(report)).toContain('**Equal');
    expect(proofDocument(report)).toMatch(/\| Build after a change of `src\/server.ts` \| [\d.]+ s \| [\d.]+ s \|/);
    expect(JSON.parse(JSON.stringify(report)).verdict).toBe('equal');
    await nothingIsLeft();
  });

  const scratch = (last: string) =>
    `FROM debian:bookworm-slim AS build\nRUN mkdir /srv/bin && cp /bin/echo /srv/bin/tool\n${last}ENTRYPOINT ["/srv/bin/tool", "hi"]\n`;
  const script = (text: string) =>
    `FROM debian:bookworm-slim\nRUN printf '#!/bin/bash\\necho hi\\n' > /run.sh && chmod 755 /run.sh\n${text}ENTRYPOINT ["/run.sh"]\n`;
  const signal = (text: string) =>
    `FROM node:22-slim\nCOPY --chmod=755 src/server.ts /app/server.js\nCOPY vendor/kept /app/node_modules/kept\nRUN printf '#!/bin/sh\\n${text}\\n' > /run.sh && chmod 755 /run.sh\nEXPOSE 3000\nENTRYPOINT ["/run.sh"]\n`;

  test.each<[fault: string, before: string, after: string, expected: readonly string[]]>([
    [
      'a dropped ENV',
      single,
      multi.replace(/(FROM node:22-slim\n)ENV MODE=production\n/, '$1'),
      ['image: environment MODE'],
    ],
    ['a missing asset folder', single, build + final + copies + ending, ['files: /app/public/index.html']],
    [
      'a dynamically linked binary on scratch',
      scratch(''),
      scratch('FROM scratch\nCOPY --from=build /srv/bin/tool /srv/bin/tool\n'),
      ['programs: /lib64/ld-linux-x86-64.so.2', 'programs: libc.so.6', 'start: exit code'],
    ],
    ['another user', single, multi.replace('USER 1000', 'USER 1001'), ['image: user', 'start: user ids']],
    ['a lost signal', signal('exec node /app/server.js'), signal('node /app/server.js; true'), ['start: stop']],
    [
      'an entry point without its interpreter',
      script(''),
      script('RUN rm /bin/bash\n'),
      ['programs: /bin/bash', 'start: exit code'],
    ],
  ])('finds %s', async (_fault, before, after, expected) => {
    const report = await proven(before, after);
    expect(report.verdict).toBe('different');
    expect(places(report)).toEqual(expect.arrayContaining([...expected]));
    await nothingIsLeft();
  });

  test('names the lines of both files', async () => {
    const report = await proven(single, multi.replace('USER 1000', 'USER 1001'));
    expect(report.differences[0]).toMatchObject({
      where: 'user',
      before: '1000 (1000:1000)',
      after: '1001 (1001:0)',
      beforeLine: 6,
      afterLine: 13,
    });
  });

  test('tells a change that is meant and does not hold it against the file', async () => {
    const report = await proven(single, multi.replace('ENV MODE=production', 'ENV MODE=production NEW=1'), {
      mayChange: ['environment'],
    });
    expect([report.verdict, report.notes]).toEqual(['equal', ['ENV NEW changes, as it is meant to: unset → 1.']]);
  });

  test('says what does not parse, and what does not build, with the line', async () => {
    const unread = await proven(single, `${single}COPPY a b\n`);
    expect([unread.verdict, unread.differences[0]?.rung, unread.differences[0]?.afterLine]).toEqual([
      'different',
      'parse',
      10,
    ]);
    const unbuilt = await proven('FROM scratch\nCOPY package.json /\n', 'FROM scratch\nCOPY gone.json /\n');
    expect([unbuilt.verdict, unbuilt.differences[0]?.rung, unbuilt.differences[0]?.afterLine]).toEqual([
      'different',
      'build',
      2,
    ]);
    const neither = await proven('FROM scratch\nCOPY gone.json /\n', 'FROM scratch\nCOPY package.json /\n');
    expect([neither.verdict, neither.doubts.map(({ rung }) => rung)]).toEqual(['could-not-tell', ['build']]);
  });

  test('builds once more what failed by chance', async () => {
    const id = randomUUID();
    const flaky = `RUN --mount=type=cache,id=${id},target=/tries test -e /tries/first || { touch /tries/first; exit 1; }\n`;
    const before = 'FROM node:22-slim\nCMD ["node", "-p", "1"]\n';
    const report = await proven(before, before.replace('CMD', `${flaky}CMD`));
    expect(report.rungs.find(({ rung }) => rung === 'build')?.state).toBe('same');
  });

  test('compares what a command prints and how it ends', async () => {
    const start = { command: ['node', '-p', 'process.env.MODE + process.cwd()'] };
    const same = await proven(single, multi, { start });
    expect([same.verdict, same.before.start?.state, same.before.start?.exitCode]).toEqual(['equal', 'ended', 0]);
    const other = await proven(
      single,
      multi.replace('FROM node:22-slim\nENV MODE=production', 'FROM node:22-slim\nENV MODE=test'),
      {
        start,
      },
    );
    expect(places(other)).toEqual(['image: environment MODE', 'start: output']);
  });

  test('builds with the files that are to be written beside, and leaves the folder as it is', async () => {
    const files = [{ path: '.dockerignore', text: 'public\n' }];
    const context = await folderWith(service);
    const file = { path: `${context}/Dockerfile`, text: single };
    const report = await prove(
      { engine },
      { context, before: file, after: { ...file, files }, measure: false },
      recordedRun(),
    );
    expect(places(report)).toContain('files: /app/public/index.html');
  });

  test('that is stopped leaves nothing behind', async () => {
    const context = await folderWith(service);
    const slow = { path: `${context}/Dockerfile`, text: `${single.replace('CMD', `LABEL at=${Date.now()}\nCMD`)}` };
    const run = recordedRun();
    const proof = prove({ engine }, { context, before: slow, after: slow, measure: false }, run);
    const starting = run.until(({ phase }) => phase === 'prove.start');
    await Promise.race([starting, proof]);
    run.abort();
    expect(await proof.catch(isCancelled)).toBe(true);
    await nothingIsLeft();
  });
});

test('the layers of an image have their lines, sizes and waste', async () => {
  const text = 'FROM scratch\nCOPY public /public\nCOPY src/server.ts /public/index.html\nLABEL a=b\n';
  const context = await folderWith(service);
  const request = {
    context,
    dockerfile: { path: `${context}/Dockerfile`, text },
    tags: ['quayside-test-layers:1'],
    target: undefined,
    args: {},
    labels: {},
    platform: undefined,
    cache: true,
  };
  await engine.build(request, () => {}, AbortSignal.timeout(60_000));
  try {
    const found = await layersOf({ engine }, { image: 'quayside-test-layers:1', dockerfile: { text } }, recordedRun());
    const [html, code] = [service['public/index.html'].length, service['src/server.ts'].length];
    expect(found.layers.map(({ line, size, added, changed }) => ({ line, size, added, changed }))).toEqual([
      { line: 2, size: html, added: 1, changed: 0 },
      { line: 3, size: code, added: 0, changed: 1 },
    ]);
    expect([found.wastedBytes, found.wasted[0]?.path]).toEqual([html + code, '/public/index.html']);
    expect(found.efficiency).toBeCloseTo(html / (html + code));
  } finally {
    await docker.getImage('quayside-test-layers:1').remove({ force: true });
  }
});
