import { ignoreFilter } from '../../image/dockerignore.ts';
import type { ContextFiles } from '../context.ts';
import { isOfImages } from './image-folders.ts';
import { argumentIn, joinPath, type Step } from './steps.ts';

/** What a COPY or ADD brings from the build context. */
export interface Copied {
  readonly step: Step;
  /** As written, variables put in; undefined where that cannot be done, or hangs on an ARG. */
  readonly sources: readonly string[] | undefined;
  /** The ARG that the sources hang on: with another value for it, others are copied. */
  readonly argument: string | undefined;
  /** Absolute path, with a `/` at its end where it is a folder for certain; undefined where it is not known. */
  readonly destination: string | undefined;
  /** The files, undefined where the context or a path is not known. */
  readonly files: readonly CopiedFile[] | undefined;
}

export interface CopiedFile {
  /** In the build context. */
  readonly from: string;
  /** Absolute, in the image. */
  readonly to: string;
}

/**
 * @param isFolderThere whether there is a folder at an absolute path already, which a file is copied into
 * @returns undefined for what is no copy from the build context
 */
export function copiedBy(
  step: Step,
  context: ContextFiles | undefined,
  isFolderThere: (path: string) => boolean,
): Copied | undefined {
  const { instruction, workdir } = step;
  const { keyword, words, flags, heredocs } = instruction;
  if ((keyword !== 'COPY' && keyword !== 'ADD') || flags.some(({ name }) => name === 'from')) return undefined;
  if (words.length < 2 || heredocs.length > 0) return undefined;
  const values = words.map(step.expand);
  const last = values.at(-1);
  const target = joinPath(workdir, last);
  const isThere = target !== undefined && (isOfImages(target) || `${workdir}/`.startsWith(`${target}/`));
  const isFolder =
    last !== undefined &&
    target !== undefined &&
    (/(^|\/)\.{0,2}$/.test(last) || words.length > 2 || isThere || isFolderThere(target));
  const destination = target === undefined ? undefined : isFolder && target !== '/' ? `${target}/` : target;
  const named = words.slice(0, -1);
  const argument = argumentIn(named.map(({ raw }) => raw).join(' '), step);
  const isKnown = argument === undefined && values.slice(0, -1).every((value) => value !== undefined);
  const sources = isKnown ? (values.slice(0, -1) as string[]) : undefined;
  return {
    step,
    sources,
    argument,
    destination,
    files: filesOf(
      sources,
      destination,
      context,
      flags.some(({ name }) => name === 'exclude' || name === 'parents') ||
        (keyword === 'ADD' && (sources ?? []).some((source) => isArchive.test(source))),
    ),
  };
}

/** ADD unpacks those, and what is in them is not known. */
const isArchive = /\.(tar|tgz|tbz2?|txz|tzst|tar\.\w+|gz|bz2|xz|zst)$/i;

function filesOf(
  sources: readonly string[] | undefined,
  destination: string | undefined,
  context: ContextFiles | undefined,
  isSifted: boolean,
): CopiedFile[] | undefined {
  if (!sources || destination === undefined || !context?.complete || isSifted) return undefined;
  const files: CopiedFile[] = [];
  for (const source of sources) {
    if (/^(https?:|git@|ssh:|ftp:)/.test(source)) return undefined;
    const path = (joinPath('/', source) as string).slice(1);
    if (/[*?[]/.test(path)) files.push(...matching(path, destination, context));
    else if (path === '' || !context.has(path)) files.push(...folder(path, destination, context));
    else files.push({ from: path, to: destination.endsWith('/') ? destination + baseName(path) : destination });
  }
  return files;
}

/** What lies in a folder comes without the folder itself. */
function folder(path: string, destination: string, context: ContextFiles): CopiedFile[] {
  const base = destination.endsWith('/') ? destination : `${destination}/`;
  const skip = path === '' ? 0 : path.length + 1;
  return context.under(path).map((from) => ({ from, to: base + from.slice(skip) }));
}

function matching(pattern: string, destination: string, context: ContextFiles): CopiedFile[] {
  const filter = ignoreFilter([pattern]);
  const depth = pattern.split('/').length;
  const base = destination.endsWith('/') ? destination : `${destination}/`;
  return context.sent
    .filter((path) => filter.ignores(path))
    .map((from) => {
      const parts = from.split('/');
      // A folder that matches is copied as its contents.
      const to = parts.length > depth ? parts.slice(depth).join('/') : baseName(from);
      return { from, to: base + to };
    });
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
