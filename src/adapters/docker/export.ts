/** Reads an image out of the engine as it streams by: every entry of every layer, hashed, never a layer in memory. */
import { createHash, type Hash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import type { Extract, Header } from 'tar-stream';
import { readSavedConfiguration, type SavedConfiguration } from '../../core/image/configuration-saved.ts';
import type { LayerEntry } from '../../core/image/tree.ts';
import { type FileFacts, factsOf, isWorthReading, withoutSourceTime } from '../../core/image/tree-facts.ts';
import type { Dial } from './dial.ts';
import type { Endpoint } from './endpoint.ts';
import { engineError } from './errors.ts';

export interface SavedImage {
  readonly configuration: SavedConfiguration;
  /** From the lowest up. */
  readonly layers: readonly SavedLayer[];
}

interface SavedLayer {
  /** `sha256:…` of the unpacked layer. */
  readonly diffId: string;
  readonly entries: readonly LayerEntry[];
}

export interface ReadingOptions {
  /** An image that was read before; layers that it has too are not looked into again. */
  readonly known?: SavedImage | undefined;
  /** Called with the bytes that have passed. */
  readonly listener?: (bytes: number) => void;
}

/** Larger files are hashed and not looked into. */
const readAtMost = 256 * 1024 * 1024;
const jsonAtMost = 16 * 1024 * 1024;

/** @returns undefined when the engine has no such image */
export async function readImageOn(
  target: { dial: Dial; endpoint: Endpoint },
  reference: string,
  options: ReadingOptions,
  signal: AbortSignal,
): Promise<SavedImage | undefined> {
  try {
    signal.throwIfAborted();
    const archive = await target.dial.read(`/images/${reference}/get`, signal);
    return await readSavedImage(archive, options, signal);
  } catch (error) {
    if ((error as { statusCode?: number }).statusCode === 404) return undefined;
    throw engineError(error, target.endpoint, 'reading the image', signal);
  }
}

/**
 * Reads what `docker save` writes, of old engines and new: which of its files are layers and in which order, the
 * manifest says, wherever in the archive it stands.
 */
export async function readSavedImage(
  archive: Readable,
  { known, listener }: ReadingOptions,
  signal: AbortSignal,
): Promise<SavedImage> {
  const { extract } = await import('tar-stream');
  const outer = extract();
  const documents = new Map<string, Buffer>();
  const layers = new Map<string, readonly LayerEntry[]>();
  const links = new Map<string, string>();
  // Where layers are stored unpacked, their names are what `known` has them by.
  const before = new Map(known?.layers.map(({ diffId, entries }) => [diffId.replace(':', '/'), entries]));
  let bytes = 0;
  const reading = async () => {
    for await (const entry of outer) {
      const { name, type, linkname, size = 0 } = entry.header;
      if (type === 'symlink' && linkname) links.set(name, resolved(name, linkname));
      const { head, all } = await begun(entry as AsyncIterable<Buffer>);
      const seen = before.get(name.replace(/^blobs\//, ''));
      if (seen) layers.set(name, seen);
      if (seen || type !== 'file' || head.length === 0) await drain(all);
      else if (isDocument(head, size)) documents.set(name, await whole(all));
      else layers.set(name, await readLayer(all, head, extract));
      bytes += size;
      listener?.(bytes);
    }
  };
  await both(pipeline(archive, outer, { signal }), reading(), outer);
  const [manifest] = JSON.parse(textOf(documents, 'manifest.json')) as SavedManifest[];
  if (!manifest) throw new Error('the saved image has no manifest');
  const configuration = readSavedConfiguration(JSON.parse(textOf(documents, manifest.Config)));
  return {
    configuration,
    layers: manifest.Layers.map((name, index) => ({
      diffId: configuration.diffIds[index] ?? name,
      entries: layers.get(name) ?? layers.get(links.get(name) ?? '') ?? [],
    })),
  };
}

interface SavedManifest {
  readonly Config: string;
  readonly Layers: readonly string[];
}

function textOf(documents: ReadonlyMap<string, Buffer>, name: string): string {
  const found = documents.get(name);
  if (!found) throw new Error(`the saved image has no ${name}`);
  return found.toString('utf8');
}

/** Old engines link a layer that they have written before: `../<id>/layer.tar`. */
function resolved(name: string, link: string): string {
  return new URL(link, `file:///${name}`).pathname.slice(1);
}

/** JSON, or one of the short notes that old engines add. A layer has 1024 bytes at least, unless it is packed. */
function isDocument(head: Buffer, size: number): boolean {
  const isJson = head[0] === 0x7b || head[0] === 0x5b;
  return (isJson && size < jsonAtMost) || (size < 1024 && !isPacked(head));
}

function isPacked(head: Buffer): boolean {
  return isGzip(head) || isZstandard(head);
}

function isGzip(head: Buffer): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

function isZstandard(head: Buffer): boolean {
  return head.length >= 4 && head.readUInt32LE(0) === 0xfd2fb528;
}

type Unpacker = typeof import('tar-stream').extract;
type Contained = AsyncIterable<Buffer> & { readonly header: Header };

async function readLayer(
  packed: AsyncIterable<Buffer>,
  head: Buffer,
  extract: Unpacker,
): Promise<readonly LayerEntry[]> {
  const inner: Extract = extract();
  const entries: LayerEntry[] = [];
  const reading = async () => {
    for await (const entry of inner) entries.push(await readEntry(entry as unknown as Contained));
  };
  const unpacker = decompressor(head);
  await both(unpacker ? pipeline(packed, unpacker, inner) : pipeline(packed, inner), reading(), inner);
  return entries;
}

/** What fails on one side of an unpacking ends the other too. */
async function both(passing: Promise<void>, reading: Promise<void>, unpacking: Extract): Promise<void> {
  reading.catch((error: Error) => unpacking.destroy(error));
  await Promise.all([passing, reading]);
}

function decompressor(head: Buffer) {
  if (isGzip(head)) return createGunzip();
  return isZstandard(head) ? createZstdDecompress() : undefined;
}

async function readEntry(entry: Contained): Promise<LayerEntry> {
  const { name, type, mode = 0, uid = 0, gid = 0, size = 0, linkname } = entry.header;
  const path = absolute(name);
  const kind = kinds[type ?? 'file'] ?? 'device';
  const bare = { path, kind, mode, uid, gid, size: 0, hash: undefined, stableHash: undefined, facts: undefined };
  if (kind !== 'file') {
    await drain(entry);
    const link = linkname == null ? undefined : kind === 'hardlink' ? absolute(linkname) : linkname;
    return { ...bare, link };
  }
  return { ...bare, size, link: undefined, ...(await readContents(path, size, entry)) };
}

const kinds: Readonly<Record<string, LayerEntry['kind']>> = {
  file: 'file',
  'contiguous-file': 'file',
  directory: 'directory',
  symlink: 'symlink',
  link: 'hardlink',
};

function absolute(name: string): string {
  return `/${name.replace(/^(?:\.?\/)+/, '').replace(/\/+$/, '')}`.replace(/^\/\.$/, '/');
}

interface Contents {
  readonly hash: string;
  readonly stableHash: string | undefined;
  readonly facts: FileFacts | undefined;
}

async function readContents(path: string, size: number, entry: AsyncIterable<Buffer>): Promise<Contents> {
  const hash = createHash('sha256');
  const kept: Buffer[] = [];
  let stable: Hash | undefined;
  let isKept = false;
  let isFirst = true;
  for await (const chunk of entry) {
    hash.update(chunk);
    if (isFirst) {
      isFirst = false;
      isKept = size <= readAtMost && isWorthReading(path, chunk, size);
      const head = withoutSourceTime(path, chunk);
      if (head) stable = createHash('sha256').update(head);
    } else stable?.update(chunk);
    if (isKept) kept.push(chunk);
  }
  if (!isKept) return { hash: hash.digest('hex'), stableHash: stable?.digest('hex'), facts: undefined };
  const read = factsOf(path, kept.length === 1 ? (kept[0] as Buffer) : Buffer.concat(kept));
  return {
    hash: hash.digest('hex'),
    stableHash: read.stable && createHash('sha256').update(read.stable).digest('hex'),
    facts: read.facts,
  };
}

/** The first piece of a stream, and the stream with that piece in it. */
async function begun(stream: AsyncIterable<Buffer>): Promise<{ head: Buffer; all: AsyncIterable<Buffer> }> {
  const pieces = stream[Symbol.asyncIterator]();
  const first = await pieces.next();
  async function* all() {
    if (first.done) return;
    yield first.value;
    for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield next.value;
  }
  return { head: first.done ? Buffer.alloc(0) : first.value, all: all() };
}

async function whole(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function drain(stream: AsyncIterable<Buffer>): Promise<void> {
  for await (const _ of stream) {
    // Only so that the next entry comes.
  }
}
