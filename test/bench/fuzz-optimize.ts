/**
 * Rewrites Dockerfiles that nobody has looked at, changed by chance, and says where the result is worse than what
 * was there. Its texts are real ones where `QUAYSIDE_LINT_DATA` and `QUAYSIDE_APPS` name them, and those of the
 * documentation.
 *
 *     node scripts/run.mjs test/bench/fuzz-optimize.ts --cases 5000 [--seed N] [--dump FILE]
 *
 * With `--dump` each file that was changed is written to a file of JSON lines, for judges outside: the builder's
 * own parser, `bash -n`, other linters.
 */
import { createWriteStream } from 'node:fs';
import { parseArgs } from 'node:util';
import { mutations, oneOf, pickFrom } from '../unit/core/optimize/mutations.ts';
import { manyDockerfiles } from '../unit/core/optimize/real-dockerfiles.ts';
import { faultsOf } from '../unit/core/optimize/rewriting-faults.ts';

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '2000' },
    seed: { type: 'string' },
    dump: { type: 'string' },
    unchanged: { type: 'boolean', default: false },
  },
});
const seed = values.seed === undefined ? Date.now() & 0x7fffffff : Number(values.seed);
const files = manyDockerfiles();
const pick = pickFrom(seed);
const dump = values.dump === undefined ? undefined : createWriteStream(values.dump);
const counts = new Map<string, number>();
const slowest = { milliseconds: 0, name: '' };
let changed = 0;
let faulty = 0;
const cases = values.unchanged ? files.length : Number(values.cases);
console.log(`${cases} rewritings of ${files.length} texts, seed ${seed}`);
const names = Object.keys(mutations);
for (let at = 0; at < cases; at++) {
  const file = values.unchanged ? (files[at] as (typeof files)[number]) : oneOf(files, pick);
  let { text } = file;
  const done: string[] = [];
  for (let left = values.unchanged ? 0 : 1 + pick(3); left > 0; left--) {
    const name = oneOf(names, pick);
    text = (mutations[name] as (typeof mutations)[string])(text, pick);
    done.push(name);
  }
  const name = [file.name, ...done].join(' + ');
  const context = pick(2) ? file.context() : undefined;
  const { faults, results, milliseconds } = faultsOf(text, context);
  if (milliseconds > slowest.milliseconds) Object.assign(slowest, { milliseconds, name });
  if (results && (results.safe.text !== text || results.all.text !== text)) {
    changed++;
    dump?.write(
      `${JSON.stringify({ name, before: text, safe: results.safe.text, all: results.all.text, applied: results.all.applied, changes: results.all.changes })}\n`,
    );
  }
  if (faults.length > 0) faulty++;
  for (const fault of faults) {
    const kind = fault.replace(/\d+/g, 'N').slice(0, 150);
    const seen = counts.get(kind) ?? 0;
    counts.set(kind, seen + 1);
    if (seen < 2) console.error(`\n## ${name}\n${fault}\n${JSON.stringify(text).slice(0, 3000)}`);
  }
}
dump?.end();
for (const [kind, count] of [...counts].sort((a, b) => b[1] - a[1])) console.log(`${count} × ${kind}`);
console.log(
  `${changed} changed, ${faulty} with a fault; the slowest took ${slowest.milliseconds.toFixed(0)} ms: ${slowest.name}`,
);
if (faulty > 0) {
  console.log(`again with --seed ${seed}`);
  process.exitCode = 1;
}
