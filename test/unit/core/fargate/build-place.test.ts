import { expect, test } from 'vitest';
import { buildPlaceOf } from '../../../../src/core/fargate/build-place.ts';

test.each([
  ['says nothing of it', 'name: shop\nport: 3000\n', '.', 'Dockerfile'],
  ['names a context', 'build:\n  context: ..\n', '..', 'Dockerfile'],
  ['names both', 'build: { context: app, dockerfile: docker/prod.Dockerfile }', 'app', 'docker/prod.Dockerfile'],
  ['is not finished', 'name: shop\nport:\nbuild:\n  context: app\n  dockerfile:\n', 'app', 'Dockerfile'],
  ['has the wrong types', 'build:\n  context: 7\n  dockerfile: [a]\n', '.', 'Dockerfile'],
])('a file that %s', (_, text, context, dockerfile) => {
  expect(buildPlaceOf(text)).toEqual({ context, dockerfile });
});

test.each([
  ['nothing', ''],
  ['a list', '- name: shop\n'],
  ['words alone', 'build the shop\n'],
])('a file that holds %s builds nothing', (_, text) => {
  expect(buildPlaceOf(text)).toBeUndefined();
});
