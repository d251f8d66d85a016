import { expect, test } from 'vitest';
import { parseReference } from '../../../../src/core/image/reference.ts';
import { imageNameFor } from '../../../../src/features/images/image-name.ts';

test.each([
  ['/home/me/shop/Dockerfile', 'shop:latest'],
  ['/home/me/My Shop/Dockerfile.dev', 'my-shop:dev'],
  ['/home/me/shop/worker.dockerfile', 'shop:worker'],
  ['/home/me/shop/Containerfile', 'shop:latest'],
  ['C:\\work\\shop\\Dockerfile', 'shop:latest'],
  ['/Dockerfile', 'service:latest'],
])('an image of %s is called %s', (dockerfile, name) => {
  expect(imageNameFor(dockerfile)).toBe(name);
  expect(parseReference(name)).toBeDefined();
});
