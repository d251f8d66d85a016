/** Containers that are started to see what an image does, and removed again. */
import type Docker from 'dockerode';
import type { Dial } from './dial.ts';
import type { Endpoint } from './endpoint.ts';
import { engineError, saidByEngine } from './errors.ts';

export interface Containers {
  /**
   * Makes a container and starts it. One that the engine cannot start, as when its program is not there, is removed.
   * @throws UserFacingError `engine-lost`, `engine-refused`
   */
  start(request: ContainerRequest, signal: AbortSignal): Promise<Started>;
  /** Removes those that have the label, running or not, with their volumes. */
  removeLabelled(label: string, signal: AbortSignal): Promise<void>;
}

interface ContainerRequest {
  readonly image: string;
  /** In place of the image's own. */
  readonly entryPoint?: readonly string[];
  /** In place of the image's own; the entry point stays. */
  readonly command: readonly string[] | undefined;
  /** In place of the image's own. */
  readonly user?: string;
  readonly environment: Readonly<Record<string, string>>;
  /** `3000/tcp`: reached at 127.0.0.1 and a port that the engine chooses, and from nowhere else. */
  readonly publish: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  /** Names that its programs look for, and their addresses. */
  readonly hosts: Readonly<Record<string, string>>;
}

type Started =
  | { readonly started: true; readonly container: Container }
  /** What the engine says. */
  | { readonly started: false; readonly why: string };

export interface Container {
  readonly id: string;
  state(signal: AbortSignal): Promise<ContainerState>;
  /** Resolves when it has ended, with the exit code. */
  ended(signal: AbortSignal): Promise<number>;
  /** All that it has written so far. */
  output(signal: AbortSignal): Promise<ContainerOutput>;
  /** The numbers of the users that its processes run as; undefined where the engine cannot tell. */
  userIds(signal: AbortSignal): Promise<readonly string[] | undefined>;
  /** Sends the stop signal and, after that many seconds, SIGKILL. */
  stop(graceSeconds: number, signal: AbortSignal): Promise<void>;
}

interface ContainerState {
  readonly running: boolean;
  readonly exitCode: number;
  /** The port on 127.0.0.1 for each `3000/tcp` that is published. */
  readonly ports: ReadonlyMap<string, number>;
}

interface ContainerOutput {
  readonly stdout: string;
  readonly stderr: string;
}

export function containersOn({ dial: { docker }, endpoint }: { dial: Dial; endpoint: Endpoint }): Containers {
  const ask = async <T>(doing: string, signal: AbortSignal, request: () => Promise<T>): Promise<T> => {
    try {
      signal.throwIfAborted();
      return await request();
    } catch (error) {
      throw engineError(error, endpoint, doing, signal);
    }
  };
  return {
    async start(request, signal) {
      const made = await ask('making a container', signal, () =>
        docker.createContainer({ ...optionsFor(request), abortSignal: signal }).then(
          (container) => ({ container }),
          (error: unknown) => ({ why: refusal(error) }),
        ),
      );
      if ('why' in made) return { started: false, why: made.why };
      const { container } = made;
      const why = await ask('starting a container', signal, () =>
        container.start({ abortSignal: signal }).then(() => undefined, refusal),
      );
      if (why === undefined) return { started: true, container: containerOf(container, ask) };
      await ask('removing a container', signal, () => container.remove({ force: true, v: true }));
      return { started: false, why };
    },
    removeLabelled: (label, signal) =>
      ask('removing containers', signal, async () => {
        const found = await docker.listContainers({ all: true, filters: { label: [label] }, abortSignal: signal });
        for (const { Id } of found) {
          await docker.getContainer(Id).remove({ force: true, v: true, abortSignal: signal }).catch(unlessGone);
        }
      }),
  };
}

type Ask = <T>(doing: string, signal: AbortSignal, request: () => Promise<T>) => Promise<T>;

function containerOf(container: Docker.Container, ask: Ask): Container {
  return {
    id: container.id,
    state: (signal) =>
      ask('looking at a container', signal, async () => {
        const { State, NetworkSettings } = await container.inspect({ abortSignal: signal });
        const ports = Object.entries(NetworkSettings.Ports ?? {}).flatMap(([port, bound]): [string, number][] => {
          const number = Number(bound?.[0]?.HostPort);
          return number > 0 ? [[port, number]] : [];
        });
        return { running: State.Running, exitCode: State.ExitCode, ports: new Map(ports) };
      }),
    ended: (signal) =>
      ask('waiting for a container', signal, async () => {
        const { StatusCode } = (await container.wait({ abortSignal: signal })) as { StatusCode: number };
        return StatusCode;
      }),
    output: (signal) =>
      ask('reading the output of a container', signal, async () => {
        const frames = await container.logs({ stdout: true, stderr: true, follow: false, abortSignal: signal });
        return outputIn(frames);
      }),
    userIds: (signal) =>
      ask('looking at the processes of a container', signal, async () => {
        const listed = (await container
          .top({ ps_args: '-eo pid,uid', abortSignal: signal } as object)
          .catch(() => undefined)) as { Processes?: readonly (readonly string[])[] } | undefined;
        return listed?.Processes && [...new Set(listed.Processes.map((row) => row[1] ?? ''))].sort();
      }),
    stop: (graceSeconds, signal) =>
      ask('stopping a container', signal, async () => {
        // 304 says that it has ended already.
        await container.stop({ t: graceSeconds, abortSignal: signal }).catch((error: unknown) => {
          if ((error as { statusCode?: number }).statusCode !== 304) throw error;
        });
      }),
  };
}

function optionsFor(request: ContainerRequest): Docker.ContainerCreateOptions {
  const { image, entryPoint, command, user, environment, publish, labels, hosts } = request;
  return {
    Image: image,
    ...(entryPoint ? { Entrypoint: [...entryPoint] } : {}),
    ...(user === undefined ? {} : { User: user }),
    ...(command ? { Cmd: [...command] } : {}),
    Env: Object.entries(environment).map(([name, value]) => `${name}=${value}`),
    Labels: { ...labels },
    ExposedPorts: Object.fromEntries(publish.map((port) => [port, {}])),
    HostConfig: {
      PortBindings: Object.fromEntries(publish.map((port) => [port, [{ HostIp: '127.0.0.1', HostPort: '' }]])),
      ExtraHosts: Object.entries(hosts).map(([name, address]) => `${name}:${address}`),
    },
  };
}

/** The engine's words where it is the image that is to blame. */
function refusal(error: unknown): string {
  const status = (error as { statusCode?: number }).statusCode;
  if (status !== 400 && status !== 404 && status !== 500) throw error;
  return saidByEngine(error);
}

function unlessGone(error: unknown): void {
  const status = (error as { statusCode?: number }).statusCode;
  // 409: somebody else is removing it.
  if (status !== 404 && status !== 409) throw error;
}

/** Output comes in frames: one byte for the stream, three empty ones, four with the length. */
function outputIn(frames: Buffer): ContainerOutput {
  const written: [Buffer[], Buffer[]] = [[], []];
  for (let at = 0; at + 8 <= frames.length; ) {
    const end = at + 8 + frames.readUInt32BE(at + 4);
    written[frames[at] === 2 ? 1 : 0].push(frames.subarray(at + 8, end));
    at = end;
  }
  return { stdout: Buffer.concat(written[0]).toString('utf8'), stderr: Buffer.concat(written[1]).toString('utf8') };
}
