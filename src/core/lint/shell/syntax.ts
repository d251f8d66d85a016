import { forEachChild, type ShellNode, type ShellNodeOf } from '../../dockerfile/bash.ts';
import type { KnownVariables } from './environment.ts';

/** The tree of a script by the kinds of its nodes: as little as the tree it knows where the script stands. */
export class Syntax {
  readonly root: ShellNode;
  readonly #nodes: ReadonlyMap<string, readonly ShellNode[]>;
  #parents: ReadonlyMap<ShellNode, ShellNode> | undefined;
  #commands: ReadonlyMap<string, readonly ShellNodeOf<'Command'>[]> | undefined;
  #variables: readonly string[] | undefined;
  readonly #made = new Map<string, unknown>();

  /** @throws RangeError where nesting without end exhausts the stack. */
  constructor(root: ShellNode) {
    this.root = root;
    this.#nodes = nodesByKind(root);
  }

  /** Each list holds the nodes of its kind alone. */
  of<Type extends ShellNode['type']>(type: Type): readonly ShellNodeOf<Type>[] {
    return (this.#nodes.get(type) ?? none) as readonly ShellNodeOf<Type>[];
  }

  commands(name: string): readonly ShellNodeOf<'Command'>[] {
    this.#commands ??= byName(this.of('Command'));
    return this.#commands.get(name) ?? none;
  }

  parent(node: ShellNode): ShellNode | undefined {
    this.#parents ??= parentsIn(this.root);
    return this.#parents.get(node);
  }

  /** Of the variables that are known those that the script names. */
  namesAmong(known: KnownVariables): readonly string[] {
    this.#variables ??= [
      ...new Set([
        ...this.of('SimpleExpansion').map(({ text }) => text.slice(1)),
        ...this.of('ParameterExpansion').map(({ parameter }) => parameter),
      ]),
    ];
    return this.#variables.filter((name) => known.has(name));
  }

  /**
   * What was made of the script before, or is made now.
   * @param key all that it depends on beside the script
   */
  once<Made>(key: string, make: () => Made): Made {
    let made = this.#made.get(key) as Made | undefined;
    if (made === undefined) {
      made = make();
      this.#made.set(key, made);
    }
    return made;
  }
}

const none: readonly never[] = [];
const known = new WeakMap<ShellNode, Syntax | 'too deep'>();

/** @returns undefined for a tree whose nesting exhausts the stack. */
export function syntaxOf(tree: ShellNode): Syntax | undefined {
  let syntax = known.get(tree);
  if (syntax === undefined) {
    syntax = read(tree);
    known.set(tree, syntax);
  }
  return syntax === 'too deep' ? undefined : syntax;
}

function read(tree: ShellNode): Syntax | 'too deep' {
  try {
    return new Syntax(tree);
  } catch (error) {
    if (error instanceof RangeError) return 'too deep';
    throw error;
  }
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

function nodesByKind(root: ShellNode): Map<string, ShellNode[]> {
  const nodes = new Map<string, ShellNode[]>();
  const visit = (node: ShellNode): void => {
    const list = nodes.get(node.type);
    if (list) list.push(node);
    else nodes.set(node.type, [node]);
    forEachChild(node, visitChild);
  };
  const visitChild = (child: ShellNode): void => {
    if (!isPlaceless(child)) visit(child);
  };
  visit(root);
  return nodes;
}

/** Without recursion, since those who ask stand somewhere on the stack. */
function parentsIn(root: ShellNode): Map<ShellNode, ShellNode> {
  const parents = new Map<ShellNode, ShellNode>();
  const left = [root];
  for (let node = left.pop(); node; node = left.pop()) {
    const parent = node;
    forEachChild(parent, (child) => {
      if (isPlaceless(child)) return;
      parents.set(child, parent);
      left.push(child);
    });
  }
  return parents;
}

/** Literals say nothing, and a script in backticks with escapes has a text of its own, whose places nobody can tell. */
function isPlaceless(node: ShellNode): boolean {
  return node.type === 'Literal' || (node.type === 'Script' && node.source !== undefined);
}
