import { expect, test } from 'vitest';
import { isTag } from '../../../../src/core/image/reference.ts';
import { defaultTag } from '../../../../src/core/image/tag.ts';

const now = new Date('2026-03-04T05:06:07.890Z');

test('in a repository the tag is the commit, marked when there are changes', () => {
  const commit = '0123456789abcdef0123456789abcdef01234567';
  expect(defaultTag({ commit, dirty: false }, now)).toBe('0123456789ab');
  expect(defaultTag({ commit, dirty: true }, now)).toBe('0123456789ab-dirty');
});

test('elsewhere it is the time', () => {
  expect(defaultTag(undefined, now)).toBe('20260304-050607');
  expect(isTag(defaultTag(undefined, now))).toBe(true);
});
