/**
 * Where an engine may listen, in the order in which the docker client looks: DOCKER_HOST, then the
 * chosen context, then the sockets that engines open by default.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { UserFacingError } from '../../core/errors.ts';

export interface Endpoint {
  /** `unix:///var/run/docker.sock`, `npipe:////./pipe/docker_engine`, `tcp://host:2376` */
  readonly url: string;
  /** Who said so: `DOCKER_HOST`, `context "desktop-linux"`, `default socket`. */
  readonly origin: string;
  readonly tls: EndpointTls | undefined;
}

interface EndpointTls {
  readonly ca: Buffer | undefined;
  readonly cert: Buffer | undefined;
  readonly key: Buffer | undefined;
  /** False only where the context or the environment says not to check the engine's certificate. */
  readonly verify: boolean;
}

/** What of the machine decides; tests hand in their own. */
export interface EngineSurroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home?: string;
  readonly platform?: NodeJS.Platform;
}

/**
 * The endpoints worth trying, best first. An explicit choice (DOCKER_HOST, a context) is the only one:
 * falling back to another engine would build where nobody looks.
 * @throws UserFacingError `bad-engine-choice` when the choice cannot be used
 */
export async function endpointCandidates(surroundings: EngineSurroundings): Promise<Endpoint[]> {
  const { env } = surroundings;
  const home = surroundings.home ?? env.HOME ?? homedir();
  const configuration = env.DOCKER_CONFIG ?? join(home, '.docker');
  const host = env.DOCKER_HOST;
  if (host)
    return [
      {
        url: usable(host, 'DOCKER_HOST'),
        origin: 'DOCKER_HOST',
        tls: await tlsOfEnvironment(env, host, configuration),
      },
    ];
  const context = env.DOCKER_CONTEXT || (await currentContext(configuration));
  if (context && context !== 'default') return [await endpointOfContext(context, configuration)];
  return defaultUrls(surroundings, home).map((url) => ({ url, origin: 'default socket', tls: undefined }));
}

function defaultUrls({ env, platform = process.platform }: EngineSurroundings, home: string): string[] {
  if (platform === 'win32') return ['npipe:////./pipe/docker_engine', 'npipe:////./pipe/dockerDesktopLinuxEngine'];
  const runtime = env.XDG_RUNTIME_DIR;
  return [
    '/var/run/docker.sock',
    join(home, '.docker/run/docker.sock'),
    join(home, '.docker/desktop/docker.sock'),
    ...(runtime ? [join(runtime, 'docker.sock')] : []),
  ].map((path) => `unix://${path}`);
}

async function currentContext(configuration: string): Promise<string | undefined> {
  const read = await readJson(join(configuration, 'config.json'));
  const name = isRecord(read) ? read.currentContext : undefined;
  return typeof name === 'string' && name !== '' ? name : undefined;
}

/** A context lies in a folder named by the SHA-256 of its name. */
async function endpointOfContext(name: string, configuration: string): Promise<Endpoint> {
  const id = createHash('sha256').update(name).digest('hex');
  const meta = await readJson(join(configuration, 'contexts/meta', id, 'meta.json'));
  const docker = isRecord(meta) && isRecord(meta.Endpoints) ? meta.Endpoints.docker : undefined;
  const host = isRecord(docker) ? docker.Host : undefined;
  const origin = `context "${name}"`;
  if (typeof host !== 'string' || host === '') {
    throw badChoice(`The Docker context "${name}" does not exist or names no engine.`, undefined, {
      says: 'Choose another with "docker context use", or unset DOCKER_CONTEXT.',
    });
  }
  const files = join(configuration, 'contexts/tls', id, 'docker');
  const tls: EndpointTls = {
    ca: await readOptional(join(files, 'ca.pem')),
    cert: await readOptional(join(files, 'cert.pem')),
    key: await readOptional(join(files, 'key.pem')),
    verify: !(isRecord(docker) && docker.SkipTLSVerify === true),
  };
  return { url: usable(host, origin), origin, tls: tls.ca || tls.cert || !tls.verify ? tls : undefined };
}

async function tlsOfEnvironment(
  env: EngineSurroundings['env'],
  host: string,
  configuration: string,
): Promise<EndpointTls | undefined> {
  // As the docker client: a non-empty DOCKER_TLS_VERIFY asks for checked TLS, DOCKER_TLS for unchecked.
  const verify = Boolean(env.DOCKER_TLS_VERIFY);
  if (!/^(tcp|https):/.test(host) || (!verify && !env.DOCKER_TLS && !host.startsWith('https:'))) return undefined;
  const files = env.DOCKER_CERT_PATH ?? configuration;
  return {
    ca: await readOptional(join(files, 'ca.pem')),
    cert: await readOptional(join(files, 'cert.pem')),
    key: await readOptional(join(files, 'key.pem')),
    verify: verify || !env.DOCKER_TLS,
  };
}

/** The url in the form that we dial. */
function usable(host: string, origin: string): string {
  if (/^(unix|npipe):\/\/./.test(host) || /^(tcp|https?):\/\/[^/:]+(:\d+)?\/?$/.test(host)) return host;
  if (/^ssh:/.test(host)) {
    throw badChoice(`${origin} names an engine over SSH (${host}), which Quayside does not reach by itself.`, host, {
      says: 'Forward its socket with "ssh -L" and set DOCKER_HOST to the local end.',
    });
  }
  throw badChoice(`${origin} is "${host}", which is not an address of an engine.`, host, {
    says: 'Use an address such as unix:///var/run/docker.sock or tcp://127.0.0.1:2376.',
  });
}

function badChoice(message: string, cause: unknown, action: { says: string }): UserFacingError {
  return new UserFacingError({ code: 'bad-engine-choice', message, action, cause });
}

async function readJson(path: string): Promise<unknown> {
  const text = await readOptional(path);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text.toString('utf8'));
  } catch (cause) {
    throw badChoice(`${path} is not valid JSON, so the engine to use cannot be read from it.`, cause, {
      says: 'Repair the file, or set DOCKER_HOST.',
    });
  }
}

async function readOptional(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
