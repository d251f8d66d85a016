import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyEdits } from '../../../../src/core/text.ts';
import { changedPart } from '../../../../src/features/optimize/changed-part.ts';

test('only the lines that differ are replaced', () => {
  expect(changedPart('a\nb\nc\nd\n', 'a\nB\nx\nc\nd\n')).toEqual({ range: { start: 2, end: 4 }, newText: 'B\nx\n' });
});

test('the same text is no change', () => {
  expect(changedPart('a\n', 'a\n')).toBeUndefined();
});

test('applied, it gives the other text, whatever the two are', () => {
  const words = fc.array(fc.constantFrom('a', 'b', '\n', '\r\n'), { maxLength: 12 }).map((all) => all.join(''));
  fc.assert(
    fc.property(words, words, (before, after) => {
      const change = changedPart(before, after);
      expect(change ? applyEdits(before, [change]) : before).toBe(after);
    }),
  );
});
