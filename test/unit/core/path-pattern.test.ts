import { expect, test } from 'vitest';
import { isWithin } from '../../../src/core/path-pattern.ts';

test.each([
  ['**/.git', '.git/Dockerfile'],
  ['**/.git', 'a/b/.git'],
  ['**/vendor', 'a/vendor/b/Dockerfile'],
  ['vendor', 'vendor/Dockerfile'],
  ['vendor/**', 'vendor/a/Dockerfile'],
  ['**/vendor/**', 'vendor/Dockerfile'],
  ['a/*/Dockerfile', 'a/b/Dockerfile'],
  ['**/*.{bak,old}', 'a/Dockerfile.old'],
  ['**/Dockerfile.?', 'Dockerfile.1'],
  ['**/[Dd]ockerfile', 'a/dockerfile'],
  ['**/[!D]ockerfile', 'a/dockerfile'],
])('%s has %s', (pattern, path) => {
  expect(isWithin(path, ['never', pattern])).toBe(true);
});

test.each([
  ['vendor', 'a/vendor/Dockerfile'],
  ['**/vend', 'vendor/Dockerfile'],
  ['a/*/Dockerfile', 'a/b/c/Dockerfile'],
  ['*.old', 'a/Dockerfile.old'],
  ['**/a.b', 'axb'],
  ['**/[!D]ockerfile', 'Dockerfile'],
  ['{', 'Dockerfile'],
  ['[z-a]', 'Dockerfile'],
])('%s has not %s', (pattern, path) => {
  expect(isWithin(path, [pattern])).toBe(false);
});

test('without a pattern nothing is within', () => {
  expect(isWithin('a/Dockerfile', [])).toBe(false);
});
