import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { vi } from 'vitest';

/**
 * An environment in which the SDK finds what is given here and nothing of this machine's.
 * Undone by `vi.unstubAllEnvs()` and by disposing of what it returns.
 */
export async function awsEnvironment(
  variables: Readonly<Record<string, string>>,
  files: { readonly config?: string; readonly credentials?: string } = {},
) {
  const folder = await mkdtemp(path.join(tmpdir(), 'quayside-aws-'));
  const config = path.join(folder, 'config');
  const credentials = path.join(folder, 'credentials');
  await writeFile(config, files.config ?? '');
  await writeFile(credentials, files.credentials ?? '');
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) vi.stubEnv(name, undefined);
  vi.stubEnv('HOME', folder);
  vi.stubEnv('AWS_CONFIG_FILE', config);
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', credentials);
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}

export const keys = { AWS_ACCESS_KEY_ID: '111122223333', AWS_SECRET_ACCESS_KEY: 'secret', AWS_REGION: 'eu-west-1' };
