import { describe, expect, test } from 'vitest';
import { compare, type Files, image, main } from './built-images.ts';

describe('the packages of a front end', () => {
  const page = { '/web/dist/index.html': '<html>' };
  const packages = {
    '/web/node_modules/': '',
    '/web/node_modules/vue/': '',
    '/web/node_modules/vue/package.json': '{}',
    '/web/node_modules/vue/index.js': 'vue',
  };
  const manifest = { '/web/package.json': '{"dependencies":{"vue":"3"}}' };
  const places = (before: Files, after: Files) =>
    compare(image({ ...main, ...manifest, ...before }), image({ ...main, ...manifest, ...after })).places;

  test('are not missed once it is built', () => {
    expect(places({ ...page, ...packages }, page)).toEqual([]);
  });

  test('are missed where nothing is built of them', () => {
    expect(places(packages, {})).toContain('/web/node_modules/vue/index.js');
  });

  test('are missed where only some are gone', () => {
    const some = { '/web/node_modules/': '' };
    expect(places({ ...page, ...packages }, { ...page, ...some })).toContain('/web/node_modules/vue/index.js');
  });
});
