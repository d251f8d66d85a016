/**
 * The line that BuildKit calls back on during a build: it asks for the files of the context as it
 * needs them and for credentials of the registries that it pulls from. The build ends with the session.
 */
import { randomUUID } from 'node:crypto';
import type { Dial } from '../dial.ts';
import type { SignIns } from '../sign-ins.ts';
import { type Served, serveFiles } from './files.ts';
import { GrpcError, grpcStatus, type Serve, serveGrpc } from './grpc.ts';
import { fields, Message } from './protobuf.ts';

export interface SessionServices {
  /** What lies under the names that BuildKit knows: `context` and `dockerfile`. */
  readonly folders: ReadonlyMap<string, Served>;
  /** For pulling base images. */
  readonly signIns: SignIns;
}

export interface BuildSession {
  readonly id: string;
  close(): void;
}

/** @throws whatever the engine answers when it offers no sessions */
export async function openBuildSession(
  dial: Dial,
  services: SessionServices,
  signal: AbortSignal,
): Promise<BuildSession> {
  const id = randomUUID();
  const methods = new Map<string, Serve>([
    ['/grpc.health.v1.Health/Check', unary(async () => new Message().number(1, 1))],
    ['/moby.filesync.v1.Auth/Credentials', unary((request) => credentials(request, services))],
    ['/moby.filesync.v1.FileSync/DiffCopy', (call) => serveFiles(call, services.folders)],
  ]);
  const socket = await dial.hijack('/session', {
    headers: {
      Upgrade: 'h2c',
      'X-Docker-Expose-Session-Uuid': id,
      'X-Docker-Expose-Session-Name': 'quayside',
      'X-Docker-Expose-Session-Grpc-Method': [...methods.keys()],
    },
    signal,
  });
  return { id, close: serveGrpc(socket, methods) };
}

async function credentials(request: Buffer, services: SessionServices): Promise<Message> {
  let host = '';
  for (const { number, bytes } of fields(request)) if (number === 1) host = bytes.toString('utf8');
  const found = await services.signIns(host === 'registry-1.docker.io' ? 'docker.io' : host);
  return found ? new Message().bytes(1, found.username).bytes(2, found.password) : new Message();
}

function unary(answer: (request: Buffer) => Promise<Message>): Serve {
  return async ({ messages, send }) => {
    for await (const request of messages) return send((await answer(request)).encode());
    throw new GrpcError(grpcStatus.invalid, 'a request was expected');
  };
}
