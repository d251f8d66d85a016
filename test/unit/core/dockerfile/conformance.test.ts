import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ParseProblem } from '../../../../src/core/dockerfile/model.ts';
import { parseDockerfile } from '../../../../src/core/dockerfile/parse.ts';
import { checkTree } from './tree-check.ts';

/** A folder with cases of hadolint's parser and with real Dockerfiles; the data is not ours to ship. */
const data = process.env.QUAYSIDE_LINT_DATA;

interface ParseCase {
  readonly title: string;
  readonly dockerfile: string;
  readonly expect: 'parses' | 'fails';
}

/** Of no concern to hadolint's parser: it reads any list of instructions. */
const aboutTheFile = new Set(['missing-from', 'no-instructions']);

/** Where hadolint and the builder differ, and we are with the builder. */
const differences: Readonly<Record<string, string>> = {
  '# escape = \\': 'the case has two backslashes, which the builder refuses',
  '--mount=type=secret,required=true': 'the builder wants an id, a source or a target',
  'fail because of multiple types in --mount': 'the builder takes the last type',
};

describe.skipIf(data === undefined)('agreement with other parsers', { timeout: 60_000 }, () => {
  const read = (name: string) => readFileSync(join(data ?? '', name), 'utf8');
  const cases = () => JSON.parse(read('language-docker-parse-cases.json')) as ParseCase[];
  const real = () =>
    read('golden-real.jsonl')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { file: string; dockerfile: string });

  test('what hadolint parses, we parse, and the other way round', () => {
    const disagreements = cases()
      .filter(({ dockerfile, expect: verdict }) => (concerns(dockerfile).length === 0) !== (verdict === 'parses'))
      .map(({ title }) => title);
    expect(disagreements.toSorted()).toEqual(Object.keys(differences).toSorted());
  });

  test('the builder takes every real file, and so do we', () => {
    const refused = real().filter(({ dockerfile }) => parseDockerfile(dockerfile).problems.length > 0);
    expect(refused.map(({ file }) => file)).toEqual([]);
  });

  test('the ranges of every real file cover its text and lie in one another', () => {
    const files = real();
    for (const { dockerfile } of files) checkTree(parseDockerfile(dockerfile));
    for (const { dockerfile } of files) checkTree(parseDockerfile(dockerfile.replaceAll('\n', '\r\n')));
    expect(files.length).toBeGreaterThan(0);
  });

  test('line breaks of another kind change nothing', () => {
    for (const { dockerfile } of real()) {
      const windows = parseDockerfile(dockerfile.replaceAll('\n', '\r\n'));
      expect(outline(windows)).toEqual(outline(parseDockerfile(dockerfile)));
    }
  });
});

test.runIf(data === undefined)('without QUAYSIDE_LINT_DATA the agreement with other parsers is not measured', () => {
  console.log('QUAYSIDE_LINT_DATA is not set: the parser was not compared with cases of other parsers.');
  expect(concerns('FROM a\n')).toEqual([]);
});

function concerns(text: string): ParseProblem[] {
  return parseDockerfile(text).problems.filter(({ kind }) => !aboutTheFile.has(kind));
}

function outline({ instructions }: ReturnType<typeof parseDockerfile>) {
  return instructions.map(({ keyword, line, words, command, heredocs }) => ({
    keyword,
    line,
    words: words.map(({ value }) => value),
    script: command?.form === 'shell' && command.script.text,
    heredocs: heredocs.map(({ name }) => name),
  }));
}
