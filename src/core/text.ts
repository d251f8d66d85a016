/** A half-open stretch of a text: offsets in UTF-16 code units from its start. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Zero-based, as editors count; `character` in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

/**
 * Turns offsets into lines and characters; knows `\n`, `\r\n` and a lone `\r`. A byte order mark counts as no character,
 * since no editor shows one: the first line begins behind it.
 */
export class LineIndex {
  readonly #starts: readonly number[];

  constructor(text: string) {
    const starts = [text.charCodeAt(0) === 0xfeff ? 1 : 0];
    for (let i = 0; i < text.length; i++) {
      const c = text.charCodeAt(i);
      if (c === 10) starts.push(i + 1);
      else if (c === 13 && text.charCodeAt(i + 1) !== 10) starts.push(i + 1);
    }
    this.#starts = starts;
  }

  get lineCount(): number {
    return this.#starts.length;
  }

  positionAt(offset: number): Position {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: Math.max(0, offset - (this.#starts[low] as number)) };
  }

  /** Offset of the first character of a zero-based line; the last line's for any line past the end. */
  lineStart(line: number): number {
    return this.#starts[Math.min(line, this.#starts.length - 1)] as number;
  }
}

/**
 * Applies edits to a text. They may come in any order.
 * @throws RangeError when two of them overlap: conflicts are settled before this is called.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const sorted = [...edits].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
  let result = '';
  let at = 0;
  for (const { range, newText } of sorted) {
    if (range.start < at) throw new RangeError(`overlapping edits at offset ${range.start}`);
    result += text.slice(at, range.start) + newText;
    at = range.end;
  }
  return result + text.slice(at);
}
