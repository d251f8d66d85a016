import type { TextEdit } from '../../core/text.ts';

/** What lies between the first and the last place where two texts differ, by whole lines. */
export function changedPart(before: string, after: string): TextEdit | undefined {
  if (before === after) return undefined;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  start = start === 0 ? 0 : before.lastIndexOf('\n', start - 1) + 1;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  const lineEnd = before.indexOf('\n', before.length - end);
  end = lineEnd < 0 ? 0 : before.length - lineEnd - 1;
  return {
    range: { start, end: before.length - end },
    newText: after.slice(start, after.length - end),
  };
}
