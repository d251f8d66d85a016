import type { ShellNode, ShellNodeOf } from '../../dockerfile/bash.ts';
import { argumentsOf, isDeclaration } from './places.ts';
import type { ShellProgram } from './program.ts';

/** What bash sets by itself and nobody else has, as single values. */
const always = new Set(['RANDOM', 'SECONDS']);
const unlessSet = new Set(
  'HOSTNAME UID EUID OSTYPE MACHTYPE HOSTTYPE SHELLOPTS SHLVL BASHOPTS BASHPID EPOCHSECONDS EPOCHREALTIME'.split(' '),
);

/** Uses of variables that bash alone sets, where neither the script nor the Dockerfile does. */
export function bashVariables(program: ShellProgram): ShellNode[] {
  let set: ReadonlySet<string> | undefined;
  return [...program.of('SimpleExpansion'), ...program.of('ParameterExpansion')].filter((expansion) => {
    const name = nameOf(expansion);
    if (always.has(name)) return true;
    if (!unlessSet.has(name) || program.variables.has(name)) return false;
    set ??= setNames(program);
    return !set.has(name);
  });
}

function nameOf(expansion: ShellNodeOf<'SimpleExpansion' | 'ParameterExpansion'>): string {
  if (expansion.type === 'SimpleExpansion') return expansion.text.slice(1);
  return expansion.prefix === '!' ? '' : expansion.parameter;
}

/** The names that a script sets anywhere, but for a single command. */
function setNames(program: ShellProgram): Set<string> {
  const names = new Set<string>();
  for (const assignment of program.of('Assignment')) {
    const command = program.parent(assignment);
    const isPassing = command?.type === 'Command' && command.name !== undefined && !isDeclaration(command);
    if (!isPassing) names.add(assignment.name);
  }
  for (const { name } of program.of('For')) names.add(name.value);
  for (const read of program.commands('read')) for (const { value } of argumentsOf(read)) names.add(value);
  for (const { parameter, operation } of program.of('ParameterExpansion')) {
    if (operation?.type === 'Default' && operation.operator.endsWith('=')) names.add(parameter);
  }
  return names;
}
