/** `quayside optimize --prove`, on a real engine. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { optimizeCommand } from '../../src/cli/optimize.ts';
import { type Testbed, useTestbed } from '../testbed/testbed.ts';
import { commandFolder } from './lint-folder.ts';

const minutes = 60_000;
const { write, run } = commandFolder(optimizeCommand);
let testbed: Testbed;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  testbed = await useTestbed();
  if (!testbed.dockerHost) throw new Error(testbed.gaps.join('\n'));
  env = { DOCKER_HOST: testbed.dockerHost };
}, 5 * minutes);
afterAll(() => testbed?.stop());

const poor =
  'FROM debian:bookworm-slim\nWORKDIR /app\nADD note.txt ./\nRUN mkdir /data\nRUN touch /data/ready\nCMD cat note.txt /data/ready\n';

beforeEach(async () => {
  await write('Dockerfile', poor);
  await write('note.txt', 'hello\n');
});

test('a document says that both do the same, and the process succeeds', async () => {
  const { code, stdout } = await run(['--prove', 'Dockerfile'], { env });
  expect(stdout).toMatch(/^# Proof of an optimization\n\n\*\*Equal: /);
  expect(stdout).toMatch(/\| Start \| same \|/);
  expect(code).toBe(0);
});

test('JSON has what was applied and the whole report', async () => {
  const { code, stdout } = await run(['--prove', '--json', '--safe', 'Dockerfile'], { env });
  const [report] = JSON.parse(stdout);
  expect(report).toMatchObject({
    file: 'Dockerfile',
    applied: ['copy-not-add', 'merge-runs'],
    verdict: 'equal',
    differences: [],
  });
  expect(report.rungs.map(({ rung }: { rung: string }) => rung)).toContain('start');
  expect(code).toBe(0);
});

test('how long a build takes after a change of a source is measured', async () => {
  await write('main.py', 'print("hello")\n');
  await write('Dockerfile', poor.replace('note.txt ./', 'note.txt main.py ./'));
  const { stdout } = await run(['--prove', '--json', '--safe', 'Dockerfile'], { env });
  const [report] = JSON.parse(stdout);
  expect(report).toMatchObject({ verdict: 'equal', changedSource: 'main.py' });
  for (const side of [report.before, report.after]) expect(side.seconds.sourceChange).toBeGreaterThan(0);
});

test('a second proof builds its change of the source, too, and takes none from the cache', async () => {
  await write('main.py', 'print("hello")\n');
  await write('Dockerfile', poor.replace('RUN mkdir /data', 'COPY main.py ./\nRUN sleep 1\nRUN mkdir /data'));
  for (const _ of ['first', 'second']) {
    const { stdout } = await run(['--prove', '--json', '--safe', 'Dockerfile'], { env });
    const [report] = JSON.parse(stdout);
    // As long as the command sleeps: it was run.
    for (const side of [report.before, report.after]) expect(side.seconds.sourceChange).toBeGreaterThan(1);
  }
});

test('a build that an empty line breaks is no difference: there is no time, and a note says why', async () => {
  await write('main.py', 'print("hello")\n');
  const picky = poor.replace('RUN mkdir /data', 'COPY main.py ./\nRUN [ $(wc -l < main.py) = 1 ]\nRUN mkdir /data');
  await write('Dockerfile', picky);
  const { stdout } = await run(['--prove', '--json', '--safe', 'Dockerfile'], { env });
  const [report] = JSON.parse(stdout);
  expect(report).toMatchObject({ verdict: 'equal', changedSource: 'main.py' });
  expect(report.after.seconds.sourceChange).toBeUndefined();
  expect(report.notes.join('\n')).toMatch(/With empty lines at the end of main.py, after is not built/);
});

test('what cannot be built is no equal, and says why', async () => {
  await write('Dockerfile', poor.replace('RUN touch /data/ready', 'RUN touch /nowhere/ready'));
  const { code, stdout } = await run(['--prove', 'Dockerfile'], { env });
  expect(stdout).toMatch(/Could not tell/);
  expect(stdout).toMatch(/nowhere/);
  expect(code).toBe(1);
});

test('with nothing to change there is nothing to prove', async () => {
  await write('Dockerfile', 'FROM debian:bookworm-slim\nCMD ["true"]\n');
  const { code, stdout } = await run(['--prove', 'Dockerfile'], { env });
  expect(stdout).toBe('Dockerfile: nothing to prove, since nothing would change.\n');
  expect(code).toBe(0);
});

test('without an engine there is one sentence, and what to do', async () => {
  const refused = run(['--prove', 'Dockerfile'], { env: { DOCKER_HOST: 'unix:///nowhere/docker.sock' } });
  await expect(refused).rejects.toMatchObject({ code: 'no-engine' });
});
