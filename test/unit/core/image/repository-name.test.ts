import fc from 'fast-check';
import { expect, test } from 'vitest';
import { repositoryNameProblem } from '../../../../src/core/image/repository-name.ts';

const part = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const pattern = new RegExp(`^(?=[a-z])${part}(?:/${part})*$`);
/** ECR's own pattern with its limits, as its documentation has them. */
const ecrTakes = (name: string) => pattern.test(name) && name.length >= 2 && name.length <= 256;

test.each([
  ['Shop', 'lower-case letters only'],
  ['s', 'at least 2 characters'],
  ['a'.repeat(257), 'has 257 characters'],
  ['my shop', 'a space is not allowed'],
  ['shop:1', '“:” is not allowed'],
  ['9shop', 'start with a letter'],
  ['team//shop', 'between two slashes'],
  ['shop/', 'between two slashes'],
  ['team/-shop', '“-shop” has to start with'],
  ['shop-', 'has to end with'],
  ['a..b', '“..” cannot stand between letters'],
  ['a._b', '“._” cannot stand between letters'],
])('%s is refused with the reason', (name, reason) => {
  expect(repositoryNameProblem(name)).toContain(reason);
});

test.each(['shop', 'team/shop', 'a.b_c-d', 'a__b', 'a---b', 'a/9b'])('%s is taken', (name) => {
  expect(repositoryNameProblem(name)).toBeUndefined();
});

test('every name gets the verdict that the pattern of ECR gives', () => {
  const name = fc.string({ unit: fc.constantFrom('a', '9', '-', '_', '.', '/', 'B'), minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(name, (name) => (repositoryNameProblem(name) === undefined) === ecrTakes(name)),
    { numRuns: 3000 },
  );
});
