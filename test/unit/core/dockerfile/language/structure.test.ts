import { describe, expect, test } from 'vitest';
import { folds } from '../../../../../src/core/dockerfile/language/folding.ts';
import { type OutlineItem, outline } from '../../../../../src/core/dockerfile/language/outline.ts';
import { parseDockerfile } from '../../../../../src/core/dockerfile/parse.ts';

const file = [
  '# syntax=docker/dockerfile:1',
  '# one',
  '# two',
  'ARG V=1',
  'FROM a:$V AS build',
  'RUN a \\',
  '  # inside',
  '  && b',
  '',
  'COPY <<EOF /x',
  'text',
  'EOF',
  '# alone',
  'FROM scratch',
  'ENV A=1 B=2',
  '',
].join('\n');

describe('The outline', () => {
  test('holds stages, with what is in them', () => {
    expect(outline(parseDockerfile(file)).map(brief)).toEqual([
      'ARG: V',
      'build: from a:$V [RUN: a && b, COPY: <<EOF /x]',
      'stage 1: from scratch [ENV: A, B]',
    ]);
  });

  test('has each name inside of its item, and each item inside of its stage', () => {
    const check = ({ children, name, range, selectionRange }: OutlineItem): void => {
      expect(name).not.toBe('');
      expect(range.start <= selectionRange.start && selectionRange.end <= range.end).toBe(true);
      for (const child of children) {
        expect(range.start <= child.range.start && child.range.end <= range.end).toBe(true);
        check(child);
      }
    };
    for (const text of [file, 'FROM', 'FROM a AS', 'FROM a\nONBUILD RUN a\nFOO\nRUN <<E', 'ENV\nFROM\n\\']) {
      outline(parseDockerfile(text)).forEach(check);
    }
  });

  test('is empty for an empty file', () => {
    expect(outline(parseDockerfile(''))).toEqual([]);
  });
});

describe('Folds', () => {
  test('are stages, long instructions, heredocs and blocks of comments', () => {
    expect(folds(parseDockerfile(file))).toEqual([
      { kind: 'comment', start: 1, end: 2 },
      { kind: 'stage', start: 4, end: 11 },
      { kind: 'instruction', start: 5, end: 7 },
      { kind: 'heredoc', start: 9, end: 11 },
      { kind: 'stage', start: 13, end: 14 },
    ]);
  });

  test('are apart for instruction and heredocs', () => {
    const text = 'FROM a\nCOPY <<A \\\n  <<B /x\na\nA\nb\nB\n';
    expect(folds(parseDockerfile(text))).toEqual([
      { kind: 'stage', start: 0, end: 6 },
      { kind: 'instruction', start: 1, end: 2 },
      { kind: 'heredoc', start: 2, end: 4 },
      { kind: 'heredoc', start: 5, end: 6 },
    ]);
  });

  test('never end behind the text', () => {
    for (const text of ['FROM a\nRUN <<E', 'FROM a\nRUN <<E\nx', 'FROM a\nRUN a \\\n', '#\n#']) {
      const last = text.split('\n').length - 1;
      for (const { start, end } of folds(parseDockerfile(text))) {
        expect(start).toBeGreaterThanOrEqual(0);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(last);
      }
    }
  });
});

function brief({ children, detail, name }: OutlineItem): string {
  const inner = children.length > 0 ? ` [${children.map(brief).join(', ')}]` : '';
  return `${name}: ${detail}${inner}`;
}
