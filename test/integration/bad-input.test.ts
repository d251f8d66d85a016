import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import type Docker from 'dockerode';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { spoilAccounts } from '../bad-input/account.ts';
import { relayUntil } from '../bad-input/engine-relay.ts';
import { accounts, type BadInput, type Place, table } from '../bad-input/table.ts';
import { type Engine, type Missing, openUnpackedEngine } from '../testbed/engine.ts';
import { openRun } from '../testbed/runs.ts';
import { dockerAt, type Testbed, useTestbed } from '../testbed/testbed.ts';
import { accountOf, nothing } from './account-of.ts';
import { folderWith } from './folders.ts';

const cli = path.resolve(import.meta.dirname, '../../dist/cli.js');
let testbed: Testbed;
let docker: Docker;

beforeAll(async () => {
  if (!existsSync(cli)) throw new Error('There is no dist/cli.js: "npm run build" makes it.');
  testbed = await useTestbed();
  const { dockerHost, endpoint, region } = testbed;
  if (!dockerHost || !endpoint) throw new Error(testbed.gaps.join('\n'));
  docker = dockerAt(dockerHost);
  await spoilAccounts(endpoint, region);
});
afterEach(() => vi.unstubAllEnvs());
afterAll(() => testbed?.stop());

describe('in a terminal, a sentence and what mends it for', () => {
  test.each(table)('$situation', async (row) => {
    const place = await placeOf(row);
    const environment = { ...environmentOf(row), ...row.environment?.(place) };
    if (row.pushedBefore) await pushBefore(row, place);
    await write(place.folder, row.files(place));
    const asked = argumentsOf(row, place);
    const ended = row.engineStopsAt
      ? await runUntilEngineStops(asked, environment, row.engineStopsAt)
      : await run(asked, environment);
    expectRefusal(ended, row, place);
    expect(ended.code).toBe(1);
    await expectNothingLeft(row, place);
  });
});

test('without --json an error is on standard error as well', async () => {
  const row = table.find(({ sees }) => sees.code === 'no-engine') as BadInput;
  const place = await placeOf(row);
  await write(place.folder, row.files(place));
  const ended = await run([row.command, place.folder], { ...environmentOf(row), ...row.environment?.(place) });
  expectRefusal(ended, row, place);
});

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The last lines are the error and what mends it; in between stands what AWS or the engine said, if anything. */
function expectRefusal({ stdout, stderr }: Ended, { sees }: BadInput, { folder }: Place): void {
  const lines = stderr.trimEnd().split('\n');
  const error = lines.findLast((line) => line.endsWith(` [${sees.code}]`));
  expect(error, stderr).toBeDefined();
  const at = sees.at ? `${path.join(folder, sees.at.file)}:${sees.at.line}:` : '';
  expect(error?.startsWith(at), stderr).toBe(true);
  const sentence = error?.slice(0, -` [${sees.code}]`.length).replace(/^\/\S+:\d+:\d+: /, '');
  expect(sentence).toMatch(sees.sentence);
  expect(lines.at(-1)).toMatch(sees.action);
  expect(stdout).toBe('');
  expect(stderr).not.toMatch(/^\s+at .+:\d+:\d+\)?$|node:internal|undefined|\[object/m);
}

async function expectNothingLeft(row: BadInput, { name }: Place): Promise<void> {
  for (const [variable, value] of Object.entries({ ...environmentOf(row), ...usable(row) }))
    vi.stubEnv(variable, value);
  expect(await accountOf(name)).toEqual({ ...nothing, ...row.remains });
  const filters = { label: [`quayside.service=${name}`] };
  expect(await docker.listContainers({ all: true, filters })).toEqual([]);
  const images = await docker.listImages({ filters });
  expect(images.length, JSON.stringify(images)).toBe(row.pushedBefore ? 1 : 0);
}

/** Everyone's calls are refused with expired keys, so the look is taken with others of the same account. */
const usable = ({ account }: BadInput) => (account === 'expired' ? { AWS_ACCESS_KEY_ID: accounts.ordinary } : {});

let rows = 0;

async function placeOf(row: BadInput): Promise<Place> {
  const place = { folder: await folderWith({}), name: `bad-${process.pid}-${++rows}` };
  if (row.pushedBefore) onTestFinished(() => removeAll(row, place));
  return place;
}

async function removeAll(row: BadInput, place: Place): Promise<void> {
  await write(place.folder, { 'quayside.yaml': `name: ${place.name}\nport: 3000\n` });
  const { code, stderr } = await run(['destroy', place.folder, '--yes'], environmentOf(row));
  for (const { Id } of await docker.listImages({ filters: { label: [`quayside.service=${place.name}`] } }))
    await docker.getImage(Id).remove({ force: true });
  if (code !== 0) throw new Error(stderr);
}

async function pushBefore(row: BadInput, place: Place): Promise<void> {
  await write(place.folder, row.pushedBefore?.(place) ?? {});
  for (const command of ['build', 'push']) {
    const { code, stderr } = await run([command, place.folder], environmentOf(row));
    if (code !== 0) throw new Error(stderr);
  }
}

async function write(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.join(folder, path.dirname(name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
}

const argumentsOf = ({ command, profile }: BadInput, { folder }: Place) => [
  command,
  folder,
  ...(profile ? ['--profile', profile] : []),
  ...(command === 'destroy' ? ['--yes'] : []),
  '--json',
];

type Environment = Readonly<Record<string, string | undefined>>;

function environmentOf({ account = 'ordinary' }: BadInput): Environment {
  return { PATH: process.env.PATH, HOME: process.env.HOME, ...testbed.env, AWS_ACCESS_KEY_ID: accounts[account] };
}

function run(args: readonly string[], env: Environment, started?: (child: ChildProcess) => void): Promise<Ended> {
  const child = spawn(process.execPath, [cli, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'], timeout: 120_000 });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data) => {
    stdout += data;
  });
  child.stderr.on('data', (data) => {
    stderr += data;
  });
  started?.(child);
  return new Promise((resolve, reject) => {
    child.once('error', reject).once('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** With an engine that is nobody else's, and that is stopped once a step of the build has printed the word. */
async function runUntilEngineStops(args: readonly string[], env: Environment, word: string): Promise<Ended> {
  const engine = await openOwnEngine();
  if ('missing' in engine) {
    const relay = await relayUntil(word, testbed.dockerHost as string);
    onTestFinished(() => relay.close());
    return run(args, { ...env, DOCKER_HOST: relay.dockerHost, DOCKER_BUILDKIT: '0' });
  }
  return run([...args, '--verbose'], { ...env, DOCKER_HOST: engine.dockerHost }, (child) => {
    let said = '';
    child.stderr?.on('data', (data) => {
      const before = said;
      said += data;
      if (!before.includes(`  ${word}\n`) && said.includes(`  ${word}\n`)) void engine.stop();
    });
  });
}

async function openOwnEngine(): Promise<Engine | Missing> {
  const ownRun = await openRun();
  onTestFinished(() => ownRun.remove());
  const engine = await openUnpackedEngine(ownRun);
  if ('missing' in engine) return engine;
  onTestFinished(() => engine.stop());
  const loading = await dockerAt(engine.dockerHost).loadImage(await docker.getImage('debian:bookworm-slim').get());
  await finished(loading.resume());
  return engine;
}
