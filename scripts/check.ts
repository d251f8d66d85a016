/**
 * Types, style, dependency directions and unused code, side by side. Each of them also has to have
 * looked at something: a tool that saw nothing passes silently, and here that is a failure.
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { root } from './root.ts';

interface Check {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  /** Counts in the output the files that the tool looked at. */
  readonly saw: (output: string) => number;
  /** Fewer than this and the tool was pointed at nothing. */
  readonly atLeast: number;
}

const numberIn = (pattern: RegExp) => (output: string) => Number(pattern.exec(output)?.[1] ?? 0);

const checks: readonly Check[] = [
  {
    name: 'types',
    command: ['tsc', '--noEmit', '--project', '.', '--listFiles'],
    saw: (output) => output.split('\n').filter((line) => line.startsWith(`${root}/src/`)).length,
    atLeast: 100,
  },
  {
    name: 'style',
    command: ['biome', 'check', '--error-on-warnings', '--max-diagnostics=50', '.'],
    saw: numberIn(/Checked (\d+) files/),
    atLeast: 50,
  },
  {
    name: 'directions',
    command: ['depcruise', '--config', '.dependency-cruiser.cjs', 'src'],
    saw: numberIn(/\((\d+) modules/),
    atLeast: 50,
  },
  {
    name: 'unused code',
    command: [
      'knip',
      '--no-progress',
      '--treat-config-hints-as-errors',
      '--reporter',
      'symbols',
      '--reporter',
      './scripts/knip-reporter.mjs',
    ],
    saw: numberIn(/Looked at (\d+) files/),
    atLeast: 50,
  },
];

const results = await Promise.all(checks.map(run));
for (const { name, seconds, seen, failure, output } of results) {
  console.log(
    `${failure ? '✗' : '✓'} ${name.padEnd(12)} ${seen} files, ${seconds.toFixed(1)} s${failure ? `: ${failure}` : ''}`,
  );
  if (failure) console.log(withoutFileList(output));
}
const failed = results.filter(({ failure }) => failure).length;
console.log(`${results.length - failed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;

/** What a person wants to read of it. */
function withoutFileList(output: string): string {
  return output
    .split('\n')
    .filter((line) => !path.isAbsolute(line))
    .join('\n')
    .trimEnd();
}

async function run({ name, command: [tool, ...args], saw, atLeast }: Check) {
  const started = performance.now();
  const { code, output } = await outputOf(path.join(root, 'node_modules', '.bin', tool), args);
  const seen = saw(output);
  const failure =
    code !== 0
      ? `${tool} found faults`
      : seen < atLeast
        ? `${tool} looked at ${seen} files, fewer than ${atLeast}`
        : undefined;
  return { name, output, seen, failure, seconds: (performance.now() - started) / 1000 };
}

function outputOf(command: string, args: readonly string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
