import { expect, test } from 'vitest';
import { isTag } from '../../../../src/core/image/reference.ts';
import { defaultTag } from '../../../../src/core/image/tag.ts';

const imageId = `sha256:${'0123456789abcdef'.repeat(4)}`;

test('in a repository the tag is the commit, marked when there are changes', () => {
  const commit = 'fedcba9876543210fedcba9876543210fedcba98';
  expect(defaultTag({ commit, dirty: false }, imageId)).toBe('fedcba987654');
  expect(defaultTag({ commit, dirty: true }, imageId)).toBe('fedcba987654-dirty');
});

test('elsewhere it is the id of the image, so that the same image gets the same tag', () => {
  expect(defaultTag(undefined, imageId)).toBe('image-0123456789ab');
  expect(isTag(defaultTag(undefined, imageId))).toBe(true);
});
