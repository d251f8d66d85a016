/**
 * A place in a Dockerfile's text, and the small steps that hadolint's grammar is made of. A step that
 * says `false` leaves the place where it stopped; who wants to try something else goes back by `at`.
 */
export class Reader {
  readonly text: string;
  readonly escape: string;
  at = 0;
  #lines: Map<string, number[]> | undefined;

  constructor(text: string, escapeCharacter: string) {
    this.text = text;
    this.escape = escapeCharacter;
  }

  get next(): string | undefined {
    return this.text[this.at];
  }

  get atEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** Takes a literal. */
  take(literal: string): boolean {
    if (!this.text.startsWith(literal, this.at)) return false;
    this.at += literal.length;
    return true;
  }

  /** Takes a word in upper or lower case, given in upper case. */
  takeKeyword(keyword: string): boolean {
    if (this.text.slice(this.at, this.at + keyword.length).toUpperCase() !== keyword) return false;
    this.at += keyword.length;
    return true;
  }

  /** Takes what a sticky expression matches. */
  takeMatch(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text)?.[0];
    if (match !== undefined) this.at += match.length;
    return match;
  }

  /** Does one thing, or nothing. */
  attempt(step: () => boolean): boolean {
    const start = this.at;
    if (step()) return true;
    this.at = start;
    return false;
  }

  blanks(): boolean {
    const start = this.at;
    while (isBlank(this.next)) this.at++;
    return this.at > start;
  }

  /**
   * Takes the end of a continued line with the comments and the indentation that follow.
   * @returns what it stands for: a blank where the line that goes on is indented, else nothing.
   */
  continuation(): ' ' | '' | undefined {
    if (this.next !== this.escape) return undefined;
    let indented = false;
    let some = false;
    while (this.#brokenLine()) {
      some = true;
      while (this.attempt(() => this.#commentLine()));
      indented = this.blanks() || indented;
    }
    return some ? (indented ? ' ' : '') : undefined;
  }

  #brokenLine(): boolean {
    return this.attempt(() => {
      if (this.next !== this.escape) return false;
      this.at++;
      this.blanks();
      return this.#lineBreaks();
    });
  }

  #commentLine(): boolean {
    this.blanks();
    if (this.next !== '#') return false;
    this.toLineEnd();
    return this.#lineBreaks();
  }

  #lineBreaks(): boolean {
    const start = this.at;
    while (this.next === '\n') this.at++;
    return this.at > start;
  }

  toLineEnd(): void {
    const end = this.text.indexOf('\n', this.at);
    this.at = end < 0 ? this.text.length : end;
  }

  /** Blanks and continuations, as many as there are. @returns whether there was a blank among them. */
  gap(): boolean {
    let found = false;
    for (;;) {
      if (this.blanks()) found = true;
      const joined = this.continuation();
      if (joined === undefined) return found;
      if (joined === ' ') found = true;
    }
  }

  /** What parts two instructions: a line break, and hadolint is content with a blank. */
  instructionEnd(): boolean {
    const start = this.at;
    while (this.blanks() || this.#lineBreaks() || this.continuation() !== undefined);
    return this.at > start || this.atEnd;
  }

  /** All that is left of the line and of those that continue it. @returns whether that is anything. */
  restOfLine(): boolean {
    return this.#run((char) => char !== '\n') > 0;
  }

  /** Up to a blank or one of `stops`; braces after `$` are opaque where `variables` says so. */
  word(stops = '', { variables = false } = {}): boolean {
    return this.#run((char) => char !== '\n' && !isBlank(char) && !stops.includes(char), variables) > 0;
  }

  /** Takes what belongs, with continuations. @returns the number of characters that it stands for. */
  #run(belongs: (char: string) => boolean, variables = false): number {
    let length = 0;
    for (let char = this.next; char !== undefined; char = this.next) {
      if (char === this.escape) {
        const joined = this.continuation();
        if (joined !== undefined) {
          length += joined.length;
          continue;
        }
        if (!belongs(char)) break;
        length += this.escapes();
      } else if (!belongs(char)) {
        break;
      } else if (variables && char === '$' && this.text[this.at + 1] === '{') {
        length += this.#braces();
      } else {
        this.at++;
        length++;
      }
    }
    return length;
  }

  /** A run of escape characters that continues no line. */
  escapes(): number {
    const start = this.at;
    while (this.next === this.escape) this.at++;
    return this.at - start;
  }

  #braces(): number {
    const start = this.at;
    let depth = 0;
    for (let char = this.next; char !== undefined && char !== '\n' && !isBlank(char); char = this.next) {
      this.at++;
      if (char === '{') depth++;
      else if (char === '}' && --depth === 0) break;
    }
    return this.at - start;
  }

  /** A string in these quotes. An even run of escape characters before the closing one is beyond hadolint. */
  quoted(quote: string): boolean {
    if (!this.take(quote)) return false;
    for (let char = this.next; char !== undefined && char !== '\n'; char = this.next) {
      if (char === quote) {
        this.at++;
        return true;
      }
      if (char !== this.escape) this.at++;
      else if (this.continuation() === undefined && !this.take(this.escape + quote)) {
        this.escapes();
        if (this.next === quote) return false;
      }
    }
    return false;
  }

  /** Where the first line after `from` that is no more than `line` ends, its line break taken; at the end it needs none. */
  endOfLineAfter(from: number, line: string): number | undefined {
    if (line.includes('\n')) {
      const end = this.text.indexOf(`\n${line}\n`, from);
      return end < 0 ? undefined : end + line.length + 2;
    }
    this.#lines ??= linesOf(this.text);
    const start = firstAfter(this.#lines.get(line) ?? [], from);
    return start === undefined ? undefined : Math.min(start + line.length + 1, this.text.length);
  }
}

function isBlank(char: string | undefined): boolean {
  return char === ' ' || char === '\t';
}

function linesOf(text: string): Map<string, number[]> {
  const lines = new Map<string, number[]>();
  let start = 0;
  for (const line of text.split('\n')) {
    const starts = lines.get(line);
    if (starts) starts.push(start);
    else lines.set(line, [start]);
    start += line.length + 1;
  }
  return lines;
}

/** The first of rising numbers that is greater than `limit`. */
function firstAfter(numbers: readonly number[], limit: number): number | undefined {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] as number) > limit) high = middle;
    else low = middle + 1;
  }
  return numbers[low];
}
