import type { ShellNode, ShellNodeOf } from '../../dockerfile/bash.ts';
import type { Dockerfile, FoldedText, Instruction } from '../../dockerfile/model.ts';
import { parseShell } from '../../dockerfile/shell.ts';
import type { Range, TextEdit } from '../../text.ts';
import { type Dialect, dialectOfScript, type KnownVariables, shellEnvironments } from './environment.ts';
import { type Syntax, syntaxOf } from './syntax.ts';

type Stretch = Pick<ShellNode, 'pos' | 'end'>;

/** The script of a RUN as the rules for shell want to see it: every node by its kind, and the way up. */
export interface ShellProgram {
  readonly dialect: Dialect;
  /** Of the variables that the script names those that are set before it begins. */
  readonly variables: ReadonlySet<string>;
  readonly root: ShellNode;
  readonly text: string;
  /** The nodes of a kind, in the order of the text. */
  of<Type extends ShellNode['type']>(type: Type): readonly ShellNodeOf<Type>[];
  /** The simple commands whose first word is this, without quotes. */
  commands(name: string): readonly ShellNodeOf<'Command'>[];
  parent(node: ShellNode): ShellNode | undefined;
  /** Where a stretch of the script lies in the Dockerfile. */
  at(node: Stretch): { readonly range: Range };
  /**
   * Room to remember what was found out about this script, shared with every RUN that has the same text, the same
   * dialect, and the same of the variables that it names.
   */
  readonly memory: Map<unknown, unknown>;
  /** An edit of the Dockerfile that puts a text in front of and one behind a stretch of the script. */
  around(node: Stretch, before: string, after: string): TextEdit[];
}

/** @returns undefined for the exec form, for what no POSIX shell reads, and for what does not parse. */
export function readProgram(instruction: Instruction, dockerfile: Dockerfile): ShellProgram | undefined {
  const environment = shellEnvironments(dockerfile).get(instruction);
  if (!environment || instruction.command?.form !== 'shell') return undefined;
  const { text, tree } = parseShell(instruction);
  const dialect = dialectOfScript(text.text, environment);
  if (!tree || dialect === 'none' || escapesNothing(text.text)) return undefined;
  const syntax = syntaxOf(tree);
  return syntax && new PlacedProgram(dialect, environment.variables, text, syntax);
}

class PlacedProgram implements ShellProgram {
  readonly dialect: Dialect;
  readonly variables: ReadonlySet<string>;
  readonly memory: Map<unknown, unknown>;
  readonly #text: FoldedText;
  readonly #syntax: Syntax;

  constructor(dialect: Dialect, known: KnownVariables, text: FoldedText, syntax: Syntax) {
    this.dialect = dialect;
    this.variables = syntax.namesAmong(known);
    this.memory = syntax.memoryFor(dialect, this.variables);
    this.#text = text;
    this.#syntax = syntax;
  }

  get root(): ShellNode {
    return this.#syntax.root;
  }

  get text(): string {
    return this.#text.text;
  }

  of<Type extends ShellNode['type']>(type: Type): readonly ShellNodeOf<Type>[] {
    return this.#syntax.of(type);
  }

  commands(name: string): readonly ShellNodeOf<'Command'>[] {
    return this.#syntax.commands(name);
  }

  parent(node: ShellNode): ShellNode | undefined {
    return this.#syntax.parent(node);
  }

  at({ pos, end }: Stretch): { readonly range: Range } {
    return { range: this.#text.sourceRange({ start: pos, end }) };
  }

  around(node: Stretch, before: string, after: string): TextEdit[] {
    const { start, end } = this.at(node).range;
    return [
      { range: { start, end: start }, newText: before },
      { range: { start: end, end }, newText: after },
    ];
  }
}

/** A backslash at the very end: there is nothing to escape, and ShellCheck reads none of it. */
function escapesNothing(script: string): boolean {
  if (!script.endsWith('\\')) return false;
  let first = script.length;
  while (script[first - 1] === '\\') first--;
  return (script.length - first) % 2 === 1;
}
