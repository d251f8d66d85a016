import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { openSession, type SessionOptions } from '../../../../src/adapters/aws/session.ts';
import { type Answer, answering } from './answers.ts';
import { awsEnvironment, keys } from './environment.ts';

afterEach(() => vi.unstubAllEnvs());

const open = (profile?: string, region?: string, options?: Partial<SessionOptions>) =>
  openSession({ profile, region }, { version: '1.2.3', ...options });

describe('the region', () => {
  const config = '[default]\nregion = eu-central-1\n[profile dev]\nregion = us-west-2\n[profile bare]\noutput = json\n';

  test.each<[string, Record<string, string>, string | undefined, string | undefined, string]>([
    ['is the one that was chosen', { AWS_REGION: 'eu-west-1' }, 'dev', 'ap-south-1', 'ap-south-1'],
    ['is the chosen profile’s', { AWS_REGION: 'eu-west-1' }, 'dev', undefined, 'us-west-2'],
    ['is the environment’s where the profile has none', { AWS_REGION: 'eu-west-1' }, 'bare', undefined, 'eu-west-1'],
    ['is the environment’s', { AWS_DEFAULT_REGION: 'eu-west-2' }, undefined, undefined, 'eu-west-2'],
    ['is that of AWS_PROFILE', { AWS_PROFILE: 'dev' }, undefined, undefined, 'us-west-2'],
    ['is that of the default profile', {}, undefined, undefined, 'eu-central-1'],
  ])('%s', async (_name, variables, profile, region, expected) => {
    await using _ = await awsEnvironment(variables, { config });
    expect(await open(profile, region).region()).toBe(expected);
  });

  test('is asked for when nobody says one, and read again once someone does', async () => {
    await using _ = await awsEnvironment(keys);
    vi.stubEnv('AWS_REGION', undefined);
    const session = open();
    await expect(session.region()).rejects.toMatchObject({ code: 'no-region' });
    vi.stubEnv('AWS_REGION', 'eu-west-1');
    expect(await session.region()).toBe('eu-west-1');
  });
});

describe('the endpoint', () => {
  test.each<[string, (url: string) => { variables?: Record<string, string>; config?: string }]>([
    ['of the environment', (url) => ({ variables: { AWS_ENDPOINT_URL: url } })],
    [
      'of the environment for one service',
      (url) => ({ variables: { AWS_ENDPOINT_URL_STS: url, AWS_ENDPOINT_URL: 'http://127.0.0.1:9' } }),
    ],
    ['of the chosen profile', (url) => ({ config: `endpoint_url = ${url}` })],
    [
      'of the services section of the chosen profile',
      (url) => ({ config: `services = box\n[services box]\nsts =\n  endpoint_url = ${url}` }),
    ],
  ])('%s is asked', async (_name, settings) => {
    await using aws = await answering(identity);
    const { variables = {}, config = '' } = settings(aws.url);
    await using _ = await awsEnvironment(variables, {
      config: `[profile dev]\nregion = eu-west-1\n${config}`,
      credentials: '[dev]\naws_access_key_id = AKIDDEV\naws_secret_access_key = secret',
    });
    expect(await open('dev').identity()).toEqual({
      account: '111122223333',
      arn: 'arn:aws-cn:iam::111122223333:user/dev',
      partition: 'aws-cn',
    });
    expect(aws.requests[0]?.headers.authorization).toContain('AKIDDEV');
  });
});

test('requests carry our name and version, and a chosen profile outranks keys in the environment', async () => {
  await using aws = await answering(identity);
  await using _ = await awsEnvironment(
    { ...keys, AWS_ENDPOINT_URL: aws.url },
    { config: '[profile dev]\naws_access_key_id=AKIDDEV\naws_secret_access_key=b' },
  );
  await open('dev').identity();
  expect(aws.requests[0]?.headers['user-agent']).toMatch(/ quayside\/1\.2\.3$/);
  expect(aws.requests[0]?.headers.authorization).toContain('Credential=AKIDDEV/');
});

test('identity is asked once, and again after a failure', async () => {
  await using aws = await answering(
    { ...identity, status: 403, body: '<ErrorResponse><Error><Code>ExpiredToken</Code></Error></ErrorResponse>' },
    identity,
  );
  await using _ = await awsEnvironment({ ...keys, AWS_ENDPOINT_URL: aws.url });
  const session = open();
  await expect(session.identity()).rejects.toMatchObject({ code: 'expired-credentials' });
  await Promise.all([session.identity(), session.identity()]);
  await session.identity();
  expect(aws.requests).toHaveLength(2);
});

test('there is one client for a service', async () => {
  await using _ = await awsEnvironment(keys);
  const session = open();
  expect(await session.ecs()).toBe(await session.ecs());
  session.dispose();
});

describe('a role behind an MFA device', () => {
  const config = (url: string) =>
    `[profile dev]\nregion=eu-west-1\nendpoint_url=${url}\nrole_arn=arn:aws:iam::111122223333:role/x\nsource_profile=base\n` +
    'mfa_serial=arn:aws:iam::111122223333:mfa/me\n[profile base]\naws_access_key_id=AKIDBASE\naws_secret_access_key=b';

  test('is assumed with the code that was asked for, once for all clients', async () => {
    await using aws = await answering(assumed, identity);
    await using _ = await awsEnvironment({}, { config: config(aws.url) });
    const asked: string[] = [];
    const mfaCode = async (device: string) => {
      asked.push(device);
      return '123456';
    };
    const session = open('dev', undefined, { mfaCode });
    await session.identity();
    await (await session.sts()).send(new GetCallerIdentityCommand({}));
    expect(asked).toEqual(['arn:aws:iam::111122223333:mfa/me']);
    expect(aws.requests[0]?.body).toContain('TokenCode=123456');
    expect(aws.requests[1]?.headers.authorization).toContain('Credential=ASIAROLE/');
  });

  test('is given up when the person gives no code', async () => {
    await using aws = await answering(assumed);
    await using _ = await awsEnvironment({}, { config: config(aws.url) });
    const session = open('dev', undefined, { mfaCode: async () => undefined });
    await expect(session.identity()).rejects.toMatchObject({ name: 'CancelledError' });
    expect(aws.requests).toEqual([]);
  });
});

const identity: Answer = {
  status: 200,
  type: 'text/xml',
  body: '<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws-cn:iam::111122223333:user/dev</Arn><Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>',
};

const assumed: Answer = {
  status: 200,
  type: 'text/xml',
  body: '<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIAROLE</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>',
};
