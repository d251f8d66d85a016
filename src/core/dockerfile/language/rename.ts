import type { Range } from '../../text.ts';
import type { Dockerfile } from '../model.ts';
import { isBuiltIn, type Name, type Names, rangesOf } from './names.ts';

/** Why a name cannot have another, as a sentence; undefined where it can. */
export function reasonToKeep(name: Name): string | undefined {
  if (name.kind === 'variable' && isBuiltIn(name.text))
    return `The builder sets ${name.text} under this name: another would stay empty.`;
  return undefined;
}

/** Why a new name will not do, as a sentence; undefined where it will. */
export function reasonAgainst(name: Name, newName: string, names: Names): string | undefined {
  const others = names.all.filter((other) => other !== name && other.kind === name.kind);
  if (name.kind === 'stage') {
    if (!/^[a-z][a-z0-9\-_.]*$/i.test(newName))
      return 'The name of a stage begins with a letter and holds letters, digits, dots, hyphens and underscores.';
    if (/^(scratch|context)$/i.test(newName)) return `${newName} means something else to the builder.`;
    // The builder compares names without regard to case.
    if (others.some(({ text }) => text.toLowerCase() === newName.toLowerCase()))
      return `There is a stage ${newName} already.`;
    return undefined;
  }
  if (!/^[A-Za-z_]\w*$/.test(newName))
    return 'The name of a variable begins with a letter or an underscore and holds letters, digits and underscores.';
  if (isBuiltIn(newName)) return `The builder sets ${newName} by itself.`;
  if (others.some(({ text }) => text === newName)) return `There is a variable ${newName} already.`;
  return undefined;
}

/** Every place that has to change; numbers of stages stay. */
export function placesToRename(name: Name): Range[] {
  return rangesOf(name).filter((range) => !name.numbers.includes(range));
}

/** Where the value of a name comes from at a place: the stage, or the last declaration before it that holds there. */
export function definitionOf(name: Name, offset: number, dockerfile: Dockerfile): Range | undefined {
  const before = name.declarations.filter(({ range }) => range.end < offset);
  const stage = dockerfile.instructions.findLast(({ range }) => range.start <= offset)?.stage;
  const lineage = new Set<unknown>();
  for (let at = stage; at; at = at.parent) lineage.add(at);
  const near = before.findLast(({ instruction }) => !instruction.stage || lineage.has(instruction.stage));
  return (near ?? before.at(-1) ?? name.declarations[0])?.range;
}
