import { expect, test } from 'vitest';
import type { Profile } from '../../../../src/adapters/aws/profiles.ts';
import { describeProfile } from '../../../../src/features/account/choose.ts';
import { describeAccount } from '../../../../src/features/account/status-item.ts';

test('the status item says profile, region and, once known, the account', () => {
  const choice = { profile: 'dev', region: undefined };
  expect(describeAccount({ profile: undefined, region: undefined }, { kind: 'untried' }).text).toBe('AWS');
  expect(describeAccount({ ...choice, region: 'eu-west-1' }, { kind: 'untried' }).text).toBe('dev · eu-west-1');
  const arn = 'arn:aws:iam::111122223333:user/dev';
  const signedIn = describeAccount(choice, { kind: 'signed-in', account: '111122223333', arn, region: 'us-west-2' });
  expect(signedIn).toMatchObject({ text: 'dev · us-west-2 · 111122223333', isRefused: false });
  expect(signedIn.tooltip).toContain(arn);
});

test('the status item says when AWS does not let us in, and why', () => {
  const sentence =
    'The AWS credentials of the profile "dev" have expired.\nRun "aws sso login --profile dev" and try again.';
  const refused = describeAccount({ profile: 'dev', region: undefined }, { kind: 'refused', sentence });
  expect(refused).toMatchObject({ text: 'dev · not signed in', isRefused: true });
  expect(refused.tooltip).toContain(sentence);
});

test.each<[Partial<Profile>, string]>([
  [{ kind: 'sso', region: 'eu-west-1', account: '111122223333' }, 'single sign-on · eu-west-1 · account 111122223333'],
  [{ kind: 'role', sourceProfile: 'base' }, 'assumed role · from base'],
  [{ kind: 'none' }, 'no credentials of its own'],
])('a profile is described by its kind, region and account', (details, expected) => {
  const bare = { name: 'dev', region: undefined, roleArn: undefined, sourceProfile: undefined, account: undefined };
  expect(describeProfile({ ...bare, kind: 'none', ...details })).toBe(expected);
});
