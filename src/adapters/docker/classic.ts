/** A build by the builder that engines had before BuildKit, and by those that speak like it (Podman). */
import { access, readFile } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stripVTControlCharacters } from 'node:util';
import { ignoreFilter, parseIgnoreFile } from '../../core/image/dockerignore.ts';
import { buildQuery } from './build-query.ts';
import { type ContextEntry, folderOnDisk } from './context.ts';
import type { BuildListener, BuildRequest, BuildStep, BuiltImage } from './contract.ts';
import type { Dial } from './dial.ts';
import { BuildFailure } from './errors.ts';

/** @returns undefined when the engine ended its answer without a result */
export async function buildClassic(
  dial: Dial,
  request: BuildRequest,
  listener: BuildListener,
  signal: AbortSignal,
): Promise<BuiltImage | undefined> {
  const context = await packContext(request, listener);
  const steps = new ClassicSteps(listener);
  let imageId: string | undefined;
  let failed: string | undefined;
  const answer = await dial.stream('/build', {
    query: { ...buildQuery(request, context.dockerfile), version: '1', rm: '1', forcerm: '1' },
    headers: { 'Content-Type': 'application/x-tar' },
    body: context.tar,
    signal,
  });
  for await (const message of answer as AsyncGenerator<ClassicMessage>) {
    if (message.stream !== undefined) steps.take(message.stream);
    const id = (message.aux as { ID?: string } | undefined)?.ID;
    if (id) imageId = id;
    if (message.error !== undefined) failed = message.error;
  }
  if (failed !== undefined) throw context.error() ?? steps.failure(failed);
  steps.end();
  return imageId === undefined ? undefined : { imageId, steps: steps.all };
}

interface ClassicMessage {
  readonly stream?: string;
  readonly aux?: unknown;
  readonly error?: string;
}

/**
 * The context as a tar stream. The Dockerfile goes along even where it is ignored, since the engine
 * needs it; with the .dockerignore beside it, the engine takes both out again before it copies.
 */
async function packContext(
  request: BuildRequest,
  listener: BuildListener,
): Promise<{ tar: Readable; dockerfile: string; error(): unknown }> {
  const { pack } = await import('tar-stream');
  const tar = pack();
  const { dockerfile } = request;
  const inside = relative(request.context, dockerfile.path).split(sep).join('/');
  // One that lies elsewhere, or nowhere yet, goes along under a name that nothing else has.
  const lies = !inside.startsWith('../') && !isAbsolute(inside) && (await exists(dockerfile.path));
  const name = lies ? inside : '.quayside.Dockerfile';
  const patterns = await ignorePatterns(request);
  if (!lies) patterns.push(name);
  if (!(await exists(join(request.context, '.dockerignore')))) patterns.push('.dockerignore');
  const own = new Map([[name, dockerfile.text]]);
  own.set('.dockerignore', `${patterns.join('\n')}\n`);

  let failure: unknown;
  let bytes = 0;
  const fill = async () => {
    for await (const entry of folderOnDisk(request.context).entries(ignoreFilter(patterns))) {
      if (own.has(entry.path)) continue;
      bytes += await pour(tar, entry, (more) => listener({ kind: 'context', bytes: bytes + more, total: undefined }));
    }
    for (const [path, text] of own) tar.entry({ name: path, mode: 0o644, mtime: new Date(0) }, text);
    tar.finalize();
  };
  fill().catch((error: Error) => {
    failure = error;
    tar.destroy(error);
  });
  return { tar: tar as unknown as Readable, dockerfile: name, error: () => failure };
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

type Pack = import('tar-stream').Pack;

async function pour(tar: Pack, entry: ContextEntry, sent: (bytes: number) => void): Promise<number> {
  const header = {
    name: entry.path,
    mode: entry.mode,
    size: entry.size,
    mtime: new Date(Number(entry.modified / 1_000_000n)),
    type: entry.kind,
    ...(entry.link === undefined ? {} : { linkname: entry.link }),
  };
  if (entry.kind !== 'file') {
    return new Promise((resolve, reject) => {
      const sink = tar.entry(header, (error) => (error ? reject(error) : resolve(0)));
      sink.on('error', reject);
    });
  }
  let bytes = 0;
  const sink = tar.entry(header);
  await pipeline(
    entry.open(),
    async function* (contents: AsyncIterable<Buffer>) {
      for await (const chunk of contents) {
        bytes += chunk.length;
        sent(bytes);
        yield chunk;
      }
    },
    sink,
  );
  return bytes;
}

/** `<Dockerfile>.dockerignore` beside the Dockerfile, else `.dockerignore` of the context. */
async function ignorePatterns({ context, dockerfile }: BuildRequest): Promise<string[]> {
  const beside = join(dirname(dockerfile.path), `${basename(dockerfile.path)}.dockerignore`);
  for (const path of [beside, join(context, '.dockerignore')]) {
    const text = await readFile(path, 'utf8').catch(() => undefined);
    if (text !== undefined) return parseIgnoreFile(text);
  }
  return [];
}

/** Reads `Step 2/5 : RUN make`, ` ---> Using cache`, and everything else as output. */
class ClassicSteps {
  readonly all: BuildStep[] = [];
  readonly #listener: BuildListener;
  readonly #output: string[] = [];
  #began = 0;
  #held = '';

  constructor(listener: BuildListener) {
    this.#listener = listener;
  }

  take(text: string): void {
    const parts = (this.#held + text).split(/\r?\n/);
    this.#held = parts.pop() as string;
    for (const line of parts) this.#takeLine(line);
  }

  /** The step that was running is done. */
  end(): void {
    this.#settle('done');
  }

  failure(message: string): BuildFailure {
    const running = this.all.at(-1);
    this.#settle('failed');
    return new BuildFailure(message, running && `[${running.number}/${running.total}] ${running.name}`, this.#output);
  }

  #takeLine(raw: string): void {
    const line = stripVTControlCharacters(raw);
    const step = /^(?:Step|STEP) (\d+)\/(\d+) ?: (.*)$/.exec(line);
    if (step) {
      this.#settle('done');
      this.#began = performance.now();
      this.#output.length = 0;
      const begun: BuildStep = {
        number: Number(step[1]),
        total: Number(step[2]),
        stage: '',
        name: step[3] as string,
        state: 'running',
        seconds: undefined,
      };
      this.all.push(begun);
      this.#listener({ kind: 'step', step: begun });
    } else if (/^ ?--->|^-->/.test(line)) {
      if (/Using cache/i.test(line)) this.#settle('cached');
    } else if (line !== '') {
      this.#output.push(line);
      this.#output.splice(0, this.#output.length - 20);
      this.#listener({ kind: 'log', line, step: this.all.at(-1) });
    }
  }

  #settle(state: 'done' | 'cached' | 'failed'): void {
    const running = this.all.at(-1);
    if (running?.state !== 'running') return;
    const settled: BuildStep = { ...running, state, seconds: (performance.now() - this.#began) / 1000 };
    this.all[this.all.length - 1] = settled;
    this.#listener({ kind: 'step', step: settled });
  }
}
