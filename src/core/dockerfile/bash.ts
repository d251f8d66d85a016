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
} from 'unbash';
import type { Range } from '../text.ts';
import { type AnyWord, type BashWord, commandName, commandWords, type Place } from './bash-words.ts';
import type { Connector } from './shell-model.ts';

/** The syntax tree, for those who look closer than at commands. Its places are offsets in the text of the script. */
export type { SyntaxNode as ShellNode } from 'unbash';
/** Names one kind of node of the tree. */
export type ShellNodeOf<Type extends SyntaxNode['type']> = Extract<SyntaxNode, { type: Type }>;
export { forEachChild } from 'unbash';

/** The commands of a script. All places are offsets in its text, so what is read of a text holds wherever it stands. */
export interface BashScript {
  /** Absent where the text is no shell; there are no commands then. */
  readonly tree: ParsedScript | undefined;
  readonly commands: readonly BashCommand[];
  readonly pipes: readonly BashConnector[];
}

/** What `ShellCommand` says of a command. */
export interface BashCommand {
  readonly name: string;
  readonly nameAt: Range;
  readonly at: Range;
  readonly words: readonly BashWord[];
  readonly assignments: readonly { readonly name: string; readonly value: string; readonly at: Range }[];
  readonly before: BashConnector | undefined;
  readonly after: BashConnector | undefined;
  readonly topLevel: boolean;
}

export interface BashConnector {
  readonly operator: Connector['operator'];
  readonly at: Range;
}

/**
 * Parses any text as bash. Never throws: what is no bash has no tree, nor has what is longer than
 * any script that a person wrote, since it would hold up the editor.
 */
export function readBash(text: string): BashScript {
  try {
    if (isMonstrous(text)) return unreadable;
    const tree = parse(text);
    if (!tree.errors?.length) return new Walk(text).read(tree);
  } catch (error) {
    // Nesting without end exhausts the stack.
    if (!(error instanceof RangeError)) throw error;
  }
  return unreadable;
}

const unreadable: BashScript = { tree: undefined, commands: [], pipes: [] };

/** The time that the shell parser takes grows with the square of the heredocs in a line. */
function isMonstrous(text: string): boolean {
  if (text.length > 1_000_000) return true;
  let heredocs = 0;
  for (let at = text.indexOf('<<'); at >= 0 && heredocs <= 1000; at = text.indexOf('<<', at + 2)) heredocs++;
  return heredocs > 1000;
}

interface Surroundings {
  readonly before: BashConnector | undefined;
  readonly after: BashConnector | undefined;
  readonly topLevel: boolean;
}

const inside: Surroundings = { before: undefined, after: undefined, topLevel: false };

class Walk {
  readonly #commands: BashCommand[] = [];
  readonly #pipes: BashConnector[] = [];
  /** The text that positions of the tree count in, and where a stretch of it lies in the whole one. */
  #script: string;
  #place: Place = (start, end) => ({ start, end });

  constructor(text: string) {
    this.#script = text;
  }

  read(tree: ParsedScript): BashScript {
    this.#list(tree.commands, true);
    return { tree, commands: this.#commands, pipes: this.#pipes };
  }

  #list(statements: readonly Statement[], topLevel: boolean): void {
    let before: BashConnector | undefined;
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
        nameAt: place(named.pos, named.end),
        at: place(whole.pos, whole.end),
        words: commandWords(named.written, suffix, place),
        assignments: whole.prefix
          .filter((part) => part.type === 'Assignment')
          .map(({ name, value, pos, end }) => ({
            name,
            value: value.type === 'Word' ? value.value : '',
            at: place(pos, end),
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

  #connector(end: number, pattern: RegExp): BashConnector | undefined {
    pattern.lastIndex = end;
    const operator = pattern.exec(this.#script)?.[1] as Connector['operator'] | undefined;
    if (operator === undefined) return undefined;
    const { lastIndex } = pattern;
    return { operator, at: this.#place(lastIndex - operator.length, lastIndex) };
  }
}

const hasExpansion = /[$`(]/;
const logical = /\s*(&&|\|\|)/y;
const pipes = /\s*(\|&?)/y;
const separators = /[^\S\n]*(;|&|\n)/y;
