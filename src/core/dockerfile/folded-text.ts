import type { Range } from '../text.ts';
import type { FoldedText } from './model.ts';

/**
 * A text of one or more stretches of the source, end to end. Offsets are found by bisection, so a
 * text of a million stretches costs no more than its length.
 */
export class Folded implements FoldedText {
  readonly text: string;
  /** Where each stretch starts in `text`, and where it starts in the source. Both ascend. */
  readonly #starts: readonly number[];
  readonly #sources: readonly number[];

  constructor(text: string, starts: readonly number[], sources: readonly number[]) {
    this.text = text;
    this.#starts = starts;
    this.#sources = sources;
  }

  /** A text that stands in the source in one stretch. */
  static plain(text: string, source: number): Folded {
    return new Folded(text, [0], [source]);
  }

  sourceOffset(offset: number): number {
    const piece = this.#pieceAt(offset);
    return (this.#sources[piece] as number) + offset - (this.#starts[piece] as number);
  }

  sourceRange(range: Range): Range {
    if (this.#starts.length === 1) {
      const shift = this.#sources[0] as number;
      return { start: range.start + shift, end: range.end + shift };
    }
    // A range ends where its last character does, and an empty one behind the character before it: not where
    // the next stretch begins.
    const end = range.end > 0 ? this.sourceOffset(range.end - 1) + 1 : this.sourceOffset(0);
    return { start: range.end > range.start ? this.sourceOffset(range.start) : end, end };
  }

  slice(start: number, end: number): Folded {
    const text = this.text.slice(start, end);
    if (this.#starts.length === 1) return Folded.plain(text, (this.#sources[0] as number) + start);
    const starts: number[] = [];
    const sources: number[] = [];
    for (let piece = this.#pieceAt(start); piece < this.#starts.length; piece++) {
      const from = this.#starts[piece] as number;
      if (from >= end && starts.length > 0) break;
      const cut = Math.max(0, start - from);
      starts.push(from + cut - start);
      sources.push((this.#sources[piece] as number) + cut);
    }
    return new Folded(text, starts, sources);
  }

  /** The stretches in order, for building a longer text out of this one. */
  appendTo(builder: FoldedTextBuilder): void {
    for (let piece = 0; piece < this.#starts.length; piece++) {
      const start = this.#starts[piece] as number;
      const end = this.#starts[piece + 1] ?? this.text.length;
      builder.add(this.text.slice(start, end), this.#sources[piece] as number);
    }
  }

  #pieceAt(offset: number): number {
    const starts = this.#starts;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

export class FoldedTextBuilder {
  readonly #parts: string[] = [];
  readonly #starts: number[] = [];
  readonly #sources: number[] = [];
  #length = 0;

  /** Adds a stretch; an empty one only where nothing else says at which place of the source the text begins. */
  add(part: string, source: number): void {
    if (part.length === 0 && this.#parts.length > 0) return;
    if (this.#length === 0) {
      this.#parts.length = 0;
      this.#starts.length = 0;
      this.#sources.length = 0;
    }
    this.#parts.push(part);
    this.#starts.push(this.#length);
    this.#sources.push(source);
    this.#length += part.length;
  }

  build(): Folded {
    if (this.#parts.length === 0) return Folded.plain('', 0);
    return new Folded(this.#parts.join(''), this.#starts, this.#sources);
  }
}
