import { CLOSE_BRACE, DOLLAR, DOUBLE_QUOTE, OPEN_BRACE, SINGLE_QUOTE } from './characters.ts';

export type ExpansionError = 'open-quote' | 'bad-variable';

/**
 * What would stop the builder when it puts the values of variables into a word: a quote or a `${`
 * that is never closed, or a form of `${…}` that it does not know.
 */
export function expansionError(word: string, escapeCode: number): ExpansionError | undefined {
  return new ExpansionScan(word, escapeCode).until(-1, 0);
}

/** Deeper than any person nests, and shallow enough for the stack. */
const deepest = 200;

class ExpansionScan {
  readonly #word: string;
  readonly #escapeCode: number;
  #at = 0;

  constructor(word: string, escapeCode: number) {
    this.#word = word;
    this.#escapeCode = escapeCode;
  }

  /** Reads to the closing character, -1 for the end of the word. */
  until(close: number, depth: number): ExpansionError | undefined {
    while (this.#at < this.#word.length) {
      const c = this.#word.charCodeAt(this.#at++);
      if (c === close) return undefined;
      if (c === this.#escapeCode) this.#at++;
      else if (c === SINGLE_QUOTE) {
        const end = this.#word.indexOf("'", this.#at);
        if (end < 0) return 'open-quote';
        this.#at = end + 1;
      } else {
        const error = c === DOUBLE_QUOTE ? this.#doubleQuoted(depth) : c === DOLLAR ? this.#variable(depth) : undefined;
        if (error) return error;
      }
    }
    return close === -1 ? undefined : 'bad-variable';
  }

  #doubleQuoted(depth: number): ExpansionError | undefined {
    while (this.#at < this.#word.length) {
      const c = this.#word.charCodeAt(this.#at++);
      if (c === DOUBLE_QUOTE) return undefined;
      if (c === this.#escapeCode) this.#at++;
      else if (c === DOLLAR) {
        const error = this.#variable(depth);
        if (error) return error;
      }
    }
    return 'open-quote';
  }

  /** Behind a `$`. */
  #variable(depth: number): ExpansionError | undefined {
    if (this.#word.charCodeAt(this.#at) !== OPEN_BRACE) return undefined;
    const name = /\{(?:\w+|[@*#!?$-])(:[-+?]|[-+?#%/]|\})/y;
    name.lastIndex = this.#at;
    const match = name.exec(this.#word);
    if (!match) return 'bad-variable';
    this.#at = name.lastIndex;
    if (match[1] === '}') return undefined;
    if (depth < deepest) return this.until(CLOSE_BRACE, depth + 1);
    this.#at = this.#word.length;
    return undefined;
  }
}
