import type { Dockerfile, Flag } from '../dockerfile/model.ts';
import type { TextEdit } from '../text.ts';

/** Takes a flag out, and the blanks that part it from what follows on its line. */
export function deleteFlag({ range }: Flag, { text }: Dockerfile): TextEdit {
  let end = range.end;
  while (text[end] === ' ' || text[end] === '\t') end++;
  return { range: { start: range.start, end }, newText: '' };
}
