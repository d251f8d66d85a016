// npm run bench: every benchmark after another, each beside a named peer in the same run. `-- cli-start` runs one, and
// `-- optimize --build` has it build as well.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { packageVsix } from '../../scripts/package.ts';

const benchmarks = ['cli-start', 'activation', 'lint', 'optimize'];
const given = process.argv.slice(2);
const options = given.filter((word) => word.startsWith('--'));
const named = given.filter((word) => !word.startsWith('--'));
const wanted = named.length > 0 ? named : benchmarks;
const unknown = wanted.filter((name) => !benchmarks.includes(name));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}. There are: ${benchmarks.join(', ')}.`);
  process.exit(2);
}
await packageVsix();
for (const name of wanted) {
  console.log(`\n── ${name}`);
  const { status } = spawnSync(process.execPath, [path.join(import.meta.dirname, `${name}.ts`), ...options], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
}
