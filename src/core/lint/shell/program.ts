import { forEachChild, type ShellNode, type ShellNodeOf } from '../../dockerfile/bash.ts';
import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import { parseShell } from '../../dockerfile/shell.ts';
import type { Range, TextEdit } from '../../text.ts';
import { type Dialect, dialectOfScript, type KnownVariables, shellEnvironments } from './environment.ts';

/** The script of a RUN as the rules for shell want to see it: every node by its kind, and the way up. */
export interface ShellProgram {
  readonly dialect: Dialect;
  /** What is set before the script begins. */
  readonly variables: KnownVariables;
  readonly root: ShellNode;
  readonly text: string;
  /** The nodes of a kind, in the order of the text. */
  of<Type extends ShellNode['type']>(type: Type): readonly ShellNodeOf<Type>[];
  /** The simple commands whose first word is this, without quotes. */
  commands(name: string): readonly ShellNodeOf<'Command'>[];
  parent(node: ShellNode): ShellNode | undefined;
  /** Where a stretch of the script lies in the Dockerfile. */
  at(node: { readonly pos: number; readonly end: number }): { readonly range: Range };
  /** An edit of the Dockerfile that puts a text in front of and one behind a stretch of the script. */
  around(node: { readonly pos: number; readonly end: number }, before: string, after: string): TextEdit[];
}

const programs = new WeakMap<Instruction, ShellProgram | 'none'>();

/** @returns undefined for the exec form, for what no POSIX shell reads, and for what does not parse. */
export function readProgram(instruction: Instruction, dockerfile: Dockerfile): ShellProgram | undefined {
  let program = programs.get(instruction);
  if (program === undefined) {
    program = read(instruction, dockerfile) ?? 'none';
    programs.set(instruction, program);
  }
  return program === 'none' ? undefined : program;
}

function read(instruction: Instruction, dockerfile: Dockerfile): ShellProgram | undefined {
  const environment = shellEnvironments(dockerfile).get(instruction);
  if (!environment || instruction.command?.form !== 'shell') return undefined;
  const { text, tree } = parseShell(instruction);
  const dialect = dialectOfScript(text.text, environment);
  if (!tree || dialect === 'none') return undefined;
  const gathered = gather(tree);
  if (!gathered) return undefined;
  const { nodes, parents } = gathered;
  let named: Map<string, ShellNodeOf<'Command'>[]> | undefined;
  return {
    dialect,
    variables: environment.variables,
    root: tree,
    text: text.text,
    // Each list holds the nodes of its kind alone.
    of: <Type extends ShellNode['type']>(type: Type) => (nodes.get(type) ?? nothing) as ShellNodeOf<Type>[],
    commands: (name) => {
      named ??= byName((nodes.get('Command') ?? nothing) as readonly ShellNodeOf<'Command'>[]);
      return named.get(name) ?? nothing;
    },
    parent: (node) => parents.get(node),
    at: ({ pos, end }) => ({ range: text.sourceRange({ start: pos, end }) }),
    around: ({ pos, end }, before, after) => {
      const range = text.sourceRange({ start: pos, end });
      return [
        { range: { start: range.start, end: range.start }, newText: before },
        { range: { start: range.end, end: range.end }, newText: after },
      ];
    },
  };
}

function byName(commands: readonly ShellNodeOf<'Command'>[]): Map<string, ShellNodeOf<'Command'>[]> {
  const named = new Map<string, ShellNodeOf<'Command'>[]>();
  for (const command of commands) {
    if (!command.name) continue;
    const same = named.get(command.name.value);
    if (same) same.push(command);
    else named.set(command.name.value, [command]);
  }
  return named;
}

const nothing: readonly never[] = [];

function gather(tree: ShellNode) {
  const nodes = new Map<ShellNode['type'], ShellNode[]>();
  const parents = new Map<ShellNode, ShellNode>();
  const visit = (node: ShellNode, parent: ShellNode | undefined): void => {
    const list = nodes.get(node.type);
    if (list) list.push(node);
    else nodes.set(node.type, [node]);
    if (parent) parents.set(node, parent);
    forEachChild(node, (child) => {
      // A script in backticks with escapes has a text of its own, whose places nobody can tell.
      if (child.type !== 'Literal' && !(child.type === 'Script' && child.source !== undefined)) visit(child, node);
    });
  };
  try {
    visit(tree, undefined);
  } catch (error) {
    // Nesting without end exhausts the stack.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
  return { nodes, parents };
}
