// How to ask a real application something: they come with a description of which port answers which path.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { StartWish } from '../../src/workflows/prove/start.ts';
import type { Application } from './applications.ts';

/** In this order: the first ones answer without a database. */
const PATHS = ['plaintext_url', 'json_url', 'fortune_url', 'db_url'] as const;

interface Test extends Partial<Readonly<Record<(typeof PATHS)[number], string>>> {
  readonly port?: number;
}

/** The first port that the image exposes and `/`, where nothing is described. */
export function startOf({ context, dockerfile }: Pick<Application, 'context' | 'dockerfile'>): StartWish {
  const test = describedTest(context, path.basename(dockerfile, '.dockerfile'));
  const asked = PATHS.map((name) => test?.[name]).find((url) => url !== undefined);
  return { port: test?.port, path: asked };
}

function describedTest(context: string, name: string): Test | undefined {
  let described: { framework: string; tests: readonly Readonly<Record<string, Test>>[] };
  try {
    described = JSON.parse(readFileSync(path.join(context, 'benchmark_config.json'), 'utf8'));
  } catch {
    return undefined;
  }
  const suffix = name === described.framework ? 'default' : name.slice(described.framework.length + 1);
  return described.tests.flatMap((tests) => (tests[suffix] ? [tests[suffix]] : []))[0];
}
