/** Whether a text is one address as RFC 5322 writes them, comments and quoted names included, in ASCII. */
export function isEmailAddress(text: string): boolean {
  return text.length <= 254 && new AddressReader(text).isAddress();
}

const atom = /[\w!#$%&'*+/=?^`{|}~-]+/y;
const quoted = /"(?:[\t !#-[\]-~]|\\[\t -~])*"/y;
const label = /[A-Za-z0-9][A-Za-z0-9-]*/y;
const literal = /\[[ \t!-Z^-~]*\]/y;
const blanks = /[ \t]+/y;

class AddressReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  isAddress(): boolean {
    return this.#isName() && this.#take('@') && this.#isDomain() && this.#at === this.#text.length;
  }

  /** Atoms and quoted texts with dots between them. */
  #isName(): boolean {
    let length = -1;
    do {
      this.#skipComments();
      const word = this.#match(atom) ?? this.#match(quoted)?.replaceAll(/[ \t]/g, '');
      if (word === undefined) return false;
      length += word.length + 1;
      this.#skipComments();
    } while (this.#take('.'));
    return length <= 64;
  }

  #isDomain(): boolean {
    this.#skipComments();
    if (this.#match(literal) !== undefined) {
      this.#skipComments();
      return true;
    }
    let labels = 0;
    do {
      this.#skipComments();
      const part = this.#match(label);
      // A single dot may end the name, and then nothing follows it.
      if (part === undefined) return labels > 0 && this.#text.endsWith('.');
      if (part.length > 63 || part.endsWith('-')) return false;
      labels++;
      this.#skipComments();
    } while (this.#take('.'));
    return true;
  }

  /** Blanks, and comments in parentheses that may hold others. One that is never closed is left where it is. */
  #skipComments(): void {
    for (;;) {
      if (this.#match(blanks) !== undefined) continue;
      const end = this.#commentEnd();
      if (end === undefined) return;
      this.#at = end;
    }
  }

  #commentEnd(): number | undefined {
    if (this.#text[this.#at] !== '(') return undefined;
    let depth = 0;
    for (let at = this.#at; at < this.#text.length; at++) {
      const c = this.#text[at] as string;
      if (c > '~') return undefined;
      if (c === '\\') at++;
      else if (c === '(') depth++;
      else if (c === ')' && --depth === 0) return at + 1;
    }
    return undefined;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text)?.[0];
    if (match !== undefined) this.#at += match.length;
    return match;
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }
}
