// How long a rewrite takes, beside what a peer needs to read the same files, and what a generator needs for one.
// With --build the Dockerfiles of ours, of the generator and of a person are built, and their images weighed.
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readBuildContext } from '../../src/adapters/build-context.ts';
import type { BuildContext } from '../../src/core/optimize/context.ts';
import { optimize } from '../../src/core/optimize/optimize.ts';
import { exampleNames, readExample } from '../prove/examples.ts';
import { realDockerfiles } from '../unit/core/optimize/real-dockerfiles.ts';
import { printBytes } from './optimize-bytes.ts';
import { fetchGenerator, fetchParser } from './optimize-peers.ts';

/** Of an application with thousands of sources. */
const nodeDockerfile =
  'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm install\nRUN npm run build\nEXPOSE 3000\nCMD ["node", "dist/main.js"]\n';

const files = realDockerfiles();
if (files.length === 0) {
  console.error('QUAYSIDE_LINT_DATA and QUAYSIDE_APPS are not set: there are no real Dockerfiles to rewrite.');
  process.exit(2);
}
const texts = files.map(({ text }) => text);
const parser = await fetchParser();

for (const text of texts.slice(0, 150)) {
  optimize(text);
  await parser.parse(text).catch(() => undefined);
}
const ours = texts.map((text) => millisecondsOf(() => optimize(text)));
const theirs: number[] = [];
let refused = 0;
for (const text of texts) {
  const began = performance.now();
  await parser.parse(text).catch(() => refused++);
  theirs.push(performance.now() - began);
}
console.log(`${texts.length} Dockerfiles, milliseconds a file: median, p95, longest`);
print('quayside: parse, propose, apply, verify', ours);
print(parser.name, theirs);
console.log(`${parser.name} could not read ${refused} of them`);
console.log(`ratio of the medians, peer to ours: ${(quantile(theirs, 0.5) / quantile(ours, 0.5)).toFixed(2)}`);

const wide = manyFiles(10_000);
const [median] = [
  quantile(
    Array.from({ length: 15 }, () => millisecondsOf(() => optimize(nodeDockerfile, { context: wide }))),
    0.5,
  ),
];
console.log(`\nwith a build context of 10,000 files: ${median.toFixed(1)} ms`);

const generator = await fetchGenerator();
const folder = await mkdtemp(path.join(tmpdir(), 'quayside-bench-'));
try {
  const examples = exampleNames().filter((name) => name.startsWith('node-'));
  console.log(`\nan application of Node, milliseconds: ours, ${generator.name}`);
  for (const name of examples) {
    const copy = path.join(folder, name);
    await cp(readExample(name).folder, copy, { recursive: true });
    const dockerfile = path.join(copy, 'Dockerfile');
    const text = await readFile(dockerfile, 'utf8');
    const own = millisecondsOf(() => optimize(text, { context: readBuildContext(copy, dockerfile) }));
    const began = performance.now();
    const failed = await generator.generate(copy).then(
      () => '',
      () => ' (failed)',
    );
    console.log(
      `${name.padEnd(24)} ${own.toFixed(1).padStart(8)} ${(performance.now() - began).toFixed(0).padStart(8)}${failed}`,
    );
  }
  if (process.argv.includes('--build')) await printBytes(examples, generator, folder);
} finally {
  await rm(folder, { recursive: true, force: true });
}

function millisecondsOf(work: () => unknown): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * share)] as number;
}

function print(name: string, values: readonly number[]): void {
  const shown = [0.5, 0.95, 1].map((share) => quantile(values, share).toFixed(2).padStart(9)).join(' ');
  console.log(`${name.padEnd(42)} ${shown}`);
}

function manyFiles(count: number): BuildContext {
  const texts: Record<string, string> = {
    'package.json': '{"name":"wide","scripts":{"build":"tsc"},"devDependencies":{"typescript":"5.9.2"}}',
    '.dockerignore': 'node_modules\n.git\n**/*.log\n',
  };
  const paths = Array.from({ length: count }, (_, at) => `src/part-${at % 100}/file-${at}.ts`);
  return {
    paths: [...Object.keys(texts), ...paths],
    complete: true,
    dockerfile: 'Dockerfile',
    read: (file) => texts[file] ?? '',
  };
}
