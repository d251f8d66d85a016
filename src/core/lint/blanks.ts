import type { Dockerfile } from '../dockerfile/model.ts';
import type { Range } from '../text.ts';

/** Whether a stretch of a file is nothing but blanks and continued lines, without a comment among them. */
export function isBlank({ start, end }: Range, dockerfile: Dockerfile): boolean {
  return blanksEnd(start, dockerfile) >= end;
}

/** Where the blanks and the line continuations end that begin at an offset. */
export function blanksEnd(start: number, dockerfile: Dockerfile): number {
  const blanks = dockerfile.escape === '\\' ? /(?:[ \t]|\\[ \t]*\r?\n)*/y : /(?:[ \t]|`[ \t]*\r?\n)*/y;
  blanks.lastIndex = start;
  blanks.test(dockerfile.text);
  return blanks.lastIndex;
}
