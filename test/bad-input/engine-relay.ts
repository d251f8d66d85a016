import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface EngineRelay {
  readonly dockerHost: string;
  close(): Promise<void>;
}

/**
 * The engine's socket once more, at a place where it can go away without harm to anyone else's build: a stand-in for an
 * engine that is stopped, real until then. It is gone, connections and all, as soon as the engine says a word.
 */
export async function relayUntil(word: string, dockerHost: string): Promise<EngineRelay> {
  const folder = await mkdtemp(path.join(tmpdir(), 'qs-relay-'));
  const socketPath = path.join(folder, 'docker.sock');
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connectTo(dockerHost);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
    }
    far.on('data', (data) => {
      if (data.includes(word)) cut();
    });
    near.pipe(far).pipe(near);
  });
  const cut = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  await new Promise<void>((resolve) => server.listen(socketPath, resolve));
  const close = async () => {
    cut();
    await rm(folder, { recursive: true, force: true });
  };
  return { dockerHost: `unix://${socketPath}`, close };
}

function connectTo(dockerHost: string): Socket {
  if (dockerHost.startsWith('unix://')) return connect(dockerHost.slice('unix://'.length));
  const { hostname, port } = new URL(dockerHost.replace(/^tcp:/, 'http:'));
  return connect(Number(port || 2375), hostname);
}
