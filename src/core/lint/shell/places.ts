import type { ShellNode, ShellNodeOf } from '../../dockerfile/bash.ts';
import type { ShellProgram } from './program.ts';

/** Where a node stands, as far as the shell treats it otherwise there. */

const declaring = new Set(['declare', 'export', 'local', 'readonly', 'typeset']);

export type SimpleCommand = ShellNodeOf<'Command'>;

/** Whether the shell neither splits nor globs what an expansion in this place gives. */
export function isKeptWhole(node: ShellNode, program: ShellProgram): boolean {
  let child = node;
  for (let parent = program.parent(node); parent; parent = program.parent(parent)) {
    switch (parent.type) {
      case 'DoubleQuoted':
      case 'LocaleString':
      case 'HereDocBody':
      case 'ParameterExpansion':
      case 'ArithmeticExpansion':
      case 'ArithmeticCommand':
      case 'ArithmeticFor':
      case 'TestCommand':
      case 'ArrayValue':
      case 'For':
      case 'Select':
      case 'Case':
      case 'CaseItem':
        return true;
      case 'Assignment': {
        const command = program.parent(parent);
        if (command?.type !== 'Command' || command.prefix.includes(parent)) return true;
        // A plain `sh` may take what stands behind `export` for words like any other.
        return program.dialect !== 'sh';
      }
      case 'Command':
        return isCommandName(child, node, parent);
      case 'Script':
      case 'Statement':
        return false;
      default:
    }
    child = parent;
  }
  return false;
}

/** A word that is nothing but the expansion and names the command: its options come with it. */
function isCommandName(word: ShellNode, node: ShellNode, command: SimpleCommand): boolean {
  if (word.type !== 'Word' || word.pos !== node.pos || word.end !== node.end) return false;
  if (word === command.name) return true;
  const runs = command.name?.value;
  return (runs === 'command' || runs === 'exec' || runs === 'builtin') && command.suffix[0] === word;
}

/** Whether someone looks at whether what stands here succeeds: in a condition, or in front of `&&` or `||`. */
export function isCondition(node: ShellNode, program: ShellProgram): boolean {
  let child = node;
  for (let parent = program.parent(node); parent; parent = program.parent(parent)) {
    if (parent.type === 'AndOr' && parent.commands.at(-1) !== child) return true;
    if ((parent.type === 'If' || parent.type === 'Elif' || parent.type === 'While') && parent.clause === child) {
      return true;
    }
    if (parent.type === 'Function') return false;
    if (parent.type === 'CompoundList' && parent.commands.at(-1) !== child && isClause(parent, program)) return false;
    child = parent;
  }
  return false;
}

function isClause(list: ShellNode, program: ShellProgram): boolean {
  const parent = program.parent(list);
  return (parent?.type === 'If' || parent?.type === 'Elif' || parent?.type === 'While') && parent.clause === list;
}

export function isDeclaration(command: SimpleCommand): boolean {
  return command.name !== undefined && declaring.has(command.name.value);
}

/** The name that a command is run by: without the folder it lies in. */
export function baseName(command: SimpleCommand | undefined): string {
  return command?.name?.value.replace(/^.*\//, '') ?? '';
}

/** The arguments of a command that are words: no redirections, no assignments of a declaration. */
export function argumentsOf(command: SimpleCommand): ShellNodeOf<'Word'>[] {
  return command.suffix.filter((part) => part.type === 'Word');
}

/** The command that a node is a word of, or a part of a word. */
export function commandOf(node: ShellNode, program: ShellProgram): SimpleCommand | undefined {
  for (let parent = program.parent(node); parent; parent = program.parent(parent)) {
    if (parent.type === 'Command') return parent;
    if (parent.type === 'Statement' || parent.type === 'Script') return undefined;
  }
  return undefined;
}

/** Whether the script turns `set -e` on, wherever it does. */
export function stopsAtErrors(program: ShellProgram): boolean {
  return program.commands('set').some((command) => {
    const words = argumentsOf(command).map(({ value }) => value);
    return words.some((word, index) => /^-[a-zA-Z]*e/.test(word) || (word === 'errexit' && index > 0));
  });
}
