import { DescribeRepositoriesCommand } from '@aws-sdk/client-ecr';
import { DescribeLoadBalancersCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { awsError, call, refusalText, refusedWith } from '../../../../src/adapters/aws/errors.ts';
import { openSession, type Session } from '../../../../src/adapters/aws/session.ts';
import { CancelledError, isUserFacing, type UserFacingError } from '../../../../src/core/errors.ts';
import { type Answer, answering, json, refusal, xmlRefusal } from './answers.ts';
import { awsEnvironment, keys } from './environment.ts';

afterEach(() => vi.unstubAllEnvs());

const page: Answer = { status: 500, type: 'text/html', body: '<html><body>Internal error</body></html>' };

describe('what AWS refuses is said in a sentence', () => {
  test.each<[string, Answer, string, RegExp, RegExp | undefined]>([
    [
      'expired credentials',
      refusal('ExpiredTokenException', 'The security token included in the request is expired'),
      'expired-credentials',
      /^The AWS credentials have expired\.$/,
      /aws sso login/,
    ],
    [
      'an access key that AWS does not know',
      refusal('UnrecognizedClientException', 'The security token included in the request is invalid.'),
      'invalid-credentials',
      /access key is wrong or was deleted/,
      /Correct the keys/,
    ],
    [
      'a secret key that does not fit',
      refusal('InvalidSignatureException', 'The request signature we calculated does not match'),
      'invalid-credentials',
      /secret key does not fit/,
      /Correct the keys/,
    ],
    [
      'a clock that is wrong',
      refusal('InvalidSignatureException', 'Signature expired: 20250101T000000Z is now earlier than 20260101T000000Z'),
      'clock-skew',
      /clock of this machine is wrong/,
      /Set the clock/,
    ],
    [
      'a missing permission, with its name and the resource',
      refusal(
        'AccessDeniedException',
        'User: arn:aws:iam::111122223333:user/dev is not authorized to perform: ecr:DescribeRepositories on resource: ' +
          'arn:aws:ecr:eu-west-1:111122223333:repository/shop because no identity-based policy allows the ecr:DescribeRepositories action',
      ),
      'access-denied',
      /^Could not list the repositories: arn:aws:iam::111122223333:user\/dev lacks the permission ecr:DescribeRepositories on arn:aws:ecr:eu-west-1:111122223333:repository\/shop\.$/,
      /Ask for the permission ecr:DescribeRepositories/,
    ],
    [
      'a refusal that has no name here, in the words of AWS',
      refusal('InvalidParameterException', "Invalid parameter at 'maxResults' failed to satisfy constraint"),
      'aws-refused',
      /^Could not list the repositories: AWS refused: Invalid parameter at 'maxResults' failed to satisfy constraint\.$/,
      undefined,
    ],
    [
      'a page of HTML where JSON should be',
      { ...page, status: 200 },
      'unreadable-answer',
      /what answered is not AWS/,
      /AWS_ENDPOINT_URL/,
    ],
    ['an error page', page, 'unreadable-answer', /HTTP 500/, /emulator may lack this operation/],
  ])('%s', async (_name, answer, code, sentence, mend) => {
    const error = await failureOf(listRepositories, answer);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(sentence);
    if (mend) expect(error.action?.says).toMatch(mend);
    else expect(error.action).toBeUndefined();
    expect(error.cause).toBeInstanceOf(Error);
  });

  test('an error page of a service that speaks XML', async () => {
    const error = await failureOf(listBalancers, page);
    expect(error.code).toBe('unreadable-answer');
  });

  test('throttling, once the retries are used up', async () => {
    const error = await failureOf(listRepositories, refusal('ThrottlingException', 'Rate exceeded'));
    expect(error.code).toBe('throttled');
    expect(error.message).toMatch(/too many came at once/);
  }, 30_000);

  test('a fault of AWS itself', async () => {
    const error = await failureOf(listRepositories, refusal('ServerException', 'Something broke', 500));
    expect(error).toMatchObject({ code: 'aws-fault', action: { says: 'Try again in a minute.' } });
  });

  test.each([
    ['http://127.0.0.1:9', /cannot be reached at 127\.0\.0\.1:9 \(ECONNREFUSED\)/],
    ['http://nothing.invalid', /cannot be reached at nothing\.invalid \((ENOTFOUND|EAI_AGAIN)\)/],
  ])('nobody answers at %s', async (url, sentence) => {
    await using _ = await awsEnvironment({ ...keys, AWS_ENDPOINT_URL: url });
    const error = await thrownBy(() => listRepositories(session()));
    expect(error.code).toBe('aws-unreachable');
    expect(error.message).toMatch(sentence);
  });
});

describe('credentials that cannot be had', () => {
  test.each<[string, string, string, RegExp, RegExp]>([
    [
      'nothing at all',
      '[profile dev]\nregion = eu-west-1',
      'no-credentials',
      /for the profile "dev"/,
      /aws configure --profile dev/,
    ],
    [
      'a single sign-on that has ended',
      '[profile dev]\nregion=eu-west-1\nsso_session=corp\nsso_account_id=111122223333\nsso_role_name=Admin\n' +
        '[sso-session corp]\nsso_region=eu-west-1\nsso_start_url=https://corp.invalid/start',
      'expired-credentials',
      /of the profile "dev" have expired/,
      /Run "aws sso login --profile dev"/,
    ],
    [
      'a role that wants a code',
      '[profile dev]\nregion=eu-west-1\nrole_arn=arn:aws:iam::111122223333:role/x\nsource_profile=base\n' +
        'mfa_serial=arn:aws:iam::111122223333:mfa/me\n[profile base]\naws_access_key_id=a\naws_secret_access_key=b',
      'mfa-required',
      /wants a code from its MFA device/,
      /in the editor/,
    ],
    [
      'a process that fails',
      '[profile dev]\nregion=eu-west-1\ncredential_process=/bin/false',
      'no-credentials',
      /credential_process of the profile "dev" gave no AWS credentials/,
      /in a terminal/,
    ],
    [
      'an unknown profile',
      '[profile a]\noutput = json\n[profile b]\noutput = json',
      'unknown-profile',
      /no AWS profile "dev"; the profiles here are a, b/,
      /Choose/,
    ],
  ])('%s', async (_name, config, code, sentence, mend) => {
    await using _ = await awsEnvironment({}, { config });
    const error = await thrownBy(() => listRepositories(session('dev')));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(sentence);
    expect(error.action?.says).toMatch(mend);
    expect(error.action?.command?.id).toBe('quayside.selectProfileAndRegion');
  });

  test('of a profile that the environment names', async () => {
    await using _ = await awsEnvironment({ AWS_PROFILE: 'dev' }, { config: '[profile dev]\nregion = eu-west-1' });
    const error = await thrownBy(() => listRepositories(session()));
    expect(error).toMatchObject({
      code: 'no-credentials',
      message: 'No AWS credentials were found for the profile "dev".',
    });
  });

  test('neither a profile nor keys', async () => {
    await using _ = await awsEnvironment({ AWS_REGION: 'eu-west-1' });
    const error = await thrownBy(() => listRepositories(session()));
    expect(error).toMatchObject({ code: 'no-credentials', message: 'No AWS credentials were found.' });
  });
});

test('a raised signal is a cancellation and not an error', async () => {
  await using aws = await answering(json({ repositories: [] }));
  await using _ = await awsEnvironment({ ...keys, AWS_ENDPOINT_URL: aws.url });
  const stop = new AbortController();
  const listing = listRepositories(session(), stop.signal);
  stop.abort();
  await expect(listing).rejects.toBeInstanceOf(CancelledError);
  await expect(listRepositories(session(), stop.signal)).rejects.toBeInstanceOf(CancelledError);
  expect(aws.requests).toEqual([]);
});

test('a defect of our own is not blamed on AWS', async () => {
  const defect = new TypeError('x is not a function');
  const calling = call({ choice: { profile: undefined } }, 'do it', undefined, () => Promise.reject(defect));
  await expect(calling).rejects.toBe(defect);
});

test('what was said once is not said again', () => {
  const said = awsError(new Error('no'), { action: 'do it' });
  expect(awsError(said, { action: 'do something else' })).toBe(said);
});

test('a refusal is known by AWS’s code and by the name that the SDK gives it', async () => {
  const error = await failureOf(
    listBalancers,
    xmlRefusal('LoadBalancerNotFound', 'One or more load balancers not found'),
  );
  expect(refusedWith(error, 'LoadBalancerNotFound')).toBe(true);
  expect(refusedWith(error, 'LoadBalancerNotFoundException')).toBe(true);
  expect(refusedWith(error.cause, 'LoadBalancerNotFound')).toBe(true);
  expect(refusedWith(error, 'ListenerNotFound')).toBe(false);
  expect(refusedWith(undefined, 'ListenerNotFound')).toBe(false);
  expect(refusalText(error)).toBe('One or more load balancers not found');
});

function session(profile?: string): Session {
  return openSession({ profile, region: undefined }, { version: '0.0.0' });
}

function listRepositories(aws: Session, signal?: AbortSignal) {
  return call(aws, 'list the repositories', signal, async (options) =>
    (await aws.ecr()).send(new DescribeRepositoriesCommand({}), options),
  );
}

function listBalancers(aws: Session) {
  return call(aws, 'list the load balancers', undefined, async (options) =>
    (await aws.elb()).send(new DescribeLoadBalancersCommand({}), options),
  );
}

async function failureOf(request: (aws: Session) => Promise<unknown>, answer: Answer): Promise<UserFacingError> {
  await using aws = await answering(answer);
  await using _ = await awsEnvironment({ ...keys, AWS_ENDPOINT_URL: aws.url });
  return await thrownBy(() => request(session()));
}

async function thrownBy(run: () => Promise<unknown>): Promise<UserFacingError> {
  const error = await run().then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!isUserFacing(error)) throw new Error(`expected a UserFacingError, got ${error}`);
  return error;
}
