import {
  type Command,
  forEachChild,
  type ParsedScript,
  type Pipeline,
  parse,
  type Script,
  type Statement,
  type SyntaxNode,
  type Time,
  type Word,
  type WordPart,
} from 'unbash';
import type { Range } from '../text.ts';
import type { FoldedText } from './model.ts';
import type { Connector, ShellCommand, ShellScript, ShellWord } from './shell-model.ts';

/** The syntax tree, for those who look closer than at commands. Its places are offsets in the text of the script. */
export type { SyntaxNode as ShellNode } from 'unbash';
/** Names one kind of node of the tree. */
export type ShellNodeOf<Type extends SyntaxNode['type']> = Extract<SyntaxNode, { type: Type }>;
export { forEachChild } from 'unbash';

/**
 * Parses any text as bash. Never throws: what is no bash is not `parsed`, nor is what is longer than
 * any script that a person wrote, since it would hold up the editor.
 */
export function readBash(text: FoldedText): ShellScript {
  try {
    if (isMonstrous(text.text)) return unparsed(text);
    const tree = parse(text.text);
    if (!tree.errors?.length) return new Walk(text).read(tree);
  } catch (error) {
    // Nesting without end exhausts the stack.
    if (!(error instanceof RangeError)) throw error;
  }
  return unparsed(text);
}

function unparsed(text: FoldedText): ShellScript {
  return { parsed: false, commands: [], pipes: [], hasPipe: false, text, tree: undefined };
}

/** The time that the shell parser takes grows with the square of the heredocs in a line. */
function isMonstrous(text: string): boolean {
  if (text.length > 1_000_000) return true;
  let heredocs = 0;
  for (let at = text.indexOf('<<'); at >= 0 && heredocs <= 1000; at = text.indexOf('<<', at + 2)) heredocs++;
  return heredocs > 1000;
}

interface Surroundings {
  readonly before: Connector | undefined;
  readonly after: Connector | undefined;
  readonly topLevel: boolean;
}

const inside: Surroundings = { before: undefined, after: undefined, topLevel: false };

type Place = (start: number, end: number) => Range;

class Walk {
  readonly #text: FoldedText;
  readonly #commands: ShellCommand[] = [];
  readonly #pipes: Connector[] = [];
  /** The text that positions of the tree count in, and where a stretch of it lies in the source. */
  #script: string;
  #place: Place;

  constructor(text: FoldedText) {
    this.#text = text;
    this.#script = text.text;
    this.#place = (start, end) => text.sourceRange({ start, end });
  }

  read(tree: ParsedScript): ShellScript {
    this.#list(tree.commands, true);
    const pipes = this.#pipes;
    return { parsed: true, commands: this.#commands, pipes, hasPipe: pipes.length > 0, text: this.#text, tree };
  }

  #list(statements: readonly Statement[], topLevel: boolean): void {
    let before: Connector | undefined;
    for (const statement of statements) {
      const after = statement === statements.at(-1) ? undefined : this.#connector(statement.end, separators);
      this.#visit(statement.command, { before, after, topLevel });
      before = after;
    }
  }

  #visit(node: SyntaxNode, around: Surroundings): void {
    switch (node.type) {
      case 'AndOr':
        this.#sequence(node.commands, around, false);
        return;
      case 'Pipeline':
        if (node.prefixes.some((prefix) => prefix.type === 'Time')) this.#time(node, around);
        else this.#sequence(node.commands, around, true);
        return;
      case 'Command':
        this.#add(node, node.name, node.suffix, around);
        break;
      case 'CompoundList':
        this.#list(node.commands, false);
        return;
      case 'Script':
        this.#nested(node);
        return;
      case 'CommandExpansion':
      case 'ProcessSubstitution':
        if (node.script) this.#nested(node.script, node);
        return;
      case 'Word':
        if (!hasExpansion.test(node.text)) return;
        break;
      default:
    }
    forEachChild(node, (child) => this.#visit(child, inside));
  }

  /** The parts of `a && b || c` or of `a | b`. */
  #sequence(parts: readonly SyntaxNode[], around: Surroundings, isPipeline: boolean): void {
    let { before } = around;
    parts.forEach((part, index) => {
      const last = index === parts.length - 1;
      const after = last ? around.after : this.#connector(part.end, isPipeline ? pipes : logical);
      if (isPipeline && !last && after) this.#pipes.push(after);
      this.#visit(part, { before, after, topLevel: around.topLevel });
      before = after;
    });
  }

  /** To the rules `time` is a command whose arguments are the one that it measures, which is a command as well. */
  #time(pipeline: Pipeline, around: Surroundings): void {
    const [first] = pipeline.commands;
    const { pos, keywordEnd } = pipeline.prefixes.find((prefix) => prefix.type === 'Time') as Time;
    const name = { text: 'time', value: 'time', pos, end: keywordEnd };
    const measured = first?.type === 'Command' ? first : undefined;
    const suffix = measured ? [...measured.prefix, ...(measured.name ? [measured.name] : []), ...measured.suffix] : [];
    this.#add({ pos, end: measured?.end ?? keywordEnd, prefix: [] }, name, suffix, around);
    this.#sequence(pipeline.commands, around, true);
  }

  #add(
    whole: Pick<Command, 'pos' | 'end' | 'prefix'>,
    first: AnyWord | undefined,
    suffix: readonly SyntaxNode[],
    around: Surroundings,
  ): void {
    const named = first && commandName(first, suffix);
    if (named) {
      const place = this.#place;
      this.#commands.push({
        name: named.name,
        nameRange: place(named.pos, named.end),
        range: place(whole.pos, whole.end),
        words: commandWords(named.written, suffix, place),
        assignments: whole.prefix
          .filter((part) => part.type === 'Assignment')
          .map(({ name, value, pos, end }) => ({
            name,
            value: value.type === 'Word' ? value.value : '',
            range: place(pos, end),
          })),
        ...around,
      });
    }
  }

  /** A script in a substitution. One in backticks with escapes has a text of its own, whose places nobody can tell. */
  #nested(script: ParsedScript | Script, holder?: { readonly pos: number; readonly end: number }): void {
    if (script.source === undefined || !holder) {
      this.#list(script.commands, false);
      return;
    }
    const [outerScript, outerPlace] = [this.#script, this.#place];
    const range = outerPlace(holder.pos, holder.end);
    this.#script = script.source;
    this.#place = () => range;
    this.#list(script.commands, false);
    this.#script = outerScript;
    this.#place = outerPlace;
  }

  #connector(end: number, pattern: RegExp): Connector | undefined {
    pattern.lastIndex = end;
    const operator = pattern.exec(this.#script)?.[1] as Connector['operator'] | undefined;
    if (operator === undefined) return undefined;
    const { lastIndex } = pattern;
    return { operator, range: this.#place(lastIndex - operator.length, lastIndex) };
  }
}

const hasExpansion = /[$`(]/;
const logical = /\s*(&&|\|\|)/y;
const pipes = /\s*(\|&?)/y;
const separators = /[^\S\n]*(;|&|\n)/y;

type AnyWord = Pick<Word, 'text' | 'value' | 'pos' | 'end' | 'parts'>;

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
function commandName(first: AnyWord, suffix: readonly SyntaxNode[]): CommandName | undefined {
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

/** The arguments of a command in their simple form. */
function commandWords(name: string, suffix: readonly SyntaxNode[], place: Place): ShellWord[] {
  const words: ShellWord[] = [];
  for (const part of suffix) {
    if (part.type !== 'Word' && part.type !== 'Assignment') continue;
    const value = part.type === 'Word' ? simplify(part) : declarations.has(name) ? '' : part.text;
    words.push({ value, raw: part.text, range: place(part.pos, part.end) });
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
