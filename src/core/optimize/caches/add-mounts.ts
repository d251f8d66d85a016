import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import { mountOptions } from '../../dockerfile/mounts.ts';
import { lineBreakOf } from '../../lint/line-breaks.ts';
import type { TextEdit } from '../../text.ts';
import type { BaseImage } from '../model/base-image.ts';
import type { CacheFolder } from './tool-caches.ts';

/** The edit that gives a RUN mounts of caches; what it would bring of other kinds of flags stays. */
export function addMounts(
  run: Instruction,
  folders: readonly CacheFolder[],
  uid: number | undefined,
  dockerfile: Dockerfile,
): TextEdit {
  const mounts = folders.map(({ target, sharing, id }) => {
    const name = id === undefined ? '' : `,id=${id}`;
    const owner = uid === undefined ? '' : `,uid=${uid},gid=${uid}`;
    return `--mount=type=cache${name},target=${target}${sharing === undefined ? '' : `,sharing=${sharing}`}${owner}`;
  });
  return addFlags(run, mounts, dockerfile);
}

/** The edit that gives a RUN flags after those it has, each on a line of its own where the command allows it. */
export function addFlags(
  { flags, keywordRange, command, heredocs }: Instruction,
  added: readonly string[],
  { text }: Dockerfile,
): TextEdit {
  const after = flags.at(-1)?.range.end ?? keywordRange.end;
  const begin = command?.range.start ?? after;
  const isOnOneLine =
    heredocs.length === 0 && command?.form === 'shell' && /^[ \t]+(\\\r?\n[ \t]*)?$/.test(text.slice(after, begin));
  const gap = ` \\${lineBreakOf(text)}    `;
  if (!isOnOneLine) return { range: { start: after, end: after }, newText: added.map((flag) => ` ${flag}`).join('') };
  const [first, ...others] = added;
  const start = flags.length === 0 ? ` ${first}` : `${gap}${first}`;
  return { range: { start: after, end: begin }, newText: start + others.map((flag) => gap + flag).join('') + gap };
}

/** Whether a RUN has a mount of a cache at a folder or above it already. */
export function hasCacheAt(run: Instruction, folder: string): boolean {
  return cacheMounts(run).some(({ target }) => folder === target || folder.startsWith(`${target}/`));
}

/** The mounts of caches that a RUN has. */
export function cacheMounts({ flags }: Instruction): { readonly target: string; readonly id: string | undefined }[] {
  return flags.flatMap(({ name, value }) => {
    if (name !== 'mount' || value === undefined) return [];
    const options = mountOptions(value);
    if (options.find(({ key }) => key === 'type')?.value !== 'cache') return [];
    const target = options.find(({ key }) => /^(target|dst|destination)$/.test(key))?.value;
    if (target === undefined) return [];
    const id = options.find(({ key }) => key === 'id' || key === 'from')?.value;
    return [{ target: target.replace(/(.)\/$/, '$1'), id }];
  });
}

/** A name for what fits images of one base alone. */
export function idFor(what: string, { text }: BaseImage): string {
  return `${what}-${text.replace(/[^\w.-]+/g, '-')}`;
}

/** Why the builder that a `# syntax` names may know no mounts, as a sentence. */
export function whyNoMounts({ directives }: Dockerfile): string | undefined {
  const syntax = directives.find(({ name }) => name === 'syntax')?.value;
  if (syntax === undefined) return undefined;
  const version = /(?:^|\/)docker\/dockerfile(?::(\S+?))?(?:@\S+)?$/.exec(syntax);
  if (!version) return `The syntax ${syntax} may know no mounts.`;
  const [, tag = 'latest'] = version;
  const isOld = /^(experimental|1\.[01](\D|$)|0)/.test(tag);
  return isOld ? `The syntax ${syntax} knows no mounts yet.` : undefined;
}
