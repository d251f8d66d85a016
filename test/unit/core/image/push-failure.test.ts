import { expect, test } from 'vitest';
import { explainPushFailure } from '../../../../src/core/image/push-failure.ts';

const target = { registry: '1.dkr.ecr.eu-west-1.amazonaws.com', repository: 'shop', tag: 'v1' };

test.each([
  [
    "tag invalid: The image tag 'v1' already exists in the 'shop' repository and cannot be overwritten because the repository is immutable.",
    'immutable-tag',
  ],
  [
    'denied: User: arn:aws:iam::1:user/x is not authorized to perform: ecr:InitiateLayerUpload on resource: arn',
    'access-denied',
  ],
  ['denied: Your authorization token has expired. Reauthenticate and try again.', 'expired-credentials'],
  ['no basic auth credentials', 'push-refused'],
  ['unauthorized: authentication required', 'push-refused'],
  ["name unknown: The repository with name 'shop' does not exist in the registry with id '1'", 'no-repository'],
  [
    'Get "https://r/v2/": tls: failed to verify certificate: x509: certificate signed by unknown authority',
    'untrusted-registry',
  ],
  ['Get "https://r/v2/": http: server gave HTTP response to HTTPS client', 'untrusted-registry'],
  ['toomanyrequests: Rate exceeded', 'throttled'],
  ['Get "https://r/v2/": dial tcp: lookup r: no such host', 'registry-unreachable'],
  ['Patch "http://r/v2/shop/blobs/uploads/1": EOF', 'registry-unreachable'],
  ['write tcp 10.0.0.1:1->10.0.0.2:443: write: broken pipe', 'registry-unreachable'],
  ['something else entirely', 'push-failed'],
])('%s is %s', (message, code) => {
  const explained = explainPushFailure(message, target);
  expect(explained.code).toBe(code);
  expect(explained.says).toMatch(/^[A-Z].*\.$/);
  expect(explained.mend).toMatch(/^[A-Z].*\.$/);
});
