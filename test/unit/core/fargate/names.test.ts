import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isOwned, namesFor, ownershipTags, shorten } from '../../../../src/core/fargate/names.ts';

const serviceName = fc.stringMatching(/^[a-z][a-z0-9-]{0,30}[a-z0-9]$/);

test('a short name stays readable everywhere', () => {
  expect(namesFor({ name: 'shop' })).toMatchObject({
    cluster: 'shop',
    repository: 'shop',
    logGroup: '/quayside/shop',
    executionRole: 'quayside-shop-execution',
    balancer: 'quayside-shop',
    balancerGroup: 'quayside-shop-alb',
  });
});

test('every name keeps within what AWS allows', () => {
  fc.assert(
    fc.property(serviceName, (name) => {
      const names = namesFor({ name });
      for (const each of [names.balancer, names.targetGroup]) {
        expect(each).toMatch(/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,30}[A-Za-z0-9])?$/);
        expect(each).not.toMatch(/^internal-/);
      }
      expect(names.executionRole.length).toBeLessThanOrEqual(64);
    }),
  );
});

test('two long names that begin alike stay two', () => {
  const [one, two] = ['a-very-long-name-for-a-shop-one', 'a-very-long-name-for-a-shop-two'];
  expect(shorten(`quayside-${one}`, 32)).not.toBe(shorten(`quayside-${two}`, 32));
});

test('only what carries both tags is owned', () => {
  expect(isOwned(ownershipTags('shop'), 'shop')).toBe(true);
  expect(isOwned(ownershipTags('shop'), 'shed')).toBe(false);
  expect(isOwned({ 'quayside:service': 'shop' }, 'shop')).toBe(false);
});
