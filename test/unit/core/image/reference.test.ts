import { describe, expect, test } from 'vitest';
import { formatReference, isTag, parseEcrHost, parseReference } from '../../../../src/core/image/reference.ts';

describe('an image reference', () => {
  const digest = `sha256:${'a'.repeat(64)}`;
  test.each([
    ['node', { registry: undefined, repository: 'node', tag: undefined, digest: undefined }],
    ['node:22-slim', { registry: undefined, repository: 'node', tag: '22-slim', digest: undefined }],
    ['team/shop', { registry: undefined, repository: 'team/shop', tag: undefined, digest: undefined }],
    ['localhost/shop', { registry: 'localhost', repository: 'shop', tag: undefined, digest: undefined }],
    ['localhost:4566/shop:v1', { registry: 'localhost:4566', repository: 'shop', tag: 'v1', digest: undefined }],
    [`ghcr.io/a/b@${digest}`, { registry: 'ghcr.io', repository: 'a/b', tag: undefined, digest }],
    [`ghcr.io/a/b:1@${digest}`, { registry: 'ghcr.io', repository: 'a/b', tag: '1', digest }],
    [
      '123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/shop:1',
      {
        registry: '123456789012.dkr.ecr.eu-west-1.amazonaws.com',
        repository: 'team/shop',
        tag: '1',
        digest: undefined,
      },
    ],
    ['[::1]:5000/shop', { registry: '[::1]:5000', repository: 'shop', tag: undefined, digest: undefined }],
  ])('%s is read and written back as it was', (text, parts) => {
    expect(parseReference(text)).toEqual(parts);
    expect(formatReference(parts)).toBe(text);
  });

  test.each(['', 'Node', 'a//b', 'shop:', 'shop:a b', '-shop', 'shop@sha256:12', '/shop', 'ghcr.io/', 'shop_'])(
    '“%s” is none',
    (text) => expect(parseReference(text)).toBeUndefined(),
  );

  test('a tag has at most 128 characters and starts with no dot', () => {
    expect(isTag('a'.repeat(128))).toBe(true);
    expect(isTag('a'.repeat(129))).toBe(false);
    expect(isTag('.a')).toBe(false);
  });
});

describe('an ECR host', () => {
  test.each([
    ['123456789012.dkr.ecr.eu-west-1.amazonaws.com', 'eu-west-1', false],
    ['123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com', 'us-gov-west-1', true],
    ['123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn', 'cn-north-1', false],
    ['123456789012.dkr-ecr.us-east-1.on.aws', 'us-east-1', false],
    ['123456789012.dkr-ecr-fips.us-east-1.on.aws', 'us-east-1', true],
    ['123456789012.dkr.ecr.eusc-de-east-1.amazonaws.eu', 'eusc-de-east-1', false],
  ])('%s tells its account and region', (host, region, fips) => {
    expect(parseEcrHost(host)).toEqual({ account: '123456789012', region, fips });
  });

  test.each([
    'localhost:4566',
    'ghcr.io',
    'public.ecr.aws',
    '123456789012.dkr.ecr.eu-west-1.amazonaws.com.evil.example',
  ])('%s is none', (host) => expect(parseEcrHost(host)).toBeUndefined());
});
