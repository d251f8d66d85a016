/**
 * BuildKit's file transfer, the sending side: every entry is described in order, then the receiver
 * asks for the contents that it does not have yet. What it has from an earlier build is not sent again.
 * Field numbers and order from the public wire definitions of tonistiigi/fsutil.
 */
import { pipeline } from 'node:stream/promises';
import { type IgnoreFilter, ignoreFilter } from '../../../core/image/dockerignore.ts';
import type { ContextEntry, ContextFolder } from '../context.ts';
import { type Call, GrpcError, grpcStatus } from './grpc.ts';
import { fields, Message } from './protobuf.ts';

export interface Served {
  readonly folder: ContextFolder;
  /** Called with each file that the receiver asks for, and with the bytes of each piece of it that leaves. */
  readonly asked?: (entry: ContextEntry) => void;
  readonly sent?: (entry: ContextEntry, bytes: number) => void;
  /** What could not be read; the receiver only gets to know that something failed. */
  readonly failed?: (error: unknown) => void;
}

const packet = { stat: 0, request: 1, data: 2, finished: 3, error: 4 } as const;
// Bits of Go's os.FileMode.
const goDirectory = 2 ** 31;
const goSymlink = 2 ** 27;

export async function serveFiles(call: Call, folders: ReadonlyMap<string, Served>): Promise<void> {
  const name = call.metadata.get('dir-name')?.[0] ?? '';
  const served = folders.get(name);
  if (!served) throw new GrpcError(grpcStatus.notFound, `there is no folder "${name}"`);
  const wanted = await wantedPaths(call.metadata, served.folder);
  const described = new Map<number, ContextEntry>();
  const queue = new SendQueue(call, served);
  try {
    await Promise.all([describe(call, served, wanted, described), obey(call, described, queue)]);
  } catch (error) {
    served.failed?.(error);
    const text = error instanceof Error ? error.message : String(error);
    await call.send(new Message().number(1, packet.error).bytes(4, text).encode()).catch(() => undefined);
    throw error;
  }
}

/** Sends a description of every entry, then an empty one. The receiver counts them from 0. */
async function describe(
  call: Call,
  { folder }: Served,
  wanted: IgnoreFilter,
  described: Map<number, ContextEntry>,
): Promise<void> {
  let id = 0;
  for await (const entry of folder.entries(wanted)) {
    if (entry.kind === 'file') described.set(id, entry);
    id++;
    await call.send(new Message().number(1, packet.stat).message(2, statOf(entry)).encode());
  }
  await call.send(new Message().number(1, packet.stat).encode());
}

function statOf(entry: ContextEntry): Message {
  const kind = entry.kind === 'directory' ? goDirectory : entry.kind === 'symlink' ? goSymlink : 0;
  const stat = new Message().bytes(1, entry.path).number(2, kind + entry.mode);
  // Owner and group are left at 0: who built must not change what is built.
  if (entry.kind === 'file') stat.number(5, entry.size);
  stat.number(6, entry.modified);
  return entry.link === undefined ? stat : stat.bytes(7, entry.link);
}

async function obey(call: Call, described: Map<number, ContextEntry>, queue: SendQueue): Promise<void> {
  for await (const message of call.messages) {
    let kind = 0;
    let id = 0;
    let text = '';
    for (const { number, value, bytes } of fields(message)) {
      if (number === 1) kind = value;
      else if (number === 3) id = value;
      else if (number === 4) text = bytes.toString('utf8');
    }
    if (kind === packet.request) {
      const entry = described.get(id);
      if (!entry) throw new GrpcError(grpcStatus.invalid, `file ${id} was never described`);
      queue.add(id, entry);
    } else if (kind === packet.finished) {
      await queue.drained();
      return call.send(new Message().number(1, packet.finished).encode());
    } else if (kind === packet.error) throw new GrpcError(grpcStatus.internal, text);
  }
}

/** Sends contents one file after the other, as they were asked for. */
class SendQueue {
  readonly #call: Call;
  readonly #served: Served;
  #tail: Promise<void> = Promise.resolve();

  constructor(call: Call, served: Served) {
    this.#call = call;
    this.#served = served;
  }

  add(id: number, entry: ContextEntry): void {
    this.#served.asked?.(entry);
    this.#tail = this.#tail.then(() => this.#send(id, entry));
    // Looked at by drained(); until then it must not count as unhandled.
    this.#tail.catch((error: unknown) => this.#call.abort(error));
  }

  drained(): Promise<void> {
    return this.#tail;
  }

  async #send(id: number, entry: ContextEntry): Promise<void> {
    await pipeline(entry.open(), async (contents: AsyncIterable<Buffer>) => {
      for await (const chunk of contents) {
        await this.#call.send(new Message().number(1, packet.data).number(3, id).bytes(4, chunk).encode());
        this.#served.sent?.(entry, chunk.length);
      }
    });
    await this.#call.send(new Message().number(1, packet.data).number(3, id).encode());
  }
}

/**
 * What BuildKit says in the call's metadata: the patterns of .dockerignore, and the paths that the
 * instructions of the build name; nothing else is worth describing.
 */
async function wantedPaths(metadata: Call['metadata'], folder: ContextFolder): Promise<IgnoreFilter> {
  const list = (key: string): string[] => {
    const values = [...(metadata.get(key) ?? [])];
    // Values with characters beyond ASCII come as in a query string.
    const encoded = metadata.get(`${key}-encoded`)?.[0] === '1';
    return encoded ? values.map((value) => decodeURIComponent(value.replaceAll('+', ' '))) : values;
  };
  const excluded = ignoreFilter(list('exclude-patterns'));
  const named = list('followpaths').map((path) => path.replace(/^\/+|\/+$/g, ''));
  if (named.length === 0 || named.some((path) => path === '' || path === '.')) return excluded;
  // A link on the way leads to a place that is not named: then everything is described.
  for (const path of named) if (await folder.passesLink(path)) return excluded;
  const within = ignoreFilter(named);
  const onTheWay = ignoreFilter(named.map((path) => `!${path}`));
  return {
    ignores: (path) => (!within.ignores(path) && !onTheWay.mayReinclude(path)) || excluded.ignores(path),
    mayReinclude: (path) => (within.ignores(path) || onTheWay.mayReinclude(path)) && excluded.mayReinclude(path),
  };
}
