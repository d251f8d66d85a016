import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readBuildContext } from '../../../../src/adapters/build-context.ts';
import type { BuildContext } from '../../../../src/core/optimize/context.ts';

export interface RealDockerfile {
  readonly name: string;
  readonly text: string;
  /** Undefined where nothing is known of it. */
  readonly context: () => BuildContext | undefined;
}

/**
 * Dockerfiles that people use, found through `QUAYSIDE_LINT_DATA` (texts alone) and `QUAYSIDE_APPS` (applications
 * with their build contexts); none where neither is set.
 */
export function realDockerfiles(): RealDockerfile[] {
  return [...texts(process.env.QUAYSIDE_LINT_DATA), ...applications(process.env.QUAYSIDE_APPS)];
}

/** Those, what was written to try linters, and the examples of the documentation: thousands. */
export function manyDockerfiles(): RealDockerfile[] {
  return [...realDockerfiles(), ...written(process.env.QUAYSIDE_LINT_DATA), ...documented()];
}

function written(folder: string | undefined): RealDockerfile[] {
  if (folder === undefined) return [];
  const cases = JSON.parse(readFileSync(path.join(folder, 'hadolint-cases.json'), 'utf8')) as { dockerfile: string }[];
  return [
    ...['golden-synth.jsonl', 'golden-synth-raw.jsonl'].flatMap((name) =>
      jsonLines(path.join(folder, name)).map((row, index) => ({
        name: `${name} ${index}`,
        text: row.dockerfile ?? '',
      })),
    ),
    ...cases.map(({ dockerfile }, index) => ({ name: `hadolint-cases ${index}`, text: `${dockerfile}\n` })),
  ].map((file) => ({ ...file, context: () => undefined }));
}

/** The blocks of the pages in `docs`. */
function documented(): RealDockerfile[] {
  const root = path.join(import.meta.dirname, '../../../../docs');
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .flatMap((name) =>
      [
        ...readFileSync(path.join(root, name), 'utf8').matchAll(/^```(?:dockerfile|Dockerfile|docker)\n(.*?)^```/gms),
      ].map(([, text], index) => ({ name: `docs/${name} ${index}`, text: text as string, context: () => undefined })),
    );
}

function texts(folder: string | undefined): RealDockerfile[] {
  if (folder === undefined) return [];
  return jsonLines(path.join(folder, 'golden-real.jsonl')).map((row, index) => ({
    name: `golden-real ${index}`,
    text: row.dockerfile ?? row.text ?? row.content ?? '',
    context: () => undefined,
  }));
}

function applications(folder: string | undefined): RealDockerfile[] {
  if (folder === undefined) return [];
  const root = mkdtempSync(path.join(tmpdir(), 'quayside-applications-'));
  process.once('exit', () => rmSync(root, { recursive: true, force: true }));
  execFileSync('tar', ['-xzf', path.join(folder, 'apps.tar.gz'), '-C', root]);
  const index = ['index.jsonl', 'apps/index.jsonl'].map((name) => path.join(root, name)).find(existsSync) as string;
  return jsonLines(index).map((row) => {
    const file = path.join(path.dirname(index), row.dockerfile as string);
    const context = path.join(path.dirname(index), row.context as string);
    return {
      name: row.dockerfile as string,
      text: readFileSync(file, 'utf8'),
      context: () => readBuildContext(context, file),
    };
  });
}

function jsonLines(file: string): Record<string, string>[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, string>);
}
