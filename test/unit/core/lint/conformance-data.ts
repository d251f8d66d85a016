import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Dockerfile } from '../../../../src/core/dockerfile/model.ts';
import { parseDockerfile } from '../../../../src/core/dockerfile/parse.ts';
import type { ConfigurationLayer } from '../../../../src/core/lint/configuration.ts';

/**
 * What hadolint says of thousands of Dockerfiles. The data is derived from a program under another
 * licence and is therefore no part of the project; it is found through `QUAYSIDE_LINT_DATA`.
 */
export const conformanceFolder = process.env.QUAYSIDE_LINT_DATA;

export interface ConformanceCase {
  readonly dockerfile: string;
  readonly rule: string;
  readonly expect: 'catch' | 'not' | 'onbuild-catch' | 'onbuild-not';
  readonly count: { readonly op: '==' | '>='; readonly n: number };
  readonly options: ConfigurationLayer | null;
  readonly title: string;
}

export interface Golden {
  readonly dockerfile: string;
  readonly options: ConfigurationLayer | null;
  /** Absent where hadolint could not parse the file. */
  readonly failures?: readonly { readonly code: string; readonly level: string; readonly line: number }[];
}

export function conformanceCases(): ConformanceCase[] {
  return JSON.parse(read('hadolint-cases.json'));
}

/** What hadolint's parser is asked to read by its own tests. */
export function parserCases(): { readonly dockerfile: string; readonly expect: 'parses' | 'fails' }[] {
  return JSON.parse(read('language-docker-parse-cases.json'));
}

export const goldenFiles = ['golden-real.jsonl', 'golden-synth.jsonl', 'golden-synth-raw.jsonl'] as const;

export function goldens(file: (typeof goldenFiles)[number]): Golden[] {
  return read(file)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

/** The file of a case; `onbuild-…` puts every RUN off. */
export function dockerfileOf({ dockerfile, expect }: ConformanceCase): Dockerfile {
  const parsed = parseDockerfile(`${dockerfile}\n`);
  if (!expect.startsWith('onbuild')) return parsed;
  let text = parsed.text;
  for (const { keyword, keywordRange } of [...parsed.instructions].reverse()) {
    if (keyword === 'RUN') text = `${text.slice(0, keywordRange.start)}ONBUILD ${text.slice(keywordRange.start)}`;
  }
  return parseDockerfile(text);
}

function read(file: string): string {
  return readFileSync(path.join(conformanceFolder ?? '', file), 'utf8');
}
