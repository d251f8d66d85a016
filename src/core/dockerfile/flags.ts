import type { Range } from '../text.ts';
import { BACKSLASH, DOUBLE_QUOTE, EQUALS, isSpace, SINGLE_QUOTE, skipSpace } from './characters.ts';

const DASH = 45;

export interface ScannedFlag {
  readonly name: string;
  readonly value: string | undefined;
  /** In the folded line. */
  readonly range: Range;
  readonly valueRange: Range | undefined;
}

/**
 * Reads the words starting with `--` that stand before the arguments; a lone `--` ends them. In a
 * flag it is always the backslash that escapes, whatever the escape directive says.
 *
 * @returns the flags and where the arguments start
 */
export function scanFlags(text: string, start: number, end: number): { flags: ScannedFlag[]; next: number } {
  const flags: ScannedFlag[] = [];
  let at = skipSpace(text, start, end);
  while (text.charCodeAt(at) === DASH && text.charCodeAt(at + 1) === DASH && at + 1 < end) {
    const { flag, end: flagEnd } = scanFlag(text, at, end);
    at = skipSpace(text, flagEnd, end);
    if (!flag) break;
    flags.push(flag);
  }
  return { flags, next: at };
}

/** One word; no flag when it is `--` and nothing else. */
function scanFlag(text: string, start: number, limit: number): { flag: ScannedFlag | undefined; end: number } {
  let quote = 0;
  let equals = -1;
  let plain: string[] | undefined;
  let copied = start;
  let at = start;
  for (; at < limit; at++) {
    const c = text.charCodeAt(at);
    if (quote === 0 && isSpace(c)) break;
    if (quote === 0 ? c === SINGLE_QUOTE || c === DOUBLE_QUOTE : c === quote) quote = quote === 0 ? c : 0;
    else if (c !== BACKSLASH) {
      if (c === EQUALS && equals < 0) equals = at;
      continue;
    }
    // A quote or a backslash is left out; what a backslash escapes is not looked at.
    plain ??= [];
    plain.push(text.slice(copied, at));
    copied = at + 1;
    if (c === BACKSLASH) at++;
  }
  const end = Math.min(at, limit);
  const written = plain ? plain.join('') + text.slice(copied, end) : text.slice(start, end);
  if (written === '--') return { flag: undefined, end };
  const cut = written.indexOf('=');
  return {
    flag: {
      name: written.slice(2, cut < 0 ? undefined : cut),
      value: cut < 0 ? undefined : written.slice(cut + 1),
      range: { start, end },
      valueRange: equals < 0 || cut < 0 ? undefined : { start: equals + 1, end },
    },
    end,
  };
}
