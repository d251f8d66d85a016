import type { ShellNode, ShellNodeOf } from '../../dockerfile/bash.ts';
import type { Dockerfile, FoldedText, Instruction } from '../../dockerfile/model.ts';
import { detached } from '../../dockerfile/recent-scripts.ts';
import { parseShell } from '../../dockerfile/shell.ts';
import { type Dialect, dialectOfScript, shellEnvironments } from './environment.ts';
import { type Syntax, syntaxOf } from './syntax.ts';

/**
 * The script of a RUN as the rules for shell want to see it: every node by its kind, and the way up. It knows nothing
 * of where the script stands: RUNs share it that have the same text, the same dialect, and the same of the variables
 * that the text names.
 */
export interface ShellProgram {
  readonly dialect: Dialect;
  /** What the Dockerfile escapes with, in the script as well as around it. */
  readonly escape: Dockerfile['escape'];
  /** Of the variables that the script names those that are set before it begins. */
  readonly variables: ReadonlySet<string>;
  readonly root: ShellNode;
  readonly text: string;
  /** The nodes of a kind, in the order of the text. */
  of<Type extends ShellNode['type']>(type: Type): readonly ShellNodeOf<Type>[];
  /** The simple commands whose first word is this, without quotes. */
  commands(name: string): readonly ShellNodeOf<'Command'>[];
  parent(node: ShellNode): ShellNode | undefined;
  /** Room to remember what was found out about it. */
  readonly memory: Map<unknown, unknown>;
}

/** @returns undefined for the exec form, for what no POSIX shell reads, and for what does not parse. */
export function readProgram(
  instruction: Instruction,
  dockerfile: Dockerfile,
): { readonly program: ShellProgram; readonly text: FoldedText } | undefined {
  const environment = shellEnvironments(dockerfile).get(instruction);
  if (!environment || instruction.command?.form !== 'shell') return undefined;
  const { text, tree } = parseShell(instruction);
  const dialect = dialectOfScript(text.text, environment);
  if (!tree || dialect === 'none' || escapesNothing(text.text)) return undefined;
  const syntax = syntaxOf(tree);
  if (!syntax) return undefined;
  const variables = syntax.namesAmong(environment.variables);
  const key =
    dockerfile.escape === '`' || variables.length > 0 ? [dialect, dockerfile.escape, ...variables].join(' ') : dialect;
  const program = syntax.once(key, (): ShellProgram => {
    const told = { dialect, escape: dockerfile.escape, variables: new Set(variables), text: detached(text.text) };
    return new SharedProgram(told, syntax);
  });
  return { program, text };
}

class SharedProgram implements ShellProgram {
  readonly dialect: Dialect;
  readonly escape: Dockerfile['escape'];
  readonly variables: ReadonlySet<string>;
  readonly text: string;
  readonly memory = new Map<unknown, unknown>();
  readonly #syntax: Syntax;

  constructor(known: Pick<ShellProgram, 'dialect' | 'escape' | 'variables' | 'text'>, syntax: Syntax) {
    this.dialect = known.dialect;
    this.escape = known.escape;
    this.variables = known.variables;
    this.text = known.text;
    this.#syntax = syntax;
  }

  get root(): ShellNode {
    return this.#syntax.root;
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
}

/** A backslash at the very end: there is nothing to escape, and ShellCheck reads none of it. */
function escapesNothing(script: string): boolean {
  if (!script.endsWith('\\')) return false;
  let first = script.length;
  while (script[first - 1] === '\\') first--;
  return (script.length - first) % 2 === 1;
}
