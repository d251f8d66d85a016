import { CreateRepositoryCommand } from '@aws-sdk/client-ecr';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Registry } from '../../src/adapters/aws/ecr.ts';
import { Pushing } from './pushing.ts';

let at: Pushing;

beforeAll(async () => {
  at = await Pushing.open();
});
afterEach(() => at?.faults([]));
afterAll(() => at?.close());

describe('a push that is refused is one sentence for', () => {
  test('a name that ECR refuses, before anything is asked', async () => {
    const { image } = await at.newImage();
    await at.faults([{ service: '*', refuse: { code: 'InternalError', status: 500 } }]);
    expect(await at.refused({ image, repository: 'Shop_', tag: 'v1' })).toMatchObject({
      code: 'invalid-repository-name',
      message: '“Shop_” cannot be the name of an ECR repository: it may hold lower-case letters only.',
    });
  });

  test('a tag that is none', async () => {
    expect(await at.refused({ image: 'x', repository: 'shop', tag: 'v 1' })).toMatchObject({ code: 'invalid-tag' });
  });

  test('an image that was never built', async () => {
    const repository = at.newRepository();
    expect(await at.refused({ image: 'quayside-test-none:1', repository, tag: 'v1' })).toMatchObject({
      code: 'no-image',
      message: 'The engine has no image quayside-test-none:1.',
      action: { command: { id: 'quayside.buildImage' } },
    });
    expect(await at.registry.repository(repository)).toBeUndefined();
  });

  test('a login that ECR refuses to give', async () => {
    const { image } = await at.newImage();
    const repository = at.newRepository();
    const message =
      'User: arn:aws:iam::000000000000:user/me is not authorized to perform: ecr:GetAuthorizationToken on resource: *';
    await at.faults([
      { service: 'ecr', action: 'GetAuthorizationToken', refuse: { code: 'AccessDeniedException', message } },
    ]);
    const error = await at.refused({ image, repository, tag: 'v1' });
    expect(error).toMatchObject({
      code: 'access-denied',
      message: expect.stringContaining('ecr:GetAuthorizationToken'),
    });
  });

  test('a login that the registry refuses', async () => {
    const { image } = await at.newImage();
    const repository = at.newRepository();
    const credentials = async () => ({ registry: '', username: 'AWS', password: 'wrong', expiresAt: undefined });
    expect(await at.refused({ image, repository, tag: 'v1' }, { credentials })).toMatchObject({
      code: 'push-refused',
      message: `The registry ${at.testbed.registryHost} refused the login for ${repository}.`,
    });
    expect(await at.engine.inspectImage(`${at.testbed.registryHost}/${repository}:v1`)).toBeUndefined();
  });

  test('a tag that cannot be moved', async () => {
    const repository = at.newRepository();
    const ecr = await at.session.ecr();
    await ecr.send(new CreateRepositoryCommand({ repositoryName: repository, imageTagMutability: 'IMMUTABLE' }));
    const first = await at.newImage();
    const result = await at.push({ image: first.image, repository, tag: 'v1' });
    expect(await at.push({ image: first.image, repository, tag: 'v1' })).toMatchObject({ unchanged: true });
    const second = await at.newImage();
    expect(await at.refused({ image: second.image, repository, tag: 'v1' })).toMatchObject({
      code: 'immutable-tag',
      message: `The tag “v1” is taken in ${repository}, whose tags cannot be moved.`,
    });
    expect((await at.images(repository)).filter(({ tags }) => tags.includes('v1'))).toMatchObject([
      { digest: result.digest },
    ]);
  });

  test('a registry that cannot be reached', async () => {
    const { image } = await at.newImage();
    const repository = at.newRepository();
    const ensureRepository: Registry['ensureRepository'] = async (wanted, signal) => {
      const { repository: made, created } = await at.registry.ensureRepository(wanted, signal);
      return { repository: { ...made, uri: `localhost:1/${made.name}` }, created };
    };
    expect(await at.refused({ image, repository, tag: 'v1' }, { ensureRepository })).toMatchObject({
      code: 'registry-unreachable',
      message: expect.stringMatching(
        /^The engine lost or cannot reach the registry localhost:1: .*connection refused\.$/,
      ),
    });
    expect(await at.engine.inspectImage(`localhost:1/${repository}:v1`)).toBeUndefined();
  });
});
