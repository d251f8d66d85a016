/**
 * One engine, dialled: plain requests, streams of JSON lines, and connections that the engine hands over.
 * dockerode is loaded on first use and seen nowhere but here.
 */
import { Agent } from 'node:https';
import type { Duplex, Readable } from 'node:stream';
import type Docker from 'dockerode';
import type { Endpoint } from './endpoint.ts';

export interface Dial {
  readonly docker: Docker;
  /** The JSON that a GET answers with. */
  get(path: string, signal: AbortSignal, headers?: Readonly<Record<string, string>>): Promise<unknown>;
  /** The bytes that a GET answers with, as they come. */
  read(path: string, signal: AbortSignal): Promise<Readable>;
  /**
   * A request whose answer is a stream of JSON values, one a line.
   * Ends early, without an error, only if the engine ended the answer.
   */
  stream(path: string, request: StreamRequest): Promise<AsyncGenerator<unknown>>;
  /** A connection that the engine hands over after an upgrade. */
  hijack(
    path: string,
    request: { headers: Record<string, string | readonly string[]>; signal: AbortSignal },
  ): Promise<Duplex>;
}

interface StreamRequest {
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Readable;
  readonly signal: AbortSignal;
}

export async function dial(endpoint: Endpoint): Promise<Dial> {
  const { default: Dockerode } = await import('dockerode');
  const docker = new Dockerode(optionsFor(endpoint));
  // The modem's own types are `any`; this is the part of it that is used.
  const modem = docker.modem as { dial(options: object, done: (error: unknown, result: unknown) => void): void };
  const request = <T>(options: object) =>
    new Promise<T>((resolve, reject) => {
      modem.dial(options, (error, result) => (error ? reject(error) : resolve(result as T)));
    });
  return {
    docker,
    get: (path, abortSignal, headers = {}) =>
      request({ path, method: 'GET', headers: { ...headers }, abortSignal, statusCodes: { 200: true } }),
    read: (path, abortSignal) =>
      request({ path, method: 'GET', abortSignal, isStream: true, statusCodes: { 200: true } }),
    async stream(path, { query, headers, body, signal }) {
      const answer = await request<Readable>({
        // dockerode's modem puts the query after a trailing `?`, and sends options as a body unless told what is what.
        path: `${path}?`,
        options: { _query: query, _body: {} },
        method: 'POST',
        headers: { ...headers },
        file: body,
        abortSignal: signal,
        isStream: true,
        statusCodes: { 200: true },
      });
      return jsonLines(answer);
    },
    hijack: (path, { headers, signal }) =>
      request<Duplex>({
        path,
        method: 'POST',
        headers: { ...headers },
        hijack: true,
        abortSignal: signal,
        statusCodes: {},
      }),
  };
}

/** Every option is named, or dockerode would fill it from DOCKER_HOST and its like on its own. */
function optionsFor({ url, tls }: Endpoint): object {
  const none = { host: undefined, port: undefined, socketPath: undefined, pathPrefix: '/', timeout: undefined };
  if (url.startsWith('unix://')) return { ...none, protocol: 'http', socketPath: url.slice('unix://'.length) };
  if (url.startsWith('npipe://')) return { ...none, protocol: 'http', socketPath: url.slice('npipe://'.length) };
  const { hostname, port } = new URL(url.replace(/^(tcp|https?):/, 'http:'));
  const secure = tls !== undefined || url.startsWith('https:');
  const certificates = { ca: tls?.ca, cert: tls?.cert, key: tls?.key };
  return {
    ...none,
    ...certificates,
    host: hostname,
    port: Number(port || (secure ? 2376 : 2375)),
    protocol: secure ? 'https' : 'http',
    ...(secure ? { agent: new Agent({ ...certificates, rejectUnauthorized: tls?.verify ?? true }) } : {}),
  };
}

async function* jsonLines(stream: Readable): AsyncGenerator<unknown> {
  let held = '';
  stream.setEncoding('utf8');
  for await (const chunk of stream) {
    held += chunk as string;
    let end = held.indexOf('\n');
    for (; end >= 0; end = held.indexOf('\n')) {
      const line = held.slice(0, end).trim();
      held = held.slice(end + 1);
      if (line !== '') yield JSON.parse(line);
    }
  }
  if (held.trim() !== '') yield JSON.parse(held);
}
