import { ignoreFilter, parseIgnoreFile } from '../image/dockerignore.ts';

/** The folder that COPY reads from, as far as it was looked at. All paths are relative to it, with `/`. */
export interface BuildContext {
  /** Every file and link, in any order; what is ignored is among them. */
  readonly paths: readonly string[];
  /** False where there are more than were listed, or a folder could not be read. */
  readonly complete: boolean;
  /** Path of the Dockerfile, undefined where it lies elsewhere. */
  readonly dockerfile: string | undefined;
  /** @returns undefined for what cannot be read, is no text, or is too long to be a manifest */
  read(path: string): string | undefined;
  /** The permission bits that the builder is sent; undefined, or left out, where that is not known, as on Windows. */
  mode?(path: string): number | undefined;
}

/** A build context that answers the questions of rewrites; what it was asked it remembers. */
export class ContextFiles {
  readonly complete: boolean;
  readonly dockerfile: string | undefined;
  /** The `.dockerignore` that the build obeys: path, and text where there is such a file. */
  readonly ignoreFile: { readonly path: string; readonly text: string | undefined };
  readonly #context: BuildContext;
  readonly #all: readonly string[];
  readonly #isIgnored: (path: string) => boolean;
  #sent: readonly string[] | undefined;
  readonly #texts = new Map<string, string | undefined>();
  readonly #sends = new Map<RegExp, boolean>();

  constructor(context: BuildContext) {
    this.#context = context;
    this.complete = context.complete;
    this.dockerfile = context.dockerfile;
    this.#all = [...context.paths].sort(byCodeUnit);
    const own = context.dockerfile && `${context.dockerfile}.dockerignore`;
    const path = own !== undefined && this.#find(own) ? own : '.dockerignore';
    const text = this.#find(path) ? this.read(path) : undefined;
    this.ignoreFile = { path, text };
    const filter = text === undefined ? undefined : ignoreFilter(parseIgnoreFile(text));
    this.#isIgnored = (file) => filter?.ignores(file) ?? false;
  }

  /** What COPY can see, sorted. */
  get sent(): readonly string[] {
    this.#sent ??= this.#all.filter((path) => !this.#isIgnored(path));
    return this.#sent;
  }

  /** Ignored files too, sorted. */
  get all(): readonly string[] {
    return this.#all;
  }

  /** Whether COPY can see such a file. */
  has(path: string): boolean {
    return this.#find(path) && !this.#isIgnored(path);
  }

  /** Whether COPY can see a file whose path matches; a pattern is looked for once. */
  sends(pattern: RegExp): boolean {
    const known = this.#sends.get(pattern) ?? this.sent.some((path) => pattern.test(path));
    this.#sends.set(pattern, known);
    return known;
  }

  /** Whether COPY would not see such a file if there were one. */
  ignores(path: string): boolean {
    return this.#isIgnored(path);
  }

  /** Whether COPY can see such a folder; the context itself is '' . */
  hasFolder(folder: string): boolean {
    return folder === '' || this.under(folder).length > 0;
  }

  /** The files that COPY can see in a folder, at any depth; '' is the context itself. */
  under(folder: string): readonly string[] {
    if (folder === '') return this.sent;
    const start = lowerBound(this.sent, `${folder}/`);
    let end = start;
    while (this.sent[end]?.startsWith(`${folder}/`)) end++;
    return this.sent.slice(start, end);
  }

  /** The text of a file that COPY can see. */
  text(path: string): string | undefined {
    return this.has(path) ? this.read(path) : undefined;
  }

  /** A manifest in JSON; undefined where it is none. */
  json(path: string): Readonly<Record<string, unknown>> | undefined {
    const text = this.text(path);
    if (text === undefined) return undefined;
    try {
      const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
      return typeof value === 'object' && value !== null && !Array.isArray(value)
        ? (value as Record<string, unknown>)
        : undefined;
    } catch {
      return undefined;
    }
  }

  /** The permission bits of a file that COPY can see; undefined where they are not known. */
  mode(path: string): number | undefined {
    return this.has(path) ? this.#context.mode?.(path) : undefined;
  }

  /** Whether or not it is ignored. */
  read(path: string): string | undefined {
    if (!this.#texts.has(path)) this.#texts.set(path, this.#context.read(path));
    return this.#texts.get(path);
  }

  #find(path: string): boolean {
    return this.#all[lowerBound(this.#all, path)] === path;
  }
}

function lowerBound(sorted: readonly string[], wanted: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as string) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
