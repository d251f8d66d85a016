/**
 * A gRPC server for one connection that is already open: BuildKit calls back over the socket of
 * POST /session. HTTP/2 is Node's own; what gRPC adds is a length before each message and a status at the end.
 */
import { createServer, type Http2Server, type Http2Session, type ServerHttp2Stream } from 'node:http2';
import type { Duplex } from 'node:stream';

/** One call, served until the promise settles. A thrown `GrpcError` becomes its status. */
export type Serve = (call: Call) => Promise<void>;

export interface Call {
  /** Every value of every header, by lower-case name. */
  readonly metadata: ReadonlyMap<string, readonly string[]>;
  /** The messages that the caller sends, until it ends its side. */
  readonly messages: AsyncIterable<Buffer>;
  /** Resolves when there is room for more. */
  send(message: Buffer): Promise<void>;
  /** Ends the call at once; `messages` and `send` fail with the error. */
  abort(error: unknown): void;
}

export const grpcStatus = { invalid: 3, notFound: 5, unimplemented: 12, internal: 13 } as const;

export class GrpcError extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** @returns the way to close the connection. */
export function serveGrpc(connection: Duplex, methods: ReadonlyMap<string, Serve>): () => void {
  const server: Http2Server = createServer();
  const sessions = new Set<Http2Session>();
  server.on('session', (session) => {
    sessions.add(session);
    session.on('error', () => session.destroy());
  });
  server.on('sessionError', () => connection.destroy());
  server.on('stream', (stream, headers, _flags, raw: unknown) => {
    void answer(stream, metadataOf(raw as readonly string[]), methods.get(String(headers[':path'])));
  });
  connection.on('error', () => connection.destroy());
  server.emit('connection', connection);
  return () => {
    for (const session of sessions) session.destroy();
    connection.destroy();
    server.close();
  };
}

async function answer(stream: ServerHttp2Stream, metadata: Call['metadata'], serve: Serve | undefined): Promise<void> {
  let status = 0;
  let message = '';
  stream.on('error', () => stream.destroy());
  stream.on('wantTrailers', () => {
    // gRPC percent-encodes the message of a status.
    stream.sendTrailers({
      'grpc-status': String(status),
      ...(message ? { 'grpc-message': encodeURIComponent(message) } : {}),
    });
  });
  stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
  try {
    if (!serve) throw new GrpcError(grpcStatus.unimplemented, 'not offered');
    await serve({
      metadata,
      messages: messagesOf(stream),
      send: (body) => send(stream, body),
      abort: (error) => stream.destroy(error instanceof Error ? error : new Error(String(error))),
    });
  } catch (error) {
    status = error instanceof GrpcError ? error.status : grpcStatus.internal;
    message = error instanceof Error ? error.message : String(error);
  }
  if (!stream.destroyed) stream.end();
}

/** Node joins repeated headers with a comma, which their values may hold too; the raw list keeps them apart. */
function metadataOf(raw: readonly string[]): Map<string, string[]> {
  const metadata = new Map<string, string[]>();
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = (raw[i] as string).toLowerCase();
    const values = metadata.get(name);
    if (values) values.push(raw[i + 1] as string);
    else metadata.set(name, [raw[i + 1] as string]);
  }
  return metadata;
}

async function* messagesOf(stream: ServerHttp2Stream): AsyncGenerator<Buffer> {
  let held: Buffer = Buffer.alloc(0);
  // Having read enough must not reset the stream: the answer still has to leave on it.
  for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
    held = held.length === 0 ? (chunk as Buffer) : Buffer.concat([held, chunk as Buffer]);
    while (held.length >= 5) {
      const end = 5 + held.readUInt32BE(1);
      if (held.length < end) break;
      if (held[0] !== 0) throw new GrpcError(grpcStatus.unimplemented, 'compressed messages are not read');
      yield held.subarray(5, end);
      held = held.subarray(end);
    }
  }
}

function send(stream: ServerHttp2Stream, body: Buffer): Promise<void> {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(body.length, 1);
  return new Promise((resolve, reject) => {
    if (stream.destroyed) return reject(new GrpcError(grpcStatus.internal, 'the caller has gone'));
    const room = stream.write(Buffer.concat([head, body]));
    if (room) return resolve();
    const settle = () => {
      stream.off('drain', settle);
      stream.off('close', settle);
      resolve();
    };
    stream.on('drain', settle);
    stream.on('close', settle);
  });
}
