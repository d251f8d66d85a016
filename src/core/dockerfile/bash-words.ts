import type { SyntaxNode, Word, WordPart } from 'unbash';
import type { Range } from '../text.ts';

export type AnyWord = Pick<Word, 'text' | 'value' | 'pos' | 'end' | 'parts'>;

interface CommandName {
  readonly name: string;
  /** The first word, which is another one than `name` for `exec` and its like. */
  readonly written: string;
  readonly pos: number;
  readonly end: number;
}

/**
 * The name of a command: its first word when that is literal text. `command`, `builtin`, `busybox` and
 * `run` give way to the word after them unless that is a flag, `exec` to the first that is no option of
 * its own.
 */
export function commandName(first: AnyWord, suffix: readonly SyntaxNode[]): CommandName | undefined {
  const written = literal(first);
  if (written === undefined || written === '[') return undefined;
  const actual = wrappers.has(written) ? wordAfter(suffix) : written === 'exec' ? execCommand(suffix) : undefined;
  const name = actual ? literal(actual) : written;
  if (name === undefined) return undefined;
  const { pos, end } = actual ?? first;
  return { name, written, pos, end };
}

const wrappers = new Set(['builtin', 'busybox', 'command', 'run']);
const declarations = new Set(['declare', 'export', 'local', 'readonly', 'typeset']);

/** Where a stretch of a script lies in the text that was read. */
export type Place = (start: number, end: number) => Range;

export interface BashWord {
  readonly value: string;
  readonly raw: string;
  readonly at: Range;
}

/** The arguments of a command in their simple form. */
export function commandWords(name: string, suffix: readonly SyntaxNode[], place: Place): BashWord[] {
  const words: BashWord[] = [];
  for (const part of suffix) {
    if (part.type !== 'Word' && part.type !== 'Assignment') continue;
    const value = part.type === 'Word' ? simplify(part) : declarations.has(name) ? '' : part.text;
    words.push({ value, raw: part.text, at: place(part.pos, part.end) });
  }
  return words;
}

function wordAfter(suffix: readonly SyntaxNode[]): Word | undefined {
  const word = suffix.find((part) => part.type === 'Word');
  return word && !word.text.startsWith('-') ? word : undefined;
}

function execCommand(suffix: readonly SyntaxNode[]): Word | undefined {
  let skip = false;
  for (const part of suffix) {
    if (part.type !== 'Word') continue;
    if (skip) skip = false;
    else if (!/^-[cla]+$/.test(part.text)) return part;
    else skip = part.text.endsWith('a');
  }
  return undefined;
}

/** Some variable: what it holds is not known here. */
const someVariable = `\${VAR}`;

const special = /[$`'"\\*?[{(<>!@+]/;

function literal(word: AnyWord): string | undefined {
  if (!special.test(word.text) || !word.parts) return word.value;
  return word.parts.every(isLiteral) ? word.value : undefined;
}

function isLiteral(part: WordPart): boolean {
  switch (part.type) {
    case 'Literal':
    case 'SingleQuoted':
    case 'Glob':
    case 'AnsiCQuoted':
      return true;
    case 'DoubleQuoted':
      return part.parts.every(isLiteral);
    default:
      return false;
  }
}

function simplify(word: AnyWord): string {
  if (!special.test(word.text)) return word.text;
  return word.parts ? word.parts.map(simplifyPart).join('') : word.value;
}

function simplifyPart(part: WordPart): string {
  switch (part.type) {
    case 'Literal':
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return part.value;
    case 'Glob':
      return part.text;
    case 'DoubleQuoted':
    case 'LocaleString':
      return part.parts.map(simplifyPart).join('');
    case 'SimpleExpansion':
      return `\${${part.text.slice(1)}}`;
    case 'ParameterExpansion':
      return part.text;
    case 'CommandExpansion':
      return part.text.startsWith('`') || !part.script
        ? someVariable
        : `\${${part.script.commands.map(wordsOf).join('')}}`;
    case 'ArithmeticExpansion':
      return someVariable;
    default:
      return '';
  }
}

/** All words of the commands in a substitution, run together. */
function wordsOf(node: SyntaxNode): string {
  switch (node.type) {
    case 'Statement':
      return wordsOf(node.command);
    case 'AndOr':
    case 'Pipeline':
      return node.commands.map(wordsOf).join('');
    case 'Command': {
      const words = node.name ? [node.name, ...node.suffix] : [];
      return words.map((part) => (part.type === 'Word' ? simplify(part) : '')).join('');
    }
    case 'Redirected':
      return wordsOf(node.command);
    default:
      return '';
  }
}
