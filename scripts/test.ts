/**
 * Everything: checks, unit, integration on real services, suites inside VS Code's two hosts, and
 * the journey in a browser. Installs what is missing first. `npm test -- unit web` runs parts.
 */
import { spawn } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { packageVsix } from './package.ts';
import { root } from './root.ts';
import { startTestbedProcess, type TestbedProcess } from './services.ts';

interface Counts {
  readonly passed: number;
  readonly failed: number;
}

interface Part {
  readonly name: string;
  readonly needs: readonly ('vsix' | 'testbed')[];
  readonly run: (env: NodeJS.ProcessEnv) => Promise<Counts>;
}

const results = path.join(root, 'test-results');

const parts: readonly Part[] = [
  { name: 'check', needs: [], run: (env) => countedByLastLine(['scripts/check.ts'], env) },
  { name: 'unit', needs: ['vsix'], run: (env) => vitest('unit', env) },
  { name: 'integration', needs: ['vsix', 'testbed'], run: (env) => vitest('integration', env) },
  {
    name: 'node',
    needs: ['vsix', 'testbed'],
    run: (env) => countedByLastLine(['test/extension/run.ts', '--host', 'node'], env),
  },
  { name: 'web', needs: ['vsix'], run: (env) => countedByLastLine(['test/extension/run.ts', '--host', 'web'], env) },
  {
    name: 'desktop',
    needs: ['vsix', 'testbed'],
    run: (env) => countedByLastLine(['test/extension/run.ts', '--host', 'desktop'], env),
  },
  { name: 'e2e', needs: ['vsix', 'testbed'], run: (env) => vitest('e2e', env) },
];

const names = process.argv.slice(2);
const unknown = names.filter((name) => !parts.some((part) => part.name === name));
if (unknown.length > 0) {
  console.error(
    `There is no part called ${unknown.join(', ')}. The parts: ${parts.map(({ name }) => name).join(', ')}.`,
  );
  process.exit(2);
}
process.exitCode = await runParts(names.length > 0 ? parts.filter(({ name }) => names.includes(name)) : parts);

async function runParts(wanted: readonly Part[]): Promise<number> {
  await rm(results, { recursive: true, force: true });
  await mkdir(results, { recursive: true });
  const needs = new Set(wanted.flatMap((part) => part.needs));
  // The services come up while the parts that do without them run.
  const starting = needs.has('testbed') ? startTestbedProcess() : undefined;
  starting?.catch(() => {});
  const rows: { name: string; seconds: number; counts: Counts }[] = [];
  try {
    if (needs.has('vsix')) await packageVsix();
    for (const part of wanted) {
      console.log(`\n── ${part.name} ${'─'.repeat(Math.max(3, 70 - part.name.length))}`);
      const started = performance.now();
      const counts = await runPart(part, starting).catch((error: unknown) => {
        console.error(error);
        return { passed: 0, failed: 1 };
      });
      rows.push({ name: part.name, counts, seconds: (performance.now() - started) / 1000 });
    }
  } finally {
    await (await starting?.catch(() => undefined))?.stop();
  }
  return report(rows);
}

async function runPart({ needs, run }: Part, starting: Promise<TestbedProcess> | undefined): Promise<Counts> {
  const testbed = needs.includes('testbed') ? await starting : undefined;
  return run({ ...process.env, ...(testbed && { QUAYSIDE_TESTBED_ENV: testbed.envFile }) });
}

function report(rows: readonly { name: string; seconds: number; counts: Counts }[]): number {
  console.log('\npart          passed  failed  seconds');
  for (const { name, counts, seconds } of rows) {
    const cells = [
      String(counts.passed).padStart(6),
      String(counts.failed).padStart(7),
      seconds.toFixed(0).padStart(8),
    ];
    console.log(`${name.padEnd(13)} ${cells.join(' ')}`);
  }
  const passed = rows.reduce((sum, { counts }) => sum + counts.passed, 0);
  const failed = rows.reduce((sum, { counts }) => sum + counts.failed, 0);
  console.log(`${passed} passed, ${failed} failed`);
  return failed > 0 || passed === 0 ? 1 : 0;
}

/** Counts from vitest's own JSON report. A run that found no test, or broke outside of one, has failed. */
async function vitest(project: string, env: NodeJS.ProcessEnv): Promise<Counts> {
  const file = path.join(results, `${project}.json`);
  const code = await node(
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--project',
      project,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ],
    env,
  );
  const { numPassedTests: passed, numFailedTests } = JSON.parse(await readFile(file, 'utf8'));
  const failed = numFailedTests === 0 && (code !== 0 || passed === 0) ? 1 : numFailedTests;
  return { passed, failed };
}

/** Counts from a last line `N passed, N failed`, which our own runners take from their reporters. */
async function countedByLastLine(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Counts> {
  let output = '';
  const code = await node(args, env, (chunk) => (output += chunk));
  const counts = [...output.matchAll(/^(\d+) passed, (\d+) failed/gm)].at(-1);
  if (!counts) return { passed: 0, failed: 1 };
  const failed = Number(counts[2]);
  return { passed: Number(counts[1]), failed: failed === 0 && code !== 0 ? 1 : failed };
}

function node(args: readonly string[], env: NodeJS.ProcessEnv, onOutput?: (chunk: string) => void): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env,
      stdio: ['ignore', onOutput ? 'pipe' : 'inherit', 'inherit'],
    });
    child.stdout?.on('data', (chunk: Buffer) => {
      process.stdout.write(chunk);
      onOutput?.(chunk.toString());
    });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}
