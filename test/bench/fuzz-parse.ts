/** Parses texts that nobody would write: `node test/bench/fuzz-parse.ts --cases 1000000 [--seed N]`. */
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { parseDockerfile } from '../../src/core/dockerfile/parse.ts';
import { dockerfileText } from '../unit/core/dockerfile/arbitrary.ts';
import { checkTree } from '../unit/core/dockerfile/tree-check.ts';

const { values } = parseArgs({ options: { cases: { type: 'string', default: '100000' }, seed: { type: 'string' } } });
const cases = Number(values.cases);
const seed = values.seed === undefined ? Date.now() & 0x7fffffff : Number(values.seed);
console.log(`${cases} cases, seed ${seed}`);
const started = performance.now();
const result = fc.check(
  fc.property(dockerfileText, (text) => checkTree(parseDockerfile(text))),
  { numRuns: cases, seed },
);
if (result.failed) {
  console.error(`fails on ${JSON.stringify(result.counterexample?.[0])}`);
  console.error(result.errorInstance);
  console.error(`again: node test/bench/fuzz-parse.ts --cases ${cases} --seed ${seed}`);
  process.exitCode = 1;
} else
  console.log(`${result.numRuns} texts parsed, no failure, ${((performance.now() - started) / 1000).toFixed(0)} s`);
