import type { Range } from '../text.ts';
import { BACKSLASH, DOUBLE_QUOTE, isSpace, SINGLE_QUOTE } from './characters.ts';
import type { Folded } from './folded-text.ts';
import type { LineWalk } from './lines.ts';
import type { Heredoc } from './model.ts';
import { unquote } from './words.ts';

export interface HeredocMark {
  readonly name: string;
  /** In the folded line, without simple quotes. */
  readonly nameRange: Range;
  readonly quoted: boolean;
  readonly stripTabs: boolean;
}

/** Digits (a file descriptor), `<<`, perhaps `-`, and a name without `<`. */
const heredocWord = /^\d*<<(-?)\s*([^<]*)$/;

/**
 * The heredocs that an instruction announces. The line is cut as the builder's shell lexer does; one
 * with a quote that is never closed announces none.
 */
export function heredocMarks(line: string): HeredocMark[] {
  if (!line.includes('<<')) return [];
  const marks: HeredocMark[] = [];
  for (let at = 0; at < line.length; at++) {
    if (isSpace(line.charCodeAt(at))) continue;
    const end = endOfShellWord(line, at);
    if (end < 0) return [];
    const mark = heredocMark(line.slice(at, end), at);
    if (mark) marks.push(mark);
    at = end;
  }
  return marks;
}

/** The heredoc that a word is, if it is one and nothing else. */
export function heredocMark(word: string, offset: number): HeredocMark | undefined {
  if (!word.includes('<<')) return undefined;
  const match = heredocWord.exec(word);
  const written = match?.[2];
  if (!match || !written || hasOpenSpace(written)) return undefined;
  const name = unquote(written, BACKSLASH);
  const start = offset + word.length - written.length;
  const quotes = name.length === written.length - 2 && (written[0] === '"' || written[0] === "'") ? 1 : 0;
  return {
    name,
    nameRange: { start: start + quotes, end: offset + word.length - quotes },
    quoted: name !== written,
    stripTabs: match[1] === '-',
  };
}

/** End of the shell word that starts at `start`, or -1 where a quote stays open. */
function endOfShellWord(line: string, start: number): number {
  let quote = 0;
  let at = start;
  for (; at < line.length; at++) {
    const c = line.charCodeAt(at);
    if (quote !== 0) {
      if (c === quote) quote = 0;
      else if (c === BACKSLASH && quote === DOUBLE_QUOTE) at++;
    } else if (isSpace(c)) break;
    else if (c === SINGLE_QUOTE || c === DOUBLE_QUOTE) quote = c;
    else if (c === BACKSLASH) at++;
    else if (c === 60 && line.charCodeAt(at + 1) === 60) {
      // Blanks may stand between `<<` and the name.
      at++;
      while (at + 1 < line.length && isSpace(line.charCodeAt(at + 1))) at++;
    }
  }
  return quote === 0 ? Math.min(at, line.length) : -1;
}

function hasOpenSpace(word: string): boolean {
  for (let at = 0; at < word.length; at++) {
    if (isSpace(word.charCodeAt(at))) return endOfShellWord(word, 0) < word.length;
  }
  return false;
}

/**
 * Reads the bodies after an instruction. The walk stands on its last line before, and on the last
 * terminator after; where one is missing, at the end of the text.
 */
export function readHeredocs(walk: LineWalk, line: Folded, marks: readonly HeredocMark[]): Heredoc[] {
  return marks.map((mark) => {
    const start = walk.nextStart;
    let terminator: Range | undefined;
    let bodyEnd = walk.text.length;
    while (walk.next()) {
      const from = mark.stripTabs ? skipTabs(walk) : walk.start;
      if (walk.end - from === mark.name.length && walk.text.startsWith(mark.name, from)) {
        bodyEnd = walk.start;
        terminator = { start: from, end: walk.end };
        break;
      }
    }
    return {
      name: mark.name,
      nameRange: line.sourceRange(mark.nameRange),
      quoted: mark.quoted,
      stripTabs: mark.stripTabs,
      body: { start: Math.min(start, bodyEnd), end: bodyEnd },
      terminator,
    };
  });
}

function skipTabs(walk: LineWalk): number {
  let at = walk.start;
  while (at < walk.end && walk.text.charCodeAt(at) === 9) at++;
  return at;
}

/** Tells, after one pass over the text, whether a line that is just this word stands further down. */
export class TerminatorIndex {
  readonly #text: string;
  #last: Map<string, number> | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  hasAfter(name: string, offset: number): boolean {
    this.#last ??= lastPlaces(this.#text);
    return (this.#last.get(name) ?? -1) >= offset;
  }
}

function lastPlaces(text: string): Map<string, number> {
  const places = new Map<string, number>();
  const line = /[^\r\n]+/g;
  for (let match = line.exec(text); match; match = line.exec(text)) {
    places.set(match[0], match.index);
    const bare = match[0].replace(/^\t+/, '');
    if (bare !== match[0]) places.set(bare, match.index);
  }
  return places;
}
