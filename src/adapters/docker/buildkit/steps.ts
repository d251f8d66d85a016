/** Makes steps, with numbers and times, of what BuildKit tells about its vertexes. */
import type { BuildListener, BuildStep } from '../contract.ts';
import { BuildFailure } from '../errors.ts';
import type { Trace, Vertex, VertexStatus } from './trace.ts';

const outputKept = 20;

export class StepTracker {
  readonly #listener: BuildListener;
  readonly #steps = new Map<string, BuildStep>();
  readonly #names = new Map<string, string>();
  readonly #output = new Map<string, OutputLines>();
  #failed: { readonly digest: string; readonly name: string } | undefined;

  constructor(listener: BuildListener) {
    this.#listener = listener;
  }

  take(trace: Trace): void {
    for (const vertex of trace.vertexes) this.#takeVertex(vertex);
    for (const status of trace.statuses) this.#takeStatus(status);
    for (const { vertex, bytes } of trace.logs) {
      const lines = this.#output.get(vertex) ?? new OutputLines();
      this.#output.set(vertex, lines);
      for (const line of lines.add(bytes)) this.#listener({ kind: 'log', line, step: this.#steps.get(vertex) });
    }
    for (const { text, line } of trace.warnings) {
      this.#listener({ kind: 'log', line: `warning: ${text}${line ? ` (line ${line})` : ''}`, step: undefined });
    }
  }

  all(): BuildStep[] {
    return [...this.#steps.values()];
  }

  failure(message: string): BuildFailure {
    const failed = this.#failed;
    return new BuildFailure(message, failed?.name, (failed && this.#output.get(failed.digest)?.last) ?? []);
  }

  #takeVertex(vertex: Vertex): void {
    this.#names.set(vertex.digest, vertex.name);
    // The first error is the cause; the steps that were stopped because of it report "context canceled".
    if (vertex.error && !/context canceled/.test(vertex.error)) {
      this.#failed ??= { digest: vertex.digest, name: vertex.name };
    }
    const named = parseStepName(vertex.name);
    if (!named || vertex.started === undefined) return;
    const finished = vertex.completed !== undefined;
    const state = vertex.error ? 'failed' : vertex.cached ? 'cached' : finished ? 'done' : 'running';
    const seconds = finished ? Math.max(0, (vertex.completed as number) - vertex.started) : undefined;
    const before = this.#steps.get(vertex.digest);
    if (before && before.state === state) return;
    // A vertex may run more than once, for a base image that is resolved and then unpacked.
    if (before && before.state !== 'running' && state === 'running') return;
    const step: BuildStep = { ...named, state, seconds };
    this.#steps.set(vertex.digest, step);
    this.#listener({ kind: 'step', step });
  }

  #takeStatus({ id, vertex, current, total }: VertexStatus): void {
    if (total > 0 && /^\[.*\] FROM |^\[internal\] load metadata/.test(this.#names.get(vertex) ?? '')) {
      this.#listener({ kind: 'pull', name: id, bytes: current, total });
    }
  }
}

/** `[linux/arm64 build 2/4] RUN make` → stage, number, total and the instruction; undefined for what is internal. */
export function parseStepName(name: string): Pick<BuildStep, 'number' | 'total' | 'stage' | 'name'> | undefined {
  const match = /^\[(?:[a-z0-9]+\/[a-z0-9]+(?:\/[a-z0-9]+)? )?(?:(\S+) +)?(\d+)\/(\d+)\] (.*)$/s.exec(name);
  if (!match) return undefined;
  return { stage: match[1] ?? '', number: Number(match[2]), total: Number(match[3]), name: match[4] as string };
}

/** Cuts output into lines, keeps the last few, and holds back a line that has not ended yet. */
class OutputLines {
  readonly last: string[] = [];
  readonly #decoder = new TextDecoder();
  #held = '';

  add(bytes: Buffer): string[] {
    const parts = (this.#held + this.#decoder.decode(bytes, { stream: true })).split(/\r?\n/);
    this.#held = parts.pop() as string;
    // A carriage return draws over the line; what is seen at the end is what counts.
    const lines = parts.map((line) => line.slice(line.lastIndexOf('\r') + 1));
    this.last.push(...lines.filter((line) => line.trim() !== ''));
    this.last.splice(0, this.last.length - outputKept);
    return lines;
  }
}
