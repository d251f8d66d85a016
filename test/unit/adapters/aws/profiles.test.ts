import { afterEach, expect, test, vi } from 'vitest';
import { profiles } from '../../../../src/adapters/aws/profiles.ts';
import { awsEnvironment } from './environment.ts';

afterEach(() => vi.unstubAllEnvs());

test('profiles of both files are one list with their kind, and no secret among them', async () => {
  await using _ = await awsEnvironment(
    {},
    {
      config: `
[profile work]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = Admin
region = eu-west-1
[sso-session corp]
sso_region = eu-west-1
[services box]
ecr =
  endpoint_url = http://127.0.0.1:9
[profile deploy]
role_arn = arn:aws:iam::444455556666:role/deploy
source_profile = default
[profile helper]
credential_process = /usr/local/bin/helper --secret hunter2
[profile bare]
region = us-east-1
[default]
region = eu-central-1
`,
      credentials:
        '[default]\naws_access_key_id = AKIASECRET\naws_secret_access_key = hunter2\n[old]\naws_access_key_id = AKIAOLD\naws_secret_access_key = hunter2',
    },
  );
  const found = await profiles();
  expect(found.map(({ name, kind, region, account }) => [name, kind, region, account])).toEqual([
    ['default', 'keys', 'eu-central-1', undefined],
    ['bare', 'none', 'us-east-1', undefined],
    ['deploy', 'role', undefined, '444455556666'],
    ['helper', 'process', undefined, undefined],
    ['old', 'keys', undefined, undefined],
    ['work', 'sso', 'eu-west-1', '111122223333'],
  ]);
  expect(JSON.stringify(found)).not.toMatch(/hunter2|AKIA/);
});

test('files that are not there hold no profiles', async () => {
  await using _ = await awsEnvironment({
    AWS_CONFIG_FILE: '/nonexistent/config',
    AWS_SHARED_CREDENTIALS_FILE: '/nonexistent/credentials',
  });
  expect(await profiles()).toEqual([]);
});
