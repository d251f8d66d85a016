import { argumentsWithoutFlags } from '../dockerfile/shell-flags.ts';
import type { ShellCommand, ShellWord } from '../dockerfile/shell-model.ts';
import { firstWord } from './command-words.ts';
import { InheritedNames } from './inherited-names.ts';
import type { Context, RuleDefinition } from './rule.ts';

/**
 * The part of a rule that finds what commands of these names install without a version.
 *
 * @param unjudged word of commands that install what has no version
 */
export function unpinnedRpmPackages(
  names: string,
  unjudged?: string,
): Pick<RuleDefinition<Set<string>, InheritedNames>, 'perFile' | 'perStage' | 'on' | 'commands'> {
  return {
    // Names of all ARG so far: hadolint does not take them back at the end of a stage.
    perFile: () => new Set(),
    // Names of the ENV of this stage and of those it is built on.
    perStage: (parent) => new InheritedNames(parent),
    on: {
      ARG: ({ pairs }, { inFile }) => {
        if (pairs[0]) inFile.add(pairs[0].name.value);
      },
      ENV: ({ pairs }, { inStage }) => {
        for (const { name } of pairs) inStage.add(name.value);
      },
    },
    commands: {
      [names]: (command: ShellCommand, { inFile, inStage, report }: Context<Set<string>, InheritedNames>) => {
        if (!firstWord(command, 'install') || (unjudged !== undefined && firstWord(command, unjudged))) return;
        const isKnown = (name: string) => inFile.has(name) || inStage.has(name);
        const [first, ...others] = unpinned(command, isKnown);
        if (!first) return;
        const related = others.map(({ range, value }) => ({ range, message: `${value} is not pinned either` }));
        report(first, related.length === 0 ? {} : { related });
      },
    },
  };
}

function unpinned(command: ShellCommand, isKnown: (name: string) => boolean): ShellWord[] {
  const asked = argumentsWithoutFlags(command).filter(({ value }) => value !== 'install');
  if (firstWord(command, 'module')) {
    return asked.filter(({ value }) => value !== 'module' && !value.includes(':'));
  }
  return asked.filter(({ value }) => !hasVersion(value, isKnown));
}

/** `httpd-2.4.6`, `a-b.rpm`, `httpd-${VERSION}` where something gives VERSION a value. */
function hasVersion(name: string, isKnown: (name: string) => boolean): boolean {
  const [, ...parts] = name.split('-');
  if (parts.length === 0) return false;
  if (name.endsWith('.rpm')) return true;
  if (name.includes('$')) return [...name.matchAll(/\$\{(\w+)\}/g)].some(([, variable]) => isKnown(variable as string));
  return parts.every((part) => /^[\w.~^:+]*$/.test(part)) && parts.some((part) => /^\d/.test(part));
}
