import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { equal, ok } from '../assert.ts';

/** The suites share their process with the extension, so what is set here is what its SDK reads. */
suite('Profile and region', () => {
  const environment = { ...process.env };
  const asked: string[] = [];
  let folder: string;
  let server: Server;

  suiteSetup(async () => {
    server = createServer((request, response) => {
      asked.push(request.headers.authorization ?? '');
      const isExpired = asked.at(-1)?.includes('AKIDOLD');
      response.writeHead(isExpired ? 403 : 200, { 'content-type': 'text/xml' }).end(isExpired ? expired : identity);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    folder = await mkdtemp(path.join(tmpdir(), 'quayside-account-'));
    const config = path.join(folder, 'config');
    const profile = (name: string, key: string) =>
      `[profile ${name}]\nregion = eu-west-1\nendpoint_url = ${url}\naws_access_key_id = ${key}\naws_secret_access_key = secret\n`;
    await writeFile(config, `${profile('dev', 'AKIDDEV')}${profile('old', 'AKIDOLD')}`);
    for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
    process.env.AWS_CONFIG_FILE = config;
    process.env.AWS_SHARED_CREDENTIALS_FILE = path.join(folder, 'none');
    process.env.AWS_EC2_METADATA_DISABLED = 'true';
  });

  suiteTeardown(async () => {
    for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
    Object.assign(process.env, environment);
    await vscode.commands.executeCommand(select, { profile: undefined, region: undefined });
    await vscode.commands.executeCommand('notifications.clearAll');
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true, force: true });
  });

  test('a profile that AWS knows tells its account and region', async () => {
    const standing = await vscode.commands.executeCommand(select, { profile: 'dev', region: undefined });
    equal(standing, {
      kind: 'signed-in',
      account: '111122223333',
      arn: 'arn:aws:iam::111122223333:user/dev',
      region: 'eu-west-1',
    });
    ok(asked.at(-1)?.includes('Credential=AKIDDEV/'), 'the keys of the profile were used');
  });

  test('expired credentials and an unknown profile are told by their names', async () => {
    const expired = await vscode.commands.executeCommand<Failed>(select, { profile: 'old', region: undefined });
    equal(expired.failed.code, 'expired-credentials');
    const unknown = await vscode.commands.executeCommand<Failed>(select, { profile: 'nobody', region: undefined });
    equal(unknown.failed, {
      code: 'unknown-profile',
      message: 'There is no AWS profile "nobody"; the profiles here are dev, old.',
      action: 'Choose one of these profiles.',
    });
  });
});

interface Failed {
  readonly failed: { readonly code: string; readonly message: string };
}

const select = 'quayside.selectProfileAndRegion';
const identity =
  '<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::111122223333:user/dev</Arn>' +
  '<Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>';
const expired =
  '<ErrorResponse><Error><Type>Sender</Type><Code>ExpiredToken</Code><Message>The token has expired</Message></Error></ErrorResponse>';
