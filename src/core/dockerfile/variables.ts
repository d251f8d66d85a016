import type { Range } from '../text.ts';

/** A text, null for one that nobody can know before the build, undefined for a variable that is not set. */
export type Lookup = (name: string) => string | null | undefined;

export interface Expansion {
  /** What the builder makes of the text, null where that hangs on something unknown. */
  readonly value: string | null;
  readonly references: readonly Reference[];
}

interface Reference {
  readonly name: string;
  /** From `$` to the end of the name, in the text. */
  readonly range: Range;
}

/**
 * Puts the values of variables into a text as it is written, quotes and all, as the builder does it for
 * everything but the commands of a shell.
 *
 * @param quotes false for the body of a heredoc, where quotes are nothing special
 */
export function expand(text: string, escapeCharacter: string, lookup: Lookup, quotes = true): Expansion {
  if (!text.includes('$') && !text.includes(escapeCharacter) && !(quotes && /["']/.test(text))) {
    return { value: text, references: [] };
  }
  const expander = new Expander(text, escapeCharacter, lookup, quotes);
  const value = expander.until('');
  return { value, references: expander.references };
}

/** Deeper than any person nests, and shallow enough for the stack. */
const deepest = 200;

const nameAt = /[@*#?\-$!]|\d+|[\p{L}_][\p{L}\p{N}_]*/uy;

class Expander {
  readonly references: Reference[] = [];
  readonly #text: string;
  readonly #escape: string;
  readonly #lookup: Lookup;
  readonly #quotes: boolean;
  #at = 0;
  #depth = 0;

  constructor(text: string, escapeCharacter: string, lookup: Lookup, quotes: boolean) {
    this.#text = text;
    this.#escape = escapeCharacter;
    this.#lookup = lookup;
    this.#quotes = quotes;
  }

  /** Reads to a closing character and behind it; an empty one stands for the end of the text. */
  until(close: string): string | null {
    let value: string | null = '';
    while (this.#at < this.#text.length) {
      const c = this.#text[this.#at] as string;
      if (c === close) {
        this.#at++;
        return value;
      }
      if (c === '$') value = join(value, this.#variable());
      else if (this.#quotes && c === "'") value = join(value, this.#singleQuoted());
      else if (this.#quotes && c === '"') value = join(value, this.#doubleQuoted());
      else if (c === this.#escape) value = join(value, this.#escaped());
      else {
        value = join(value, c);
        this.#at++;
      }
    }
    return value;
  }

  /** What stands behind an escape; nothing where it continues the line. */
  #escaped(): string {
    this.#at++;
    const lineBreak = /[ \t]*(?:\r\n|\n|\r)/y;
    lineBreak.lastIndex = this.#at;
    if (!lineBreak.test(this.#text)) return this.#text[this.#at++] ?? '';
    this.#at = lineBreak.lastIndex;
    return '';
  }

  #singleQuoted(): string {
    const end = this.#text.indexOf("'", this.#at + 1);
    const content = this.#text.slice(this.#at + 1, end < 0 ? undefined : end);
    this.#at = end < 0 ? this.#text.length : end + 1;
    return content;
  }

  #doubleQuoted(): string | null {
    this.#at++;
    let value: string | null = '';
    while (this.#at < this.#text.length) {
      const c = this.#text[this.#at] as string;
      if (c === '"') {
        this.#at++;
        return value;
      }
      if (c === '$') value = join(value, this.#variable());
      else if (c === this.#escape && /["$\r\n]/.test(this.#text[this.#at + 1] ?? ''))
        value = join(value, this.#escaped());
      else {
        if (c === this.#escape && this.#text[this.#at + 1] === c) this.#at++;
        value = join(value, c);
        this.#at++;
      }
    }
    return value;
  }

  #variable(): string | null {
    const start = this.#at++;
    const braced = this.#text[this.#at] === '{';
    if (braced) this.#at++;
    nameAt.lastIndex = this.#at;
    const name = nameAt.exec(this.#text)?.[0];
    if (name === undefined) return braced ? null : '$';
    this.#at += name.length;
    this.references.push({ name, range: { start, end: this.#at } });
    const value = this.#lookup(name);
    return braced ? this.#modified(value) : value === undefined ? '' : value;
  }

  /** Behind the name in `${…}`. */
  #modified(value: string | null | undefined): string | null {
    const modifier = /:?[-+?]|[#%/]{1,2}|\}/y;
    modifier.lastIndex = this.#at;
    const found = modifier.exec(this.#text)?.[0];
    if (found === undefined) return null;
    this.#at += found.length;
    if (found === '}') return value === undefined ? '' : value;
    if (this.#depth >= deepest) {
      this.#at = this.#text.length;
      return null;
    }
    this.#depth++;
    const word = this.until('}');
    this.#depth--;
    if (value === null) return null;
    const isSet = value !== undefined && !(found.startsWith(':') && value === '');
    switch (found.at(-1)) {
      case '-':
        return isSet ? value : word;
      case '+':
        return isSet ? word : '';
      case '?':
        return isSet ? value : null;
      default:
        return null;
    }
  }
}

function join(a: string | null, b: string | null): string | null {
  return a === null || b === null ? null : a + b;
}
