import type { Copied } from '../model/copied.ts';
import type { Task } from '../model/purpose.ts';
import { joinPath } from '../model/steps.ts';

const harmlessInShell = new Set('cd set echo true : export umask test [ exit printf'.split(' '));
const beside = new Set<Task['purpose']>(['index', 'packages', 'tool', 'account', 'configure', 'clean-up']);

/** Whether a command has nothing to do with what was copied. */
export function isBesideSources(
  { purpose, command: { name, words } }: Task,
  folder: string | undefined,
  copied: readonly Copied[],
): boolean {
  const operands = words.map(({ value }) => value).filter((value) => !value.startsWith('-'));
  const touches = (path: string) => {
    const at = joinPath(folder, path);
    return (
      at === undefined || /\$/.test(path) || copied.some(({ files = [] }) => files.some(({ to }) => isInside(to, at)))
    );
  };
  if (purpose === 'shell') return harmlessInShell.has(name) && !operands.some((value) => /\$\(|`/.test(value));
  if (purpose === 'files') return name === 'mkdir' || (/^(rm|touch|ln)$/.test(name) && !operands.some(touches));
  if (purpose === 'packages') return !operands.some((value) => /^\.{0,2}\//.test(value) && value !== '/dev/null');
  if (purpose === 'tool')
    return !operands.some((value) => /^\.{1,2}(\/|$)/.test(value) || /^(-r|--requirement)/.test(value));
  return beside.has(purpose);
}

/** A glob stands for whatever lies below the part in front of it. */
function isInside(path: string, folder: string): boolean {
  const base = folder.replace(/\/?[^/]*[*?[].*$/, '');
  return path === base || path.startsWith(base === '/' ? '/' : `${base}/`);
}
