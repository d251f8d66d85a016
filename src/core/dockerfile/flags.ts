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
    const from = at;
    let equals = -1;
    let plain = '';
    let plainEquals = -1;
    let quote = 0;
    for (; at < end; at++) {
      let c = text.charCodeAt(at);
      if (quote === 0) {
        if (isSpace(c)) break;
        if (c === SINGLE_QUOTE || c === DOUBLE_QUOTE) {
          quote = c;
          continue;
        }
      } else if (c === quote) {
        quote = 0;
        continue;
      }
      if (c === BACKSLASH) {
        at++;
        if (at >= end) break;
        c = text.charCodeAt(at);
      }
      if (c === EQUALS && equals < 0) {
        equals = at;
        plainEquals = plain.length;
      }
      plain += text[at];
    }
    const range = { start: from, end: at };
    at = skipSpace(text, at, end);
    if (plain === '--') break;
    flags.push({
      name: plain.slice(2, plainEquals < 0 ? undefined : plainEquals),
      value: plainEquals < 0 ? undefined : plain.slice(plainEquals + 1),
      range,
      valueRange: equals < 0 ? undefined : { start: equals + 1, end: range.end },
    });
  }
  return { flags, next: at };
}
