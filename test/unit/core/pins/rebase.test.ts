import { expect, test } from 'vitest';
import { rebaseEdits } from '../../../../src/core/pins/rebase.ts';
import { applyEdits } from '../../../../src/core/text.ts';

const before = 'FROM a\nRUN one\nFROM a\nRUN one\nRUN two\n';

/** What comes of an insertion behind the first `word` after an offset, made for `before`. */
function inserted(now: string, word: string, from = 0): string | undefined {
  const at = before.indexOf(word, from) + word.length;
  const edits = rebaseEdits([{ range: { start: at, end: at }, newText: '=1' }], before, now);
  return edits && applyEdits(now, edits);
}

test('an edit moves with its instruction', () => {
  expect(inserted(before, 'two')).toBe(before.replace('two', 'two=1'));
  expect(inserted(`# RUN two\n${before}`, 'two')).toBe(`# RUN two\n${before.replace('two', 'two=1')}`);
});

test('of instructions that read the same it goes to the same one', () => {
  const now = `ARG A\n${before}`;
  expect(inserted(now, 'one', 20)).toBe('ARG A\nFROM a\nRUN one\nFROM a\nRUN one=1\nRUN two\n');
});

test('there is none where its instruction has changed, is gone, or cannot be told from another', () => {
  expect(inserted(before.replace('two', 'three'), 'two')).toBeUndefined();
  expect(inserted('', 'two')).toBeUndefined();
  expect(inserted('FROM a\nRUN one\n', 'one')).toBeUndefined();
});
