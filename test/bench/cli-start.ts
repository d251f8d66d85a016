// What `quayside lint` costs as a process, beside a Node that does nothing: node test/bench/cli-start.ts [--runs 31]
// All are started in turn, so that what else the machine does falls on all of them.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../../scripts/root.ts';

const limit = 1.8;

interface Starts {
  /** Milliseconds of each start. */
  readonly bare: number[];
  readonly lint: number[];
  /** Of a Dockerfile that has a `quayside.yaml` beside it, for which a reader of YAML is loaded. */
  readonly service: number[];
}

export function measureCliStart(runs: number): Starts {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bench-start-'));
  try {
    const withService = path.join(root, 'examples/shop/Dockerfile');
    const alone = path.join(folder, 'Dockerfile');
    copyFileSync(withService, alone);
    const lint = (file: string) => start([path.join(root, 'dist/cli.js'), 'lint', '--no-fail', file]);
    // The first starts learn what to keep compiled, as a person's first ones do.
    for (let i = 0; i < 5; i++) for (const file of [alone, withService]) lint(file);
    const starts: Starts = { bare: [], lint: [], service: [] };
    for (let i = 0; i < runs; i++) {
      starts.bare.push(start(['-e', '0']));
      starts.lint.push(lint(alone));
      starts.service.push(lint(withService));
    }
    return starts;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function start(args: readonly string[]): number {
  const began = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr}`);
  return performance.now() - began;
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { runs: { type: 'string', default: '31' } } });
  const { bare, lint, service } = measureCliStart(Number(values.runs));
  console.log(`quayside lint, ${values.runs} starts in turn with node -e 0: medians, and the fastest of each`);
  console.log(`node -e 0        ${median(bare).toFixed(1)} ms (${Math.min(...bare).toFixed(1)})`);
  const times = (ours: readonly number[]) => {
    const [usual, fastest] = [median, (all: readonly number[]) => Math.min(...all)].map(
      (of) => `${of(ours).toFixed(1)} ms ${(of(ours) / of(bare)).toFixed(2)} times`,
    );
    return `${usual} (${fastest})`;
  };
  const isWithin = median(lint) / median(bare) <= limit;
  console.log(`quayside lint    ${times(lint)}, ${isWithin ? 'within' : 'over'} ${limit}`);
  console.log(`  and a service  ${times(service)}`);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;
}
