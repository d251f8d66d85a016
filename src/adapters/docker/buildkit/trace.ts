/**
 * What BuildKit says while it works: the `moby.buildkit.trace` messages of the engine's build stream.
 * Field numbers from BuildKit's public control.proto (StatusResponse).
 */
import { type Field, fields } from './protobuf.ts';

export interface Trace {
  readonly vertexes: readonly Vertex[];
  readonly statuses: readonly VertexStatus[];
  readonly logs: readonly VertexLog[];
  readonly warnings: readonly { readonly text: string; readonly line: number | undefined }[];
}

/** A step or something internal; told again whenever it changes. */
export interface Vertex {
  readonly digest: string;
  readonly name: string;
  readonly cached: boolean;
  /** Seconds since the epoch. */
  readonly started: number | undefined;
  readonly completed: number | undefined;
  readonly error: string;
}

/** Part of a vertex: a layer being pulled, an export. */
export interface VertexStatus {
  readonly id: string;
  readonly vertex: string;
  readonly current: number;
  readonly total: number;
  readonly completed: boolean;
}

interface VertexLog {
  readonly vertex: string;
  readonly bytes: Buffer;
}

/** @param aux the base64 text of a trace message's `aux` */
export function decodeTrace(aux: string): Trace {
  const vertexes: Vertex[] = [];
  const statuses: VertexStatus[] = [];
  const logs: VertexLog[] = [];
  const warnings: { text: string; line: number | undefined }[] = [];
  for (const { number, bytes } of fields(Buffer.from(aux, 'base64'))) {
    if (number === 1) vertexes.push(vertex(bytes));
    else if (number === 2) statuses.push(status(bytes));
    else if (number === 3) logs.push(log(bytes));
    else if (number === 4) warnings.push(warning(bytes));
  }
  return { vertexes, statuses, logs, warnings };
}

function vertex(message: Buffer): Vertex {
  const found = byNumber(message);
  return {
    digest: text(found.get(1)),
    name: text(found.get(3)),
    cached: found.get(4)?.value === 1,
    started: time(found.get(5)),
    completed: time(found.get(6)),
    error: text(found.get(7)),
  };
}

function status(message: Buffer): VertexStatus {
  const found = byNumber(message);
  return {
    id: text(found.get(1)),
    vertex: text(found.get(2)),
    current: found.get(4)?.value ?? 0,
    total: found.get(5)?.value ?? 0,
    completed: found.has(8),
  };
}

function log(message: Buffer): VertexLog {
  const found = byNumber(message);
  return { vertex: text(found.get(1)), bytes: found.get(4)?.bytes ?? Buffer.alloc(0) };
}

function warning(message: Buffer): { text: string; line: number | undefined } {
  const found = byNumber(message);
  const start = found.get(7) && byNumber(found.get(7)?.bytes as Buffer).get(1);
  return { text: text(found.get(3)), line: start ? byNumber(start.bytes).get(1)?.value : undefined };
}

/** The last of each field, which is the one that counts for fields that are not repeated. */
function byNumber(message: Buffer): Map<number, Field> {
  const found = new Map<number, Field>();
  for (const field of fields(message)) found.set(field.number, field);
  return found;
}

function text(field: Field | undefined): string {
  return field ? field.bytes.toString('utf8') : '';
}

function time(field: Field | undefined): number | undefined {
  if (!field) return undefined;
  const found = byNumber(field.bytes);
  return (found.get(1)?.value ?? 0) + (found.get(2)?.value ?? 0) / 1e9;
}
