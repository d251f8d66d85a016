import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
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
