// What the extension costs when a window opens a Dockerfile: node test/bench/activation.ts [--starts 5] [--vsix FILE]
// VS Code itself measures, in its page "Startup Performance". An empty extension is measured in the same window, since
// the same code takes three times as long on one machine as on another.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { bundleDriver } from '../extension/bundle.ts';
import { startServer, suiteUrl } from '../extension/hosts/code-server.ts';
import { openSuitePage } from '../extension/hosts/suite-page.ts';
import { packagedVsix } from '../extension/hosts/vsix.ts';

export interface Activation {
  /** Milliseconds to read and evaluate the bundle. */
  loadCode: number;
  /** Milliseconds of the synchronous part of `activate`. */
  callActivate: number;
}

export interface Comparison {
  quayside: Activation[];
  empty: Activation[];
}

const limits: Activation = { loadCode: 10, callActivate: 20 };
const mark = '@quayside-activation ';

/** Starts VS Code a number of times and gives what it measured each time. */
export async function measureActivation(vsix: string, starts: number): Promise<Comparison> {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'quayside-activation-'));
  try {
    const folder = path.join(scratch, 'folder');
    mkdirSync(folder);
    writeFileSync(path.join(folder, 'notes.txt'), 'Nothing.\n');
    writeFileSync(path.join(folder, 'Dockerfile'), 'FROM debian\nCMD npm start\n');
    const driver = path.join(scratch, 'driver');
    mkdirSync(driver);
    const inside = path.join(import.meta.dirname, 'activation-inside.ts');
    const { tests } = await bundleDriver(`export { run } from ${JSON.stringify(inside)};`, 'node', driver);
    makeEmptyExtension(driver);
    const comparison: Comparison = { quayside: [], empty: [] };
    for (let start = 0; start < starts; start++) {
      const server = await startServer({ folder, vsix: [vsix], smokeTestDriver: true });
      try {
        const page = await readPage(suiteUrl(server, driver, tests));
        comparison.quayside.push(rowOf(page, 'quayside.quayside'));
        comparison.empty.push(rowOf(page, 'quayside-test.driver'));
      } finally {
        await server.stop();
      }
    }
    return comparison;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function readPage(url: string): Promise<string[]> {
  const page: string[] = [];
  const rest: string[] = [];
  const problem = await openSuitePage({
    url,
    timeout: 90_000,
    accept: () => {},
    log: (line) => (line.startsWith(mark) ? page.push(line.slice(mark.length)) : rest.push(line)),
  });
  if (problem !== undefined || page.length === 0) {
    throw new Error(`VS Code gave no measurements. ${problem ?? ''}\n${rest.slice(-20).join('\n')}`);
  }
  return page;
}

/** Reads a row of `| Extension | Eager | Load Code | Call Activate | … |`. */
function rowOf(page: string[], extension: string): Activation {
  const cells = (line: string) => line.split('|').map((cell) => cell.trim());
  const heading = page.find((line) => /\| *Load Code *\|/.test(line));
  const row = page.find((line) => cells(line)[1] === extension);
  if (heading === undefined || row === undefined) throw new Error(`No row of ${extension} in:\n${page.join('\n')}`);
  const value = (column: string) => Number(cells(row)[cells(heading).indexOf(column)]);
  return { loadCode: value('Load Code'), callActivate: value('Call Activate') };
}

/** Makes the driver extension one that a text file activates, and that does nothing then. */
function makeEmptyExtension(driver: string): void {
  const file = path.join(driver, 'package.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  // With code, VS Code refuses an extension for any version.
  const engines = { vscode: '^1.100.0' };
  const empty = { ...manifest, engines, main: './empty.js', activationEvents: ['onLanguage:plaintext'] };
  writeFileSync(file, JSON.stringify(empty));
  writeFileSync(path.join(driver, 'empty.js'), 'exports.activate = () => {};\n');
}

const median = (values: number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

function table({ quayside, empty }: Comparison): string {
  const row = (title: string, column: keyof Activation) => {
    const ours = quayside.map((activation) => activation[column]);
    const theirs = empty.map((activation) => activation[column]);
    const verdict = median(ours) < limits[column] ? 'within' : 'over';
    return `${title.padEnd(14)} ${cell(ours)} ${cell(theirs)}   ${verdict} ${limits[column]} ms`;
  };
  const cell = (values: number[]) => `${`${median(values)} ms`.padStart(6)} (${values.join(' ')})`.padEnd(26);
  return [
    `${'median (all)'.padEnd(14)} ${'Quayside'.padEnd(26)} ${'an empty extension'.padEnd(26)}   limit`,
    row('Load Code', 'loadCode'),
    row('Call Activate', 'callActivate'),
  ].join('\n');
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { starts: { type: 'string', default: '5' }, vsix: { type: 'string' } } });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
  const comparison = await measureActivation(packagedVsix(values.vsix), Number(values.starts));
  console.log(`Activation on a Dockerfile, ${values.starts} starts of VS Code, as VS Code measures it`);
  console.log(table(comparison));
}
