/** What is not the same in a file that both images have, and whether two builds of the same may differ so. */
import type { TreeEntry } from '../image/tree.ts';
import { anywhere, inApplication } from './path-classes.ts';
import type { Explanation } from './removed.ts';
import { type ImageSide, instructionOf, isOfApplication } from './side.ts';

export interface FileChange {
  /** `mode 755 → 644`; each thing that differs. */
  readonly says: string;
  readonly before: string;
  readonly after: string;
}

/** @returns undefined for two that are the same */
export function changeOf(before: TreeEntry, after: TreeEntry): FileChange | undefined {
  const parts: [what: string, was: string, is: string][] = [];
  const look = (what: string, was: string, is: string) => {
    if (was !== is) parts.push([what, was, is]);
  };
  look('kind', before.kind, after.kind);
  const areLinks = before.kind === 'symlink' && after.kind === 'symlink';
  // Of a link neither counts: what it points to says who may do what.
  if (before.kind !== 'symlink') look('mode', before.mode.toString(8), after.mode.toString(8));
  if (!areLinks) look('owner', `${before.uid}:${before.gid}`, `${after.uid}:${after.gid}`);
  if (before.kind === after.kind) {
    look('link', before.link ?? '', after.link ?? '');
    if (before.hash !== after.hash) {
      look('size', `${before.size} bytes`, `${after.size} bytes`);
      if (before.size === after.size) look('contents', short(before.hash), short(after.hash));
    }
  }
  if (parts.length === 0) return undefined;
  const said = (at: 1 | 2) => parts.map((part) => `${part[0]} ${part[at]}`).join(', ');
  return { says: parts.map(([what]) => what).join(', '), before: said(1), after: said(2) };
}

/** @returns undefined where the change may be seen by what runs */
export function explainChange(
  before: TreeEntry,
  after: TreeEntry,
  sides: { readonly before: ImageSide; readonly after: ImageSide },
): Explanation | undefined {
  const { path } = before;
  const known = [...anywhere, ...inApplication].find(({ matches }) => matches.test(path));
  if (known) return { reason: known.reason, restsOnStart: known.restsOnStart ?? false };
  const wasOfBase = !instructionOf(sides.before, before);
  const areFolders = before.kind === 'directory' && after.kind === 'directory';
  if (wasOfBase && (areFolders || !instructionOf(sides.after, after)))
    return { reason: 'of another base image', restsOnStart: true };
  const onlyContents = changeOf({ ...before, hash: undefined, size: 0 }, { ...after, hash: undefined, size: 0 });
  if (onlyContents === undefined) {
    const stable = before.stableHash !== undefined && before.stableHash === after.stableHash;
    if (stable) return { reason: 'the same but for the times and ids that each build gives', restsOnStart: false };
    if (/\/\.next\//.test(path)) return { reason: 'built by Next.js, which draws names by chance', restsOnStart: true };
    if (/\/vendor\/(?:autoload|composer\/autoload_(?:real|static))\.php$/.test(path)) {
      return { reason: 'written by Composer, which draws names by chance', restsOnStart: true };
    }
    if (/\/node_modules\/\.bin\/[^/]+$/.test(path)) {
      return { reason: 'written by the package manager to start a package', restsOnStart: true };
    }
    if (isBuiltAnew(before, after)) return { reason: 'program that was built anew', restsOnStart: true };
    if (/\.dist-info\/(?:RECORD|direct_url\.json|REQUESTED|INSTALLER)$/.test(path)) {
      return { reason: 'record of a Python package', restsOnStart: false };
    }
  }
  if (isOfApplication(sides.before, before)) return undefined;
  return { reason: 'of the system, in another version', restsOnStart: true };
}

/** The same program as far as what it links to says; its bytes hang on paths, tools and their versions. */
function isBuiltAnew(before: TreeEntry, after: TreeEntry): boolean {
  const [a, b] = [before.facts?.elf, after.facts?.elf];
  if (!a || !b || a.machine !== b.machine) return false;
  // One that needs no loader any more starts wherever the other did.
  return (
    (b.interpreter === undefined || a.interpreter === b.interpreter) &&
    b.needed.every((name) => a.needed.includes(name))
  );
}

function short(hash: string | undefined): string {
  return (hash ?? '').slice(0, 12);
}
