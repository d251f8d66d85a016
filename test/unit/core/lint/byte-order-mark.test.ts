import { describe, expect, test, vi } from 'vitest';
import { parseDockerfile } from '../../../../src/core/dockerfile/parse.ts';
import { lint } from '../../../../src/core/lint/engine.ts';
import { fixAll } from '../../../../src/core/lint/fix-all.ts';
import { conformanceFolder, goldens } from './conformance-data.ts';

vi.setConfig({ testTimeout: 120_000 });

const mark = '\ufeff';

/** What a report would say of a text. */
function told(text: string, compat: boolean) {
  const dockerfile = parseDockerfile(text);
  const { lines } = dockerfile;
  return lint(dockerfile, { compat }).map(({ code, line, message, range, related = [] }) => {
    const others = related.map((other) => lines.positionAt(other.range.start));
    return { code, line, message, from: lines.positionAt(range.start), to: lines.positionAt(range.end), others };
  });
}

const own: readonly [string, string][] = [
  ['an image without a tag', 'FROM debian\n'],
  ['a keyword in lower case', 'from debian:12\nRUN a\n'],
  ['a deprecated instruction in the first line', 'MAINTAINER a\nFROM debian:12\n'],
  ['an unknown instruction', 'FORM debian\n'],
  ['a comment that silences', '# hadolint ignore=DL3006\nFROM debian\n'],
  ['a directive', '# escape=`\nFROM debian:12\nRUN apt-get install a `\n  b\n'],
];

describe.each([
  ['own', false],
  ['hadolint', true],
])('in the way of %s a byte order mark moves nothing', (_, compat) => {
  test.each(own)('with %s', (_, text) => {
    expect(told(mark + text, compat)).toEqual(told(text, compat));
    expect(fixAll(mark + text, { compat }).text).toBe(mark + fixAll(text, { compat }).text);
  });

  test.runIf(conformanceFolder !== undefined)('in real files', () => {
    const texts = goldens('golden-real.jsonl').map(({ dockerfile }) => dockerfile);
    const moved = texts.filter(
      (text) =>
        JSON.stringify(told(mark + text, compat)) !== JSON.stringify(told(text, compat)) ||
        fixAll(mark + text, { compat }).text !== mark + fixAll(text, { compat }).text,
    );
    expect(moved).toEqual([]);
    expect(texts.length).toBeGreaterThan(100);
  });
});

test('the first line begins behind it', () => {
  const { lines } = parseDockerfile(`${mark}FROM debian\n`);
  expect(lines.positionAt(1)).toEqual({ line: 0, character: 0 });
  expect(lines.positionAt(0)).toEqual({ line: 0, character: 0 });
  expect(lines.positionAt(6)).toEqual({ line: 0, character: 5 });
  expect(lines.lineStart(0)).toBe(1);
});
