// The Docker engine of the testbed: the person's own where one answers, else one that is unpacked from Debian beside
// the system and runs with a socket, a data folder and a bridge of its own.
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { homedir, networkInterfaces } from 'node:os';
import path from 'node:path';
import { cached, cacheRoot, withLock } from './cache.ts';
import { installMissing, unpackPackages, whyNoDebianPackages } from './debian.ts';
import { hasProgram, run, startService, untilReady } from './processes.ts';
import { natRules, type Run, removeNetwork } from './runs.ts';

export interface Engine {
  readonly dockerHost: string;
  /** True when it was here before us: then only what we made in it is taken away at the end. */
  readonly isForeign: boolean;
  readonly version: string;
  /** A docker client that fits the engine; undefined when the machine has an engine without one. */
  readonly client: string | undefined;
  stop(): Promise<void>;
}

/** A part that this machine cannot have: one sentence about what is missing and what will not work without it. */
export interface Missing {
  readonly missing: string;
}

export async function openEngine(testbedRun: Run): Promise<Engine | Missing> {
  return (await ownEngine()) ?? (await openUnpackedEngine(testbedRun));
}

/** An engine that is nobody's but the caller's, whatever else answers here: it may be stopped at any time. */
export async function openUnpackedEngine(testbedRun: Run): Promise<Engine | Missing> {
  const reason = whyNoDebianPackages();
  if (reason) {
    return {
      missing: `No Docker engine answers and none can be unpacked here (${reason}): building, pushing and running containers will not work.`,
    };
  }
  const [root] = await Promise.all([
    unpackedEngine(),
    installMissing({ runc: 'runc', iptables: 'iptables', ip: 'iproute2' }),
  ]);
  return await startEngine(root, testbedRun);
}

const UNPACKED = 'docker-28.5';
const PACKAGES = ['docker.io', 'docker-cli', 'docker-buildx', 'containerd', 'tini'];

/** The folder of the unpacked engine, fetched when it is missing. */
async function unpackedEngine(): Promise<string> {
  return await cached(UNPACKED, async (draft) => {
    await mkdir(draft);
    await unpackPackages(PACKAGES, draft);
  });
}

async function startEngine(root: string, testbedRun: Run): Promise<Engine> {
  const network = await openNetwork(testbedRun);
  const bin = path.join(root, 'usr/bin');
  const sbin = path.join(root, 'usr/sbin');
  const socket = path.join(testbedRun.sockets, 'docker.sock');
  const dataRoot = path.join(testbedRun.folder, 'docker');
  // The settings of an engine of the system's are not for this one.
  const settings = path.join(testbedRun.sockets, 'daemon.json');
  await writeFile(settings, '{}');
  // All paths are absolute: a relative exec-root would put containerd's socket out of reach.
  const service = startService({
    name: 'The Docker engine',
    command: path.join(sbin, 'dockerd'),
    args: [
      ...['--data-root', dataRoot, '--exec-root', path.join(testbedRun.sockets, 'exec')],
      ...['--pidfile', path.join(testbedRun.sockets, 'dockerd.pid'), '--host', `unix://${socket}`],
      ...['--config-file', settings],
      // Own rules instead of the engine's: two engines would empty each other's chains.
      ...['--iptables=false', '--ip6tables=false', '--bridge', network.bridge],
      ...['--default-address-pool', `base=${network.userNetworks},size=24`],
      ...['--userland-proxy-path', path.join(sbin, 'docker-proxy'), '--init-path', path.join(bin, 'docker-init')],
      ...['--log-level', 'warn'],
    ],
    env: { ...process.env, PATH: `${bin}:${sbin}:${process.env.PATH}` },
    logFile: path.join(testbedRun.folder, 'dockerd.log'),
    graceMs: 20_000,
  });
  await testbedRun.note({ pids: [service.pid] });
  const dockerHost = `unix://${socket}`;
  const stop = async () => {
    await service.stop();
    await removeNetwork(network.bridge, network.subnet);
  };
  try {
    await untilReady(service, async () => (await ping(dockerHost)) !== undefined, 60_000);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    dockerHost,
    isForeign: false,
    version: (await ping(dockerHost)) ?? '',
    client: path.join(bin, 'docker'),
    stop,
  };
}

/** Where the docker client of the unpacked engine looks for its plugins (buildx); undefined without such an engine. */
export function clientPlugins(): string | undefined {
  const folder = path.join(cacheRoot, UNPACKED, 'usr/libexec/docker/cli-plugins');
  return existsSync(folder) && readdirSync(folder).length > 0 ? folder : undefined;
}

async function openNetwork(testbedRun: Run): Promise<{ bridge: string; subnet: string; userNetworks: string }> {
  return await withLock('network', async () => {
    const taken = new Set(
      Object.values(networkInterfaces())
        .flatMap((addresses) => addresses ?? [])
        .map(({ address }) => address.split('.').slice(0, 2).join('.')),
    );
    // A bridge that has no container yet is down for Node, which then leaves it out of its list.
    const links = await run('ip', ['-4', '-o', 'address', 'show']);
    const number = Array.from({ length: 50 }, (_, index) => 200 + index).find(
      (candidate) => !taken.has(`10.${candidate}`) && !links.includes(` 10.${candidate}.`),
    );
    if (number === undefined) throw new Error('No free address range between 10.200.0.0 and 10.249.255.255.');
    const bridge = `qst-${testbedRun.id.slice(-9)}`;
    const subnet = `10.${number}.0.0/16`;
    await testbedRun.note({ bridge, subnet });
    await run('ip', ['link', 'add', 'name', bridge, 'type', 'bridge']);
    await run('ip', ['address', 'add', `10.${number}.0.1/24`, 'dev', bridge]);
    await run('ip', ['link', 'set', bridge, 'up']);
    for (const { table, rule } of natRules(subnet)) await run('iptables', ['-w', '-t', table, '-I', ...rule]);
    return { bridge, subnet, userNetworks: `10.${number}.128.0/17` };
  });
}

async function ownEngine(): Promise<Engine | undefined> {
  const candidates = [
    process.env.DOCKER_HOST,
    'unix:///var/run/docker.sock',
    `unix://${path.join(homedir(), '.docker/run/docker.sock')}`,
    ...(process.platform === 'win32' ? ['npipe:////./pipe/docker_engine'] : []),
  ];
  for (const dockerHost of candidates) {
    if (!dockerHost) continue;
    const version = await ping(dockerHost);
    if (version === undefined) continue;
    const client = (await hasProgram('docker')) ? 'docker' : undefined;
    return { dockerHost, isForeign: true, version, client, stop: async () => {} };
  }
  return undefined;
}

/** The version of the API that the engine at that address speaks; undefined when none answers. */
async function ping(dockerHost: string): Promise<string | undefined> {
  const url = new URL(dockerHost);
  const where =
    url.protocol === 'tcp:' || url.protocol === 'http:'
      ? { host: url.hostname, port: Number(url.port || 2375) }
      : { socketPath: dockerHost.replace(/^(unix|npipe):\/\//, '') };
  return await new Promise((resolve) => {
    const asked = request({ ...where, path: '/_ping', timeout: 3000 }, (answer) => {
      answer.resume();
      const version = answer.headers['api-version'];
      resolve(answer.statusCode === 200 ? String(version ?? '') : undefined);
    });
    asked.once('timeout', () => asked.destroy());
    asked.once('error', () => resolve(undefined));
    asked.end();
  });
}
