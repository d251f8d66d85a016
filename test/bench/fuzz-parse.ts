/**
 * Parses texts that nobody would write, first many small ones, then long ones made of one repeated piece,
 * whose time must grow no faster than they do.
 *
 *     node test/bench/fuzz-parse.ts --cases 1000000 [--repeated 2000] [--seed N]
 */
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import type { Dockerfile } from '../../src/core/dockerfile/model.ts';
import { parseDockerfile } from '../../src/core/dockerfile/parse.ts';
import { parseShell } from '../../src/core/dockerfile/shell.ts';
import { dockerfileText, repeatedText } from '../unit/core/dockerfile/arbitrary.ts';
import { checkTree } from '../unit/core/dockerfile/tree-check.ts';

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '100000' },
    repeated: { type: 'string', default: '500' },
    seed: { type: 'string' },
  },
});
const cases = Number(values.cases);
const repeated = Number(values.repeated);
const seed = values.seed === undefined ? Date.now() & 0x7fffffff : Number(values.seed);
console.log(`${cases} texts and ${repeated} long ones, seed ${seed}`);

const started = performance.now();
const failures = [
  fc.check(
    fc.property(dockerfileText, (text) => checkTree(parseDockerfile(text))),
    { numRuns: cases, seed },
  ),
  fc.check(
    fc.property(repeatedText, ([start, piece]) => checkGrowth(start, piece)),
    { numRuns: repeated, seed, endOnFailure: true },
  ),
].filter(({ failed }) => failed);
for (const { counterexample, errorInstance } of failures) {
  console.error(`fails on ${JSON.stringify(counterexample?.[0])}`);
  console.error(errorInstance);
  process.exitCode = 1;
}
const seconds = ((performance.now() - started) / 1000).toFixed(0);
console.log(`${failures.length === 0 ? 'no failure' : `failed; again with --seed ${seed}`}, ${seconds} s`);

/** @throws Error when a text of four times the length takes more than ten times as long, and that long enough to trust */
function checkGrowth(start: string, piece: string): void {
  const short = start + piece.repeat(10_000);
  const long = start + piece.repeat(40_000);
  const growth = () => timeOf(long) / Math.max(timeOf(short), 5);
  const first = growth();
  const measured = first > 10 ? [first, growth(), growth()].sort((a, b) => a - b) : [first];
  if ((measured[0] as number) > 10)
    throw new Error(`four times the length takes ${measured[0]?.toFixed(1)} times as long`);
}

/** In milliseconds of this thread, so that a busy machine does not count. */
function timeOf(text: string): number {
  const before = process.threadCpuUsage();
  readAll(parseDockerfile(text));
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

/** Asks for everything that is read only when it is asked for. */
function readAll(dockerfile: Dockerfile): number {
  let seen = dockerfile.problems.length + dockerfile.refusals.length + dockerfile.lines.lineCount;
  for (const instruction of dockerfile.instructions) {
    const { flags, words, pairs, command } = instruction.trigger ?? instruction;
    seen += flags.length + words.length + pairs.length + parseShell(instruction).commands.length;
    if (command?.form === 'shell') seen += command.script.text.length;
  }
  return seen;
}
