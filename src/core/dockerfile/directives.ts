import type { LineWalk } from './lines.ts';
import type { Directive, ParseProblem } from './model.ts';

const directiveLine = /#\s*([a-zA-Z][a-zA-Z0-9]*)[\t\f\v\r ]*=[\t\f\v\r ]*([\s\S]*[^\t\f\v\r ])/y;

/**
 * Reads the `# key=value` comments that lead the file. Any other line ends them for good, an
 * unknown key too.
 */
export class DirectiveReader {
  readonly directives: Directive[] = [];
  readonly problems: ParseProblem[] = [];
  escape: '\\' | '`' = '\\';
  #open = true;
  #afterShebang = false;

  /** @returns true when the line is a directive and so no comment; `hash` is where its `#` stands */
  readComment(walk: LineWalk, hash: number): boolean {
    if (!this.#open) return false;
    const { text } = walk;
    if (walk.line === 0 && text.charCodeAt(hash + 1) === 33) {
      this.#afterShebang = true;
      return false;
    }
    directiveLine.lastIndex = hash;
    const match = directiveLine.exec(text.slice(0, walk.end));
    const name = match?.[1]?.toLowerCase();
    const value = match?.[2];
    if (value === undefined || (name !== 'syntax' && name !== 'escape' && name !== 'check')) {
      this.#open = false;
      return false;
    }
    const end = directiveLine.lastIndex;
    const range = { start: hash, end };
    const valueRange = { start: end - value.length, end };
    if (this.directives.some((directive) => directive.name === name)) {
      this.problems.push({
        kind: 'duplicate-directive',
        message: `The directive ${name} may stand only once.`,
        range,
      });
      return false;
    }
    this.directives.push({ name, value, range, valueRange });
    if (name === 'escape') this.#setEscape(value, valueRange);
    return true;
  }

  /** An empty line or an instruction. */
  close(): void {
    this.#open = false;
  }

  #setEscape(value: string, range: ParseProblem['range']): void {
    if (value !== '\\' && value !== '`') {
      this.problems.push({
        kind: 'invalid-escape',
        message: `The escape character must be \\ or \`, not ${value}.`,
        range,
      });
      // The builder looks for syntax and check behind a shebang, but not for escape.
    } else if (!this.#afterShebang) this.escape = value;
  }
}
