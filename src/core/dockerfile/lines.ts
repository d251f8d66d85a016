import { HASH, skipSpace, trimSpaceEnd } from './characters.ts';
import { Folded, FoldedTextBuilder } from './folded-text.ts';
import type { Comment } from './model.ts';

/**
 * Walks over the lines of a text, forwards only. A line ends at `\n`, `\r\n` or a lone `\r`, as it
 * does for editors.
 */
export class LineWalk {
  readonly text: string;
  /** The current line: its number from 0, its start, its end without the line break. */
  line = -1;
  start = 0;
  end = 0;
  #next: number;
  #nextFeed: number;
  #nextReturn: number;
  #finished = false;

  constructor(text: string, start: number) {
    this.text = text;
    this.#next = start;
    this.#nextFeed = text.indexOf('\n', start);
    this.#nextReturn = text.indexOf('\r', start);
  }

  /** Steps to the next line; false when there is none. A text always has a last line, be it empty. */
  next(): boolean {
    if (this.#finished) return false;
    const { text } = this;
    this.line++;
    this.start = this.#next;
    const feed = this.#nextFeed;
    const carriage = this.#nextReturn;
    if (carriage >= 0 && (feed < 0 || carriage < feed)) {
      this.end = carriage;
      const pair = feed === carriage + 1;
      this.#next = carriage + (pair ? 2 : 1);
      this.#nextReturn = text.indexOf('\r', this.#next);
      if (pair) this.#nextFeed = text.indexOf('\n', this.#next);
    } else if (feed >= 0) {
      this.end = feed;
      this.#next = feed + 1;
      this.#nextFeed = text.indexOf('\n', this.#next);
    } else {
      this.end = text.length;
      this.#next = text.length;
      this.#finished = true;
    }
    return true;
  }

  /** Where the next line starts; the end of the text when there is none. */
  get nextStart(): number {
    return this.#next;
  }
}

export interface LogicalLine {
  /** The instruction as the builder reads it: continuations joined, comments inside gone. */
  readonly folded: Folded;
  /** Zero-based line of its first character. */
  readonly line: number;
  /** End of the last line that belongs to it, without blanks and without the line break. */
  readonly end: number;
}

/**
 * Reads an instruction from the current line of the walk to its last continuation. The walk then
 * stands on the last line that was read.
 *
 * @param first offset of its first character, which is no space
 */
export function readLogicalLine(walk: LineWalk, first: number, escapeCode: number, comments: Comment[]): LogicalLine {
  const { text } = walk;
  let continuation = continuationAt(text, first, walk.end, escapeCode);
  if (continuation < 0) {
    const end = trimSpaceEnd(text, first, walk.end);
    return { folded: Folded.plain(text.slice(first, end), first), line: walk.line, end };
  }
  const builder = new FoldedTextBuilder();
  let line = walk.line;
  let isEmpty = true;
  const add = (start: number, contentEnd: number) => {
    builder.add(text.slice(start, contentEnd), start);
    if (isEmpty) line = walk.line;
    isEmpty &&= skipSpace(text, start, contentEnd) === contentEnd;
  };
  add(first, continuation);
  let end = continuation + 1;
  while (walk.next()) {
    const at = skipSpace(text, walk.start, walk.end);
    if (at === walk.end) continue;
    if (text.charCodeAt(at) === HASH) {
      comments.push(commentAt(walk, at, true));
      continue;
    }
    continuation = continuationAt(text, walk.start, walk.end, escapeCode);
    if (continuation < 0) {
      end = trimSpaceEnd(text, walk.start, walk.end);
      add(walk.start, end);
      break;
    }
    add(walk.start, continuation);
    end = continuation + 1;
  }
  return { folded: builder.build(), line, end };
}

export function commentAt(walk: LineWalk, start: number, inside: boolean): Comment {
  return {
    range: { start, end: walk.end },
    text: walk.text.slice(start + 1, walk.end),
    line: walk.line,
    inside,
  };
}

/**
 * Offset of the escape character that continues a line, or -1. Blanks may follow it; two of them in
 * a row continue nothing.
 */
function continuationAt(text: string, start: number, end: number, escapeCode: number): number {
  let at = end - 1;
  while (at >= start && (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9)) at--;
  if (at < start || text.charCodeAt(at) !== escapeCode) return -1;
  return at === start || text.charCodeAt(at - 1) !== escapeCode ? at : -1;
}
