/**
 * How fast the linter is beside its peers, on the same files in the same run, and what it needs:
 *
 *     npm run bench:lint
 *
 * Prints ratios and what is wanted of them; a machine that has other work makes nothing fail.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from '../../scripts/root.ts';
import { parseDockerfile } from '../../src/core/dockerfile/parse.ts';
import { allRules, lint } from '../../src/core/lint/engine.ts';
import { fetchPrograms, fetchValidator, type Program } from './lint-peers.ts';
import { readTexts, type Shape, shapes } from './lint-texts.ts';

const rounds = 9;
const manyFiles = 10_000;
const cli = path.join(root, 'dist/cli.js');
if (!existsSync(cli)) throw new Error('There is no dist/cli.js: npm run build makes it.');

const { name, texts } = readTexts();
const [{ hadolint, tally }, validator] = [await fetchPrograms(), await fetchValidator()];
const quayside: Program = { name: 'quayside lint', command: process.execPath, args: [cli, 'lint', '--no-fail'] };
console.log(`measured on ${name}, with ${allRules.length} rules and the peers in turn with us; medians\n`);

const folder = mkdtempSync(path.join(os.tmpdir(), 'bench-lint-'));
try {
  const files = texts.map((text, index) => writeText(`${index}.Dockerfile`, text));
  const ours = measureInProcess();
  measureProcesses(files, ours);
  console.log('\nlinear in length: what all costs, and what a line costs at 50,000 lines, of what it costs at 5,000');
  for (const shape of shapes(texts)) measureGrowth(shape);
  measureKeystroke();
  measureMemory();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Each file by us and by the validator in turn. @returns milliseconds that a file takes us in the mean */
function measureInProcess(): number {
  const lints = { ours: ourLint, theirs: (text: string) => void validator.validate(text) };
  for (let i = 0; i < 5; i++) for (const text of texts) for (const run of Object.values(lints)) run(text);
  const perFile = texts.map((text) => {
    const times = { ours: [] as number[], theirs: [] as number[] };
    for (let i = 0; i < rounds; i++) {
      times.ours.push(timeOf(() => lints.ours(text)));
      times.theirs.push(timeOf(() => lints.theirs(text)));
    }
    return { ours: quantile(times.ours, 0.5), theirs: quantile(times.theirs, 0.5) };
  });
  const [ours, theirs] = [perFile.map((file) => file.ours), perFile.map((file) => file.theirs)];
  say('whole lint of a file, warm', ms(quantile(ours, 0.5)), quantile(ours, 0.5) <= 1, '1 ms');
  say('  of the slowest in a hundred', ms(quantile(ours, 0.99)), quantile(ours, 0.99) <= 10, '10 ms');
  const ratio = sum(theirs) / sum(ours);
  console.log(`  ${validator.name}`.padEnd(44), ms(quantile(theirs, 0.5)), `, ${ms(quantile(theirs, 0.99))}`);
  say(`  we are faster than ${validator.name}`, `${ratio.toFixed(2)} times`, ratio >= 1, '1 time');
  return sum(ours) / ours.length;
}

/** @param ours milliseconds of ours for a file in a process that is there, as in an editor */
function measureProcesses(files: readonly string[], ours: number): void {
  console.log('\na file, in milliseconds; the ratio is to our warm lint, as an editor has it');
  const tasks: readonly [Program, 'one process a file' | 'all in one process', number | undefined][] = [
    [hadolint, 'one process a file', 100],
    [hadolint, 'all in one process', 30],
    [tally, 'one process a file', undefined],
    [tally, 'all in one process', undefined],
    [quayside, 'one process a file', undefined],
    [quayside, 'all in one process', undefined],
  ];
  const times = tasks.map((): number[] => []);
  for (let round = 0; round < 3; round++) {
    tasks.forEach(([program, how], index) => {
      // What takes minutes is measured once.
      if (program === tally && round > 0) return;
      // A tenth of the files in each round is enough for what a process costs.
      const some = how === 'one process a file' ? files.filter((_, i) => i % 10 === round) : files;
      const took =
        how === 'one process a file'
          ? sum(some.map((file) => timeOf(() => start(program, [file]))))
          : timeOf(() => start(program, some));
      times[index]?.push(took / some.length);
    });
  }
  tasks.forEach(([program, how, wanted], index) => {
    const took = quantile(times[index] as number[], 0.5);
    const ratio = took / ours;
    const text = `${took.toFixed(2).padStart(7)}   ${ratio.toFixed(0)} times`;
    if (wanted === undefined) console.log(`  ${program.name}, ${how}`.padEnd(44), text);
    else say(`  ${program.name}, ${how}`, text, ratio >= wanted, `${wanted} times`);
  });
}

function measureGrowth({ name, make }: Shape): void {
  const costs = [5_000, 10_000, 20_000, 50_000].map((lines) => {
    const text = make(lines);
    const took = Math.min(...[0, 1, 2].map(() => timeOf(() => ourLint(text))));
    return { lines, took };
  });
  const [first, last] = [costs[0] as (typeof costs)[0], costs.at(-1) as (typeof costs)[0]];
  const growth = last.took / last.lines / (first.took / first.lines);
  const all = costs.map(({ lines, took }) => `${lines / 1000}k ${ms(took)}`).join(', ');
  say(`  ${name}`, `${all}: ${growth.toFixed(2)} times`, growth <= 1.5, '1.5 times');
}

/**
 * What an editor does for one more character: the whole file is read and linted anew. In time of the processor, all
 * threads of the process together, since other work on the machine leaves that nearly as it is.
 */
function measureKeystroke(): void {
  console.log('\na keystroke in a Dockerfile of 2,000 lines, in processor time: the fastest and the median of 100');
  for (const { name, make } of shapes(texts)) {
    const text = make(2_000);
    const times = Array.from({ length: 130 }, (_, i) => {
      const at = text.indexOf('\n', Math.floor((text.length * ((i % 40) + 1)) / 42));
      const edited = `${text.slice(0, at)}x${text.slice(at)}`;
      const began = process.cpuUsage();
      ourLint(edited);
      const { system, user } = process.cpuUsage(began);
      return (system + user) / 1000;
    }).slice(30);
    const [fastest, median] = [Math.min(...times), quantile(times, 0.5)];
    say(`  ${name}`, `${ms(fastest)}, ${ms(median)}`, fastest < 16, '16 ms');
  }
}

function measureMemory(): void {
  mkdirSync(path.join(folder, 'many'));
  const files = Array.from({ length: manyFiles }, (_, i) =>
    writeText(`many/${i}`, `# ${i}\n${texts[i % texts.length]}`),
  );
  const peak = path.join(folder, 'peak');
  const note = `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(peak)}, String(process.resourceUsage().maxRSS)));`;
  writeFileSync(path.join(folder, 'note.cjs'), note);
  const [, ...args] = [quayside.command, ...quayside.args];
  const took = timeOf(() => start({ ...quayside, args: ['--require', path.join(folder, 'note.cjs'), ...args] }, files));
  const megabytes = Number(readFileSync(peak, 'utf8')) / 1024;
  console.log(`\none run of the command over ${manyFiles} files`);
  console.log('  time'.padEnd(44), `${(took / 1000).toFixed(1)} s, ${ms(took / manyFiles)} a file`);
  say('  memory at its peak', `${megabytes.toFixed(0)} MB`, megabytes < 300, '300 MB');
}

function ourLint(text: string): void {
  lint(parseDockerfile(text));
}

function start({ name, command, args }: Program, files: readonly string[]): void {
  const { error, signal, status, stderr } = spawnSync(command, [...args, ...files], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: 300_000,
    encoding: 'utf8',
  });
  // A linter that cannot read a file says so with a number above 1; that file is part of its day's work.
  if (error || signal || (status ?? 0) > 10)
    throw new Error(`${name} ended with ${signal ?? status}: ${stderr}`, { cause: error });
}

/** @returns its name in the folder, so that ten thousand of them fit on a command line */
function writeText(file: string, text: string): string {
  writeFileSync(path.join(folder, file), text);
  return file;
}

function say(what: string, value: string, isWithin: boolean, wanted: string): void {
  console.log(what.padEnd(44), value, `  ${isWithin ? 'within' : 'over'} ${wanted}`);
}

function timeOf(work: () => void): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] as number;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function ms(milliseconds: number): string {
  return `${milliseconds < 10 ? milliseconds.toFixed(2) : milliseconds.toFixed(0)} ms`;
}
