/**
 * The sign-ins that the person's docker client has: what `docker login` left in config.json, or with a
 * credential helper. Read when a base image is pulled, for that registry alone, and kept nowhere.
 */
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { EngineSurroundings } from './endpoint.ts';

interface SignIn {
  /** Empty for an identity token. */
  readonly username: string;
  readonly password: string;
}

/** @param host `docker.io`, `localhost:5000`. @returns undefined to pull without signing in */
export type SignIns = (host: string) => Promise<SignIn | undefined>;

const helperAnswersWithin = 30_000;

export function savedSignIns({ env, home }: EngineSurroundings): SignIns {
  const folder = env.DOCKER_CONFIG ?? join(home ?? env.HOME ?? homedir(), '.docker');
  return async (host) => {
    const configuration = await readConfiguration(join(folder, 'config.json'));
    const key = host === 'docker.io' ? 'https://index.docker.io/v1/' : host;
    const helper = configuration.credHelpers?.[host] ?? configuration.credsStore;
    if (helper) return askHelper(helper, key, env);
    const saved = configuration.auths?.[key] ?? configuration.auths?.[`https://${host}`];
    if (saved?.identitytoken) return { username: '', password: saved.identitytoken };
    const [, username, password] = /^([^:]*):(.*)$/s.exec(Buffer.from(saved?.auth ?? '', 'base64').toString()) ?? [];
    return username && password ? { username, password: password.replace(/\0+$/, '') } : undefined;
  };
}

interface Configuration {
  readonly auths?: Readonly<Record<string, { readonly auth?: string; readonly identitytoken?: string }>>;
  readonly credHelpers?: Readonly<Record<string, string>>;
  readonly credsStore?: string;
}

async function readConfiguration(path: string): Promise<Configuration> {
  try {
    return (JSON.parse(await readFile(path, 'utf8')) ?? {}) as Configuration;
  } catch {
    // No file or a broken one: the pull goes without a sign-in, and the registry says if it wants one.
    return {};
  }
}

/** Asks `docker-credential-<name> get`; the host goes in by standard input. A helper that fails has no sign-in. */
function askHelper(name: string, key: string, env: EngineSurroundings['env']): Promise<SignIn | undefined> {
  if (!/^[\w.-]+$/.test(name)) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    const helper = spawn(`docker-credential-${name}`, ['get'], {
      env: { ...env } as NodeJS.ProcessEnv,
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout: helperAnswersWithin,
      windowsHide: true,
    });
    let answer = '';
    helper.stdout.setEncoding('utf8').on('data', (text: string) => {
      answer += text;
    });
    helper.on('error', () => resolve(undefined));
    helper.stdin.on('error', () => undefined);
    helper.on('close', (code) => resolve(code === 0 ? readAnswer(answer) : undefined));
    helper.stdin.end(key);
  });
}

function readAnswer(answer: string): SignIn | undefined {
  try {
    const { Username = '', Secret = '' } = JSON.parse(answer) as { Username?: string; Secret?: string };
    if (!Secret) return undefined;
    return { username: Username === '<token>' ? '' : Username, password: Secret };
  } catch {
    return undefined;
  }
}
