// The real services that the tests and `npm start` use, brought up together: a Docker engine with base images, an AWS
// account that runs containers, and the gateway before it. What a machine cannot have is told in a sentence and left
// out.
import { readFile } from 'node:fs/promises';
import Docker from 'dockerode';
import { type Emulator, makePython, startEmulator } from './aws.ts';
import { clientPlugins, type Engine, type Missing, openEngine } from './engine.ts';
import { type Gateway, openGateway } from './gateway.ts';
import { makeBaseImages, provideBaseImages } from './images.ts';
import { openRun, sweepDeadRuns } from './runs.ts';

export interface Testbed {
  /** What a client needs in its environment, and nothing else. */
  readonly env: Readonly<Record<string, string>>;
  readonly region: string;
  /** Where the AWS APIs answer; undefined when there is no account. */
  readonly endpoint: string | undefined;
  readonly dockerHost: string | undefined;
  /** The host and port that stand before the names of pushed images. */
  readonly registryHost: string | undefined;
  /** A docker client that fits the engine. */
  readonly dockerClient: string | undefined;
  /** What this machine cannot have: one sentence each about what is missing and what will not work. */
  readonly gaps: readonly string[];
  /** Stops all that was started here and takes away what was made; does nothing to a testbed that was joined. */
  stop(): Promise<void>;
}

export interface TestbedOptions {
  readonly region?: string;
  /** Called once for every phase that is done, with its duration in milliseconds. */
  readonly onPhase?: (name: string, milliseconds: number) => void;
}

export async function startTestbed({
  region = 'us-east-1',
  onPhase = () => {},
}: TestbedOptions = {}): Promise<Testbed> {
  const phase = timed(onPhase);
  await phase('cleared away what killed testbeds left', sweepDeadRuns(removeLabelled));
  const testbedRun = await openRun();
  const label = `quayside.testbed=${testbedRun.id}`;
  const gaps: string[] = [];
  const stops: (() => Promise<void>)[] = [() => testbedRun.remove()];
  const stop = async () => {
    for (const undo of stops.splice(0).reverse()) await undo();
  };
  try {
    const take = <T extends object>(part: T | Missing): T | undefined => {
      if (!('missing' in part)) return part;
      gaps.push(part.missing);
      return undefined;
    };
    const imagesMade = phase('made base images', makeBaseImages());
    const pythonMade = phase('made the Python environment of the AWS emulator', makePython());
    // A failure of one part must not leave the others' rejections without anyone who looks at them.
    imagesMade.catch(() => {});
    pythonMade.catch(() => {});
    const engine = take(await phase('opened the Docker engine', openEngine(testbedRun)));
    if (engine) {
      if (engine.isForeign) await testbedRun.note({ foreignEngine: { dockerHost: engine.dockerHost, label } });
      stops.push(() => engine.stop());
    }
    const gateway = await openGateway(region);
    stops.push(() => gateway.stop());
    const [, emulator] = await Promise.all([
      imagesMade.then(async (made) => {
        const base = engine ? take(made) : undefined;
        if (engine && base) await phase('loaded base images', provideBaseImages(dockerAt(engine.dockerHost), base));
      }),
      pythonMade.then(async (made) => {
        const python = typeof made === 'string' ? made : take<never>(made);
        if (!python) return undefined;
        const options = {
          python,
          engine,
          region,
          registryHost: gateway.registryHost,
          registrySecret: gateway.registrySecret,
          label,
        };
        return await phase('started the AWS emulator', startEmulator(options, testbedRun));
      }),
    ]);
    if (emulator) {
      gateway.forwardTo(emulator.port);
      stops.push(() => emulator.stop());
    }
    if (engine) stops.push(() => removeOurs(engine, label, gateway.registryHost));
    return { ...describe({ engine, emulator, gateway, region }), gaps, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * A testbed for a suite: the running one whose environment file QUAYSIDE_TESTBED_ENV names, else one that is started
 * here. Stop it in both cases.
 */
export async function useTestbed(options: TestbedOptions = {}): Promise<Testbed> {
  const file = process.env.QUAYSIDE_TESTBED_ENV;
  if (!file) return await startTestbed(options);
  const env = parseEnv(await readFile(file, 'utf8'));
  return {
    env,
    region: env.AWS_REGION ?? 'us-east-1',
    endpoint: env.AWS_ENDPOINT_URL,
    dockerHost: env.DOCKER_HOST,
    registryHost: env.QUAYSIDE_TESTBED_REGISTRY,
    dockerClient: env.QUAYSIDE_TESTBED_DOCKER,
    gaps: [],
    stop: async () => {},
  };
}

export function dockerAt(dockerHost: string): Docker {
  if (!/^(unix|npipe):/.test(dockerHost)) {
    const { hostname, port } = new URL(dockerHost);
    return new Docker({ host: hostname, port: Number(port || 2375) });
  }
  return new Docker({ socketPath: dockerHost.replace(/^(unix|npipe):\/\//, '') });
}

interface Parts {
  readonly engine: Engine | undefined;
  readonly emulator: Emulator | undefined;
  readonly gateway: Gateway;
  readonly region: string;
}

function describe({ engine, emulator, gateway, region }: Parts): Omit<Testbed, 'gaps' | 'stop'> {
  const endpoint = emulator && `http://127.0.0.1:${gateway.port}`;
  const plugins = engine && !engine.isForeign ? clientPlugins() : undefined;
  const env: Record<string, string> = {
    ...(endpoint && {
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      AWS_ACCESS_KEY_ID: '000000000000',
      AWS_SECRET_ACCESS_KEY: 'testbed',
      // No instance, no files of the person's own: only what stands here.
      AWS_EC2_METADATA_DISABLED: 'true',
      QUAYSIDE_TESTBED_REGISTRY: gateway.registryHost,
    }),
    ...(engine && { DOCKER_HOST: engine.dockerHost }),
    ...(engine?.client && { QUAYSIDE_TESTBED_DOCKER: engine.client }),
    ...(plugins && { QUAYSIDE_TESTBED_DOCKER_PLUGINS: plugins }),
  };
  return {
    env,
    region,
    endpoint,
    dockerHost: engine?.dockerHost,
    registryHost: emulator && gateway.registryHost,
    dockerClient: engine?.client,
  };
}

/** Takes away the containers of our tasks and the images of our registry. */
async function removeOurs({ dockerHost, isForeign }: Engine, label: string, registryHost: string): Promise<void> {
  await removeLabelled({ dockerHost, label });
  const docker = dockerAt(dockerHost);
  if (!isForeign) {
    const left = await docker.listContainers({ all: true });
    await Promise.all(
      left.map(({ Id }) =>
        docker
          .getContainer(Id)
          .remove({ force: true, v: true })
          .catch(() => {}),
      ),
    );
    return;
  }
  const tags = (await docker.listImages()).flatMap(({ RepoTags }) => RepoTags ?? []);
  for (const tag of tags.filter((name) => name.startsWith(`${registryHost}/`))) {
    await docker
      .getImage(tag)
      .remove({ force: true })
      .catch(() => {});
  }
}

async function removeLabelled({ dockerHost, label }: { dockerHost: string; label: string }): Promise<void> {
  const docker = dockerAt(dockerHost);
  const found = await docker.listContainers({ all: true, filters: { label: [label] } });
  await Promise.all(
    found.map(({ Id }) =>
      docker
        .getContainer(Id)
        .remove({ force: true, v: true })
        .catch(() => {}),
    ),
  );
}

function timed(onPhase: (name: string, milliseconds: number) => void) {
  return async <T>(name: string, work: Promise<T>): Promise<T> => {
    const begin = performance.now();
    const result = await work;
    onPhase(name, performance.now() - begin);
    return result;
  };
}

function parseEnv(text: string): Record<string, string> {
  const pairs = text.split('\n').flatMap((line) => {
    const at = line.indexOf('=');
    return at > 0 ? [[line.slice(0, at), line.slice(at + 1)] as const] : [];
  });
  return Object.fromEntries(pairs);
}
