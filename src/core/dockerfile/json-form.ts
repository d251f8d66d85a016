import type { Range } from '../text.ts';
import { BACKSLASH, DOUBLE_QUOTE } from './characters.ts';

interface JsonWord {
  readonly value: string;
  /** Quotes included, in the text that was read. */
  readonly range: Range;
}

/**
 * - `strings`: an array of strings, the exec form
 * - `mixed`: a JSON array of other things, which the builder refuses
 * - `none`: no JSON array, so shell form
 */
export type JsonForm = { kind: 'strings'; words: JsonWord[] } | { kind: 'mixed' } | { kind: 'none' };

const NONE: JsonForm = { kind: 'none' };

/**
 * Reads the exec form exactly as the builder does, which is strict JSON: double quotes, no trailing
 * comma, nothing after the bracket.
 */
export function readJsonForm(text: string, start: number, end: number): JsonForm {
  if (text[start] !== '[') return NONE;
  const words: JsonWord[] = [];
  let at = skipJsonBlanks(text, start + 1, end);
  if (text[at] === ']' && at < end)
    return skipJsonBlanks(text, at + 1, end) === end ? { kind: 'strings', words } : NONE;
  for (;;) {
    const value = readString(text, at);
    if (value === undefined) return isJsonArray(text.slice(start, end)) ? { kind: 'mixed' } : NONE;
    words.push({ value: value.value, range: { start: at, end: value.end } });
    at = skipJsonBlanks(text, value.end, end);
    if (at >= end) return NONE;
    if (text[at] === ']') return skipJsonBlanks(text, at + 1, end) === end ? { kind: 'strings', words } : NONE;
    if (text[at] !== ',') return NONE;
    at = skipJsonBlanks(text, at + 1, end);
  }
}

/** By hand and not by pattern: a string may be megabytes long. */
function readString(text: string, start: number): { value: string; end: number } | undefined {
  if (text.charCodeAt(start) !== DOUBLE_QUOTE) return undefined;
  let escaped = false;
  for (let at = start + 1; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c === BACKSLASH) {
      escaped = true;
      at++;
    } else if (c < 32) return undefined;
    else if (c === DOUBLE_QUOTE) {
      const value = escaped ? decodeString(text.slice(start, at + 1)) : text.slice(start + 1, at);
      return value === undefined ? undefined : { value, end: at + 1 };
    }
  }
  return undefined;
}

function decodeString(literal: string): string | undefined {
  try {
    return JSON.parse(literal) as string;
  } catch {
    return undefined;
  }
}

function skipJsonBlanks(text: string, start: number, end: number): number {
  let at = start;
  while (at < end) {
    const c = text.charCodeAt(at);
    if (c !== 32 && c !== 9 && c !== 10 && c !== 13) break;
    at++;
  }
  return at;
}

function isJsonArray(text: string): boolean {
  try {
    return Array.isArray(JSON.parse(text));
  } catch {
    return false;
  }
}
