import type * as unbash from 'unbash';
import { forEachChild, type ParsedScript, parse, type Statement, type SyntaxNode } from 'unbash';
import type { Range } from '../text.ts';
import { FoldedTextBuilder } from './folded-text.ts';
import type { Command, ExecCommand, FoldedText, Instruction } from './model.ts';
import { commandName, commandWords } from './shell-words.ts';

/** The commands of a script, as the rules want to see them. All ranges are in the source. */
export interface ShellScript {
  /** False where the text is no shell; there are no commands then. */
  readonly parsed: boolean;
  /**
   * In the order of the text, those in substitutions, subshells, functions and conditions included.
   * `[` and bare assignments are none, nor is what only a variable names.
   */
  readonly commands: readonly ShellCommand[];
  /** The `|` and `|&`, wherever they stand. */
  readonly pipes: readonly Connector[];
  readonly hasPipe: boolean;
  readonly text: FoldedText;
}

export interface ShellCommand {
  /** Without quotes; what `command`, `builtin`, `busybox`, `run` and `exec` run in place of their own names. */
  readonly name: string;
  readonly nameRange: Range;
  /** Prefix assignments and redirections included. */
  readonly range: Range;
  /** The arguments. Redirections are none. */
  readonly words: readonly ShellWord[];
  /** `A=1` before the name. */
  readonly assignments: readonly ShellAssignment[];
  /** What joins it to the command before and after it in the same list or pipeline. */
  readonly before: Connector | undefined;
  readonly after: Connector | undefined;
  /** True where it stands in no substitution, subshell, group, function, loop or condition. */
  readonly topLevel: boolean;
}

export interface ShellWord {
  /**
   * Without quotes. `$X` is `${X}`, `$(cmd a)` is `${cmda}`; backticks and arithmetic are `${VAR}`;
   * a list in braces, an extended glob, a process substitution and the assignment of an `export` are empty.
   */
  readonly value: string;
  /** As the shell gets it, quotes included. */
  readonly raw: string;
  readonly range: Range;
}

interface ShellAssignment {
  readonly name: string;
  readonly value: string;
  readonly range: Range;
}

interface Connector {
  readonly operator: '&&' | '||' | '|' | '|&' | ';' | '&' | '\n';
  readonly range: Range;
}

const scripts = new WeakMap<Command, ShellScript>();

/** The script of RUN, CMD, ENTRYPOINT or HEALTHCHECK; the exec form counts as its words joined by blanks. Parsed once. */
export function parseShell(instruction: Instruction): ShellScript {
  return instruction.command ? shellCommands(instruction.command) : nothing;
}

export function shellCommands(command: Command): ShellScript {
  let script = scripts.get(command);
  if (!script) {
    script = parseScript(command.form === 'exec' ? joined(command) : command.script);
    scripts.set(command, script);
  }
  return script;
}

/**
 * Parses any text as bash. Never throws: what is no bash is not `parsed`, nor is what is longer than
 * any script that a person wrote, since it would hold up the editor.
 */
function parseScript(text: FoldedText): ShellScript {
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
  return { parsed: false, commands: [], pipes: [], hasPipe: false, text };
}

/** The time that the shell parser takes grows with the square of the heredocs in a line. */
function isMonstrous(text: string): boolean {
  if (text.length > 1_000_000) return true;
  let heredocs = 0;
  for (let at = text.indexOf('<<'); at >= 0 && heredocs <= 1000; at = text.indexOf('<<', at + 2)) heredocs++;
  return heredocs > 1000;
}

const nothing: ShellScript = {
  parsed: true,
  commands: [],
  pipes: [],
  hasPipe: false,
  text: new FoldedTextBuilder().build(),
};

function joined(command: ExecCommand): FoldedText {
  const builder = new FoldedTextBuilder();
  command.arguments.forEach((word, index) => {
    if (index > 0) builder.add(' ', (command.arguments[index - 1] as typeof word).range.end);
    builder.add(word.value, word.range.start + 1);
  });
  if (command.arguments.length === 0) builder.add('', command.range.start);
  return builder.build();
}

interface Surroundings {
  readonly before: Connector | undefined;
  readonly after: Connector | undefined;
  readonly topLevel: boolean;
}

const inside: Surroundings = { before: undefined, after: undefined, topLevel: false };

class Walk {
  readonly #text: FoldedText;
  readonly #commands: ShellCommand[] = [];
  readonly #pipes: Connector[] = [];
  /** The text that positions of the tree count in, and where a stretch of it lies in the source. */
  #script: string;
  #place: (start: number, end: number) => Range;

  constructor(text: FoldedText) {
    this.#text = text;
    this.#script = text.text;
    this.#place = (start, end) => text.sourceRange({ start, end });
  }

  read(tree: ParsedScript): ShellScript {
    this.#list(tree.commands, true);
    const pipes = this.#pipes;
    return { parsed: true, commands: this.#commands, pipes, hasPipe: pipes.length > 0, text: this.#text };
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
        this.#command(node, node.name, node.suffix, node, around);
        return;
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

  /** To the rules `time` is a command, and what it measures are its arguments. */
  #time(pipeline: unbash.Pipeline, around: Surroundings): void {
    const [first, ...rest] = pipeline.commands;
    const { pos, keywordEnd } = pipeline.prefixes.find((prefix) => prefix.type === 'Time') as unbash.Time;
    const name = { text: 'time', value: 'time', pos, end: keywordEnd };
    const after = first && rest.length > 0 ? this.#connector(first.end, pipes) : around.after;
    if (rest.length > 0 && after) this.#pipes.push(after);
    if (!first) this.#command({ pos, end: keywordEnd, prefix: [] }, name, [], pipeline, around);
    else if (first.type === 'Command') {
      const suffix = first.name ? [...first.prefix, first.name, ...first.suffix] : first.prefix;
      this.#command({ pos, end: first.end, prefix: [] }, name, suffix, first, { ...around, after });
    } else this.#visit(first, { ...around, after });
    this.#sequence(rest, { ...around, before: after }, true);
  }

  #command(
    whole: Pick<unbash.Command, 'pos' | 'end' | 'prefix'>,
    first: Pick<unbash.Word, 'text' | 'value' | 'pos' | 'end' | 'parts'> | undefined,
    suffix: readonly SyntaxNode[],
    node: SyntaxNode,
    around: Surroundings,
  ): void {
    const named = first && commandName(first, suffix);
    if (named) {
      const place = this.#place;
      this.#commands.push({
        name: named.name,
        nameRange: place(named.pos, named.end),
        range: place(whole.pos, whole.end),
        words: commandWords(named.written, suffix).map(({ value, raw, pos, end }) => ({
          value,
          raw,
          range: place(pos, end),
        })),
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
    forEachChild(node, (child) => this.#visit(child, inside));
  }

  /** A script in a substitution. One in backticks with escapes has a text of its own, whose places nobody can tell. */
  #nested(script: ParsedScript | unbash.Script, holder?: { readonly pos: number; readonly end: number }): void {
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
