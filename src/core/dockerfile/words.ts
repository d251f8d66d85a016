import type { Range } from '../text.ts';
import {
  BACKSLASH,
  CLOSE_BRACE,
  DOLLAR,
  DOUBLE_QUOTE,
  isBlank,
  isSpace,
  OPEN_BRACE,
  SINGLE_QUOTE,
  skipSpace,
} from './characters.ts';
import type { Folded } from './folded-text.ts';
import type { Word } from './model.ts';

/** The words of FROM, COPY, EXPOSE …: cut at blanks, whatever quotes there are. */
export function splitAtBlanks(text: string, start: number, end: number): Range[] {
  const words: Range[] = [];
  let at = start;
  while (at < end) {
    while (at < end && isBlank(text.charCodeAt(at))) at++;
    if (at === end) break;
    const from = at;
    while (at < end && !isBlank(text.charCodeAt(at))) at++;
    words.push({ start: from, end: at });
  }
  return words;
}

/** The words of ENV, LABEL and ARG: cut at space outside quotes, quotes and escapes still in them. */
export function splitOutsideQuotes(text: string, start: number, end: number, escapeCode: number): Range[] {
  const words: Range[] = [];
  let at = skipSpace(text, start, end);
  while (at < end) {
    const from = at;
    let quote = 0;
    for (; at < end; at++) {
      const c = text.charCodeAt(at);
      if (quote === 0) {
        if (isSpace(c)) break;
        if (c === SINGLE_QUOTE || c === DOUBLE_QUOTE) quote = c;
        else if (c === escapeCode) at++;
      } else if (c === quote) quote = 0;
      else if (c === escapeCode && quote !== SINGLE_QUOTE) at++;
    }
    at = Math.min(at, end);
    words.push({ start: from, end: at });
    at = skipSpace(text, at, end);
  }
  return words;
}

/**
 * What the builder makes of a word: quotes and escapes go, variables stay as they are written. A
 * quote that is never closed is kept.
 */
export function unquote(word: string, escapeCode: number): string {
  if (!needsUnquoting(word, escapeCode)) return word;
  let result = '';
  let quote = 0;
  let quoteStart = 0;
  for (let at = 0; at < word.length; at++) {
    const c = word.charCodeAt(at);
    if (c === DOLLAR && quote !== SINGLE_QUOTE && word.charCodeAt(at + 1) === OPEN_BRACE) {
      const end = endOfExpansion(word, at);
      result += word.slice(at, end);
      at = end - 1;
    } else if (quote === 0) {
      if (c === SINGLE_QUOTE || c === DOUBLE_QUOTE) {
        quote = c;
        quoteStart = result.length;
      } else if (c === escapeCode) {
        at++;
        result += word.charAt(at);
      } else result += word[at];
    } else if (c === quote) quote = 0;
    else if (c === escapeCode && quote === DOUBLE_QUOTE) {
      const next = word.charCodeAt(at + 1);
      if (next === DOUBLE_QUOTE || next === DOLLAR || next === escapeCode) at++;
      result += word.charAt(at);
    } else result += word[at];
  }
  if (quote !== 0) return `${result.slice(0, quoteStart)}${String.fromCharCode(quote)}${result.slice(quoteStart)}`;
  return result;
}

function needsUnquoting(word: string, escapeCode: number): boolean {
  for (let at = 0; at < word.length; at++) {
    const c = word.charCodeAt(at);
    if (c === SINGLE_QUOTE || c === DOUBLE_QUOTE || c === escapeCode) return true;
  }
  return false;
}

/** The offset after the `}` that closes the `${` at `start`, inner ones counted; the end where none does. */
export function endOfExpansion(text: string, start: number, end = text.length): number {
  let depth = 0;
  for (let at = start; at < end; at++) {
    const c = text.charCodeAt(at);
    if (c === DOLLAR && text.charCodeAt(at + 1) === OPEN_BRACE) {
      depth++;
      at++;
    } else if (c === BACKSLASH) at++;
    else if (c === CLOSE_BRACE && --depth === 0) return at + 1;
  }
  return end;
}

/** Makes words of the tree from stretches of a folded line. */
export class WordMaker {
  readonly #source: string;
  readonly #folded: Folded;
  readonly #escapeCode: number;

  constructor(source: string, folded: Folded, escapeCode: number) {
    this.#source = source;
    this.#folded = folded;
    this.#escapeCode = escapeCode;
  }

  /** The builder takes the quotes off this one. */
  quoted = (at: Range): Word =>
    this.withValue(at, unquote(this.#folded.text.slice(at.start, at.end), this.#escapeCode));

  /** The builder hands this one on as it is, the continuations folded away. */
  verbatim = (at: Range): Word => this.withValue(at, this.#folded.text.slice(at.start, at.end));

  withValue(at: Range, value: string): Word {
    const range = this.#folded.sourceRange(at);
    return { value, raw: this.#source.slice(range.start, range.end), range };
  }
}
