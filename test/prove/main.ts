// Proves what the optimizer proposes on a real engine and writes a table of it. Ends with 1 when something is different.
//   npm run prove                                   the examples of examples/optimize
//   npm run prove -- --apps                         real applications, drawn from those that QUAYSIDE_APPS names
//   npm run prove -- --check                        has the engine read every real Dockerfile rewritten, and builds none
// --only A,B (examples by name or ecosystem, applications by ecosystem), --seed N, --count N, --no-measure,
// --results FILE (goes on where a run was cut off), --reports FOLDER (each report), --out FILE (where the table goes).
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findEngine } from '../../src/adapters/docker/engine.ts';
import { DEFAULT_COUNT, DEFAULT_SEED } from './apps.ts';
import { proveDrawn } from './drawn-applications.ts';
import { openProvingEngine } from './engine.ts';
import { proveExamples } from './every-example.ts';
import { checkEveryFile } from './every-file.ts';
import { exampleNames, readExample } from './examples.ts';
import { Results } from './results.ts';
import { type ProofRow, summaryOf, tableOf } from './table.ts';

const { values } = parseArgs({
  options: {
    apps: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
    seed: { type: 'string', default: String(DEFAULT_SEED) },
    count: { type: 'string', default: String(DEFAULT_COUNT) },
    only: { type: 'string' },
    'no-measure': { type: 'boolean', default: false },
    results: { type: 'string' },
    reports: { type: 'string' },
    out: { type: 'string' },
  },
});
const [seed, count] = [Number(values.seed), Number(values.count)];
if (!Number.isSafeInteger(seed) || !Number.isSafeInteger(count) || count < 1) {
  console.error('--seed and --count are whole numbers, such as --seed 20 --count 24.');
  process.exit(2);
}
const only = values.only?.split(',');
const report = (line: string) => console.log(line);
const results = await Results.open({ results: values.results, reports: values.reports });
const proving = await openProvingEngine();
try {
  const isGood = values.check ? await isEveryFileRead() : await isNothingDifferent();
  if (!isGood) process.exitCode = 1;
} finally {
  await proving.stop();
}

async function isEveryFileRead(): Promise<boolean> {
  const faults = await checkEveryFile(proving.client, report);
  for (const fault of faults) report(fault);
  return faults.length === 0;
}

async function isNothingDifferent(): Promise<boolean> {
  const engine = await findEngine({ env: { DOCKER_HOST: proving.client.dockerHost } });
  const rows = values.apps
    ? await proveDrawn(proving, engine, results, { seed, count, only, report })
    : await proveExamples(proving, engine, results, {
        names: wantedExamples(),
        measure: !values['no-measure'],
        report,
      });
  const page = pageOf(rows);
  console.log(`\n${page}`);
  const out = values.out ?? defaultPlace();
  if (out) {
    await mkdir(path.dirname(out), { recursive: true });
    await writeFile(out, page);
  }
  return !rows.some(({ verdict }) => verdict === 'different');
}

function wantedExamples(): readonly string[] {
  return exampleNames().filter((name) => !only || only.includes(name) || only.includes(readExample(name).ecosystem));
}

/** A run over a part of them leaves the page of the whole alone. */
function defaultPlace(): string | undefined {
  if (only) return undefined;
  const name = values.apps ? 'applications.md' : 'examples.md';
  return fileURLToPath(new URL(`../../docs/proofs/${name}`, import.meta.url));
}

function pageOf(rows: readonly ProofRow[]): string {
  const [proven, passed] = [rows.filter((row) => !isPassedOver(row)), rows.filter(isPassedOver)];
  const parts = [heading(), `${summaryOf(rows)}.`, tableOf(proven)];
  if (passed.length > 0) {
    const lines = passed.map(({ name, verdict, reason = '' }) => `- ${name}: ${verdict}. ${firstOf(reason)}`);
    parts.push('## Drawn again', lines.join('\n'));
  }
  return `${parts.join('\n\n')}\n`;
}

function isPassedOver({ verdict }: ProofRow): boolean {
  return verdict === 'does not build' || verdict === 'not proposed';
}

/** What went wrong first says most; a build tool's own words are no markdown. */
function firstOf(reason: string): string {
  const [first = ''] = reason.replaceAll('\n', ' ').split(' | ');
  return `\`${first.replaceAll('`', '').slice(0, 160)}\``;
}

function heading(): string {
  const day = new Date().toISOString().slice(0, 10);
  const asked = process.argv.slice(2).filter((word, index, words) => isAsked(word, words[index - 1]));
  const command = ['npm run prove', ...(asked.length > 0 ? ['--', ...asked] : [])].join(' ');
  const what = values.apps ? 'Real applications' : 'The examples';
  return `# Proofs: ${what}\nWritten by \`${command}\` on ${day}. A proof builds the Dockerfile before and after, compares both images and starts both ([proof.md](../proof.md)).`;
}

/** Where files lie on this machine is nobody's business. */
function isAsked(word: string, before: string | undefined): boolean {
  const places = ['--results', '--reports', '--out'];
  return !places.some((name) => word === name || word.startsWith(`${name}=`) || before === name);
}
