/** Starts an image, asks its port or waits for its end, and stops it as an engine would. */
import { request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Container, Engine } from '../../adapters/docker/contract.ts';
import type { SavedConfiguration } from '../../core/image/configuration-saved.ts';
import type { Answer, Observed } from '../../core/proof/start-comparison.ts';
import type { LeftBehind } from './left-behind.ts';

export interface StartWish {
  /** The port to ask; the first that the image exposes unless given. */
  readonly port?: number | undefined;
  /** The path to ask for; `/` unless given. */
  readonly path?: string | undefined;
  /** Run in place of the image's own command, to its end; the entry point stays. */
  readonly command?: readonly string[] | undefined;
  /** How long to wait for the port, or for the end; 30 unless given. */
  readonly seconds?: number | undefined;
  readonly environment?: Readonly<Record<string, string>> | undefined;
  /** Names that it looks for, such as that of a database, and their addresses on the engine's network. */
  readonly hosts?: Readonly<Record<string, string>> | undefined;
}

/** What does not stop by then does not listen. */
const graceSeconds = 5;
const askAgainAfter = 150;
const answerWithin = 5000;
const bodyAtMost = 1024 * 1024;

/** @throws UserFacingError `engine-lost`, `engine-refused`; CancelledError */
export async function observeStart(
  engine: Pick<Engine, 'containers'>,
  image: string,
  configuration: SavedConfiguration,
  wish: StartWish,
  left: LeftBehind,
  signal: AbortSignal,
): Promise<Observed> {
  const port = wish.command ? undefined : portOf(configuration, wish);
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  const started = await engine.containers.start(
    {
      image,
      command: wish.command,
      environment: wish.environment ?? {},
      publish: port === undefined ? [] : [port],
      labels: left.labels,
      hosts: wish.hosts ?? {},
    },
    signal,
  );
  if (!started.started) return { ...nothing, state: 'failed', seconds: seconds(), why: started.why };
  const { container } = started;
  const deadline = began + (wish.seconds ?? 30) * 1000;
  const reached =
    port === undefined
      ? await endOf(container, deadline, signal)
      : await answersOf(container, port, wish.path ?? '/', deadline, signal);
  const took = seconds();
  const state = await container.state(signal);
  const userIds = state.running ? await container.userIds(signal) : undefined;
  const stop = state.running ? await stopped(container, signal) : undefined;
  const output = await container.output(signal);
  const common = {
    ...nothing,
    ...output,
    seconds: took,
    userIds,
    stop,
    exitCode: state.running ? undefined : state.exitCode,
  };
  if (reached.length > 0) {
    return { ...common, state: 'answered', status: reached[0]?.status, answers: reached };
  }
  if (!state.running) return { ...common, state: 'ended' };
  if (port === undefined) return { ...common, state: 'running' };
  const last = (output.stderr.trim() || output.stdout.trim()).split('\n').at(-1);
  return {
    ...common,
    state: 'no-answer',
    why: `port ${port} does not answer${last ? `; the last that it prints is “${last}”` : ''}`,
  };
}

const nothing: Observed = {
  state: 'failed',
  seconds: 0,
  status: undefined,
  exitCode: undefined,
  userIds: undefined,
  stop: undefined,
  why: undefined,
  answers: [],
  stdout: '',
  stderr: '',
};

/** `3000/tcp` */
function portOf({ ports }: SavedConfiguration, { port }: StartWish): string | undefined {
  return port === undefined ? ports.find((each) => each.endsWith('/tcp')) : `${port}/tcp`;
}

async function endOf(container: Container, deadline: number, signal: AbortSignal): Promise<readonly Answer[]> {
  while (performance.now() < deadline && (await container.state(signal)).running)
    await delay(askAgainAfter, undefined, { signal });
  return [];
}

/** The answer to one request, twice; empty when the container ended or did not answer in time. */
async function answersOf(
  container: Container,
  port: string,
  path: string,
  deadline: number,
  signal: AbortSignal,
): Promise<readonly Answer[]> {
  let last: Answer | undefined;
  while (performance.now() < deadline) {
    const { running, ports } = await container.state(signal);
    if (!running) return [];
    const host = ports.get(port);
    const answer = host === undefined ? undefined : await ask(host, path, signal);
    last = answer ?? last;
    // What is still on its way up may say so with 503.
    if (host !== undefined && answer && (answer.status ?? 200) < 500) {
      const again = await ask(host, path, signal);
      return again ? [answer, again] : [answer];
    }
    await delay(askAgainAfter, undefined, { signal });
  }
  return last ? [last] : [];
}

/** @returns undefined when nothing answers */
function ask(port: number, path: string, signal: AbortSignal): Promise<Answer | undefined> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, path, agent: false, timeout: answerWithin, signal };
    const asked = request(options, (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size <= bodyAtMost) chunks.push(chunk);
      });
      response.on('error', () => resolve(undefined));
      response.on('end', () =>
        resolve({
          status: response.statusCode,
          contentType: response.headers['content-type'],
          body: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    asked.on('timeout', () => asked.destroy());
    asked.on('error', (error: NodeJS.ErrnoException) => {
      if (signal.aborted) reject(error);
      // Something answers, and not by HTTP.
      else
        resolve(error.code?.startsWith('HPE_') ? { status: undefined, contentType: undefined, body: '' } : undefined);
    });
    asked.end();
  });
}

async function stopped(container: Container, signal: AbortSignal): Promise<Observed['stop']> {
  const began = performance.now();
  await container.stop(graceSeconds, signal);
  const seconds = (performance.now() - began) / 1000;
  const { exitCode } = await container.state(signal);
  return { seconds, exitCode, killed: exitCode === 137 && seconds > graceSeconds - 0.5 };
}

/** Whether a port that the engine publishes on 127.0.0.1 is one of this machine. */
export function isHere(url: string): boolean {
  if (/^(?:unix|npipe):/.test(url)) return true;
  const host = new URL(url.replace(/^\w+:/, 'http:')).hostname;
  return host === 'localhost' || host === '[::1]' || host.startsWith('127.');
}
