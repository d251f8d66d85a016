import { describe, expect, test } from 'vitest';
import { hoverAt } from '../../../../../src/core/dockerfile/language/hover.ts';
import { Names } from '../../../../../src/core/dockerfile/language/names.ts';
import {
  flagEntries,
  instructionEntries,
  mountOptionMeanings,
  mountTypes,
} from '../../../../../src/core/dockerfile/language/reference.ts';
import { marked } from './marked.ts';

const digest = `sha256:${'a'.repeat(64)}`;

describe('A hover', () => {
  test.each([
    ['an instruction', ['FROM a', 'WORK|DIR /x'], /folder for the instructions.*#workdir/s],
    ['the instruction of a trigger', ['FROM a', 'ONBUILD RU|N ls'], /Runs a command/],
    ['a flag', ['FROM a', 'COPY --li|nk a b'], /stays cached.*true.*#copy---link/s],
    [
      'a type of mount',
      ['FROM a', 'RUN --mount=type=ca|che,target=/x ls'],
      /stays between builds.*#run---mounttypecache/s,
    ],
    ['an option of a mount', ['FROM a', 'RUN --mount=type=cache,ds|t=/x ls'], /command finds it/],
    ['a digest', [`FROM node:24@sha2|56:${'a'.repeat(64)}`], /pinned.*`24`.*for people/s],
    ['a digest in COPY', ['FROM a', `COPY --from=node@${digest.slice(0, 9)}|${digest.slice(9)} a b`], /pinned/],
    ['an ARG', ['ARG V=3', 'FROM a:$|V'], /Build argument \*\*V\*\*.*`3`, unless/s],
    ['an ARG in a stage', ['ARG V=3', 'FROM a', 'ARG V', 'RUN echo $|V'], /`3`, unless/],
    ['an ARG without a default', ['FROM a', 'ARG V', 'RUN $|V'], /given/],
    ['an ENV', ['FROM a', 'ENV A=1', 'ENV A=$A/2', 'WORKDIR $|A'], /Environment variable.*`1\/2`/s],
    ['an ENV where it is set', ['FROM a', 'ENV A=1', 'ENV |A=2'], /`2`/],
    ['an ENV with backquotes', ['FROM a', 'ENV A="a`b"', 'WORKDIR $|A'], /`` a`b ``/],
    ['a stage', ['FROM node:24 AS b', 'FROM a', 'COPY --from=|b x y'], /Stage \*\*b\*\*, built on `node:24`.*once/s],
  ])('tells of %s', (_, lines, expected) => {
    expect(textAt(lines)).toMatch(expected);
  });

  test.each([
    ['a comment', ['FROM a', 'RUN a \\', '# RU|N', 'b']],
    ['an unknown instruction', ['FROM a', 'FO|O a']],
    ['an unknown flag', ['FROM a', 'RUN --const|ructor=x ls']],
    ['an argument', ['FROM a', 'RUN l|s']],
    ['a tag', ['FROM node:2|4']],
  ])('says nothing of %s', (_, lines) => {
    expect(textAt(lines)).toBeUndefined();
  });
});

test('Each instruction, flag, type and option has its words and its place in the reference', () => {
  expect(instructionEntries.size).toBe(18);
  for (const { anchor, says } of [
    ...instructionEntries.values(),
    ...Object.values(flagEntries).flatMap((one) => Object.values(one)),
  ]) {
    expect(says).toMatch(/\.$/);
    expect(anchor).toMatch(/^[a-z]+(?:---[a-z-]+)?$/);
  }
  for (const { options } of mountTypes.values())
    for (const option of options) expect(mountOptionMeanings.get(option)).toMatch(/\.$/);
});

function textAt(lines: readonly string[]): string | undefined {
  const { dockerfile, offset } = marked(lines);
  return hoverAt(dockerfile, new Names(dockerfile), offset)?.paragraphs.join('\n');
}
