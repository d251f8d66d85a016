// What `quayside lint` costs as a process, beside a Node that does nothing: node test/bench/cli-start.ts [--runs 31]
// Both are started in turn, so that what else the machine does falls on both.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../../scripts/root.ts';

const limit = 1.8;

/** Milliseconds of each start, in turn. */
export function measureCliStart(runs: number): { bare: number[]; lint: number[] } {
  const lintOnce = [path.join(root, 'dist/cli.js'), 'lint', '--no-fail', path.join(root, 'examples/shop/Dockerfile')];
  start(lintOnce); // The first start fills the compile cache, as a person's first one does.
  const bare: number[] = [];
  const lint: number[] = [];
  for (let i = 0; i < runs; i++) {
    bare.push(start(['-e', '0']));
    lint.push(start(lintOnce));
  }
  return { bare, lint };
}

function start(args: readonly string[]): number {
  const began = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr}`);
  return performance.now() - began;
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { runs: { type: 'string', default: '31' } } });
  const { bare, lint } = measureCliStart(Number(values.runs));
  const [ours, node] = [median(lint), median(bare)];
  const ratio = ours / node;
  console.log(`quayside lint, ${values.runs} starts in turn with node -e 0: medians`);
  console.log(`node -e 0      ${node.toFixed(1)} ms`);
  console.log(
    `quayside lint  ${ours.toFixed(1)} ms   ${ratio.toFixed(2)} times, ${ratio <= limit ? 'within' : 'over'} ${limit}`,
  );
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;
}
