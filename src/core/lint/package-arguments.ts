import type { ShellCommand, ShellWord } from '../dockerfile/shell.ts';
import { argumentsWithoutFlags, withoutFlagValues } from '../dockerfile/shell-flags.ts';
import type { Context } from './rule.ts';

export interface InstallationSyntax {
  /** Words that say what to do and are no packages, wherever they stand. */
  readonly verbs: readonly string[];
  /** Flags whose values may stand apart from them. */
  readonly flagsWithValue?: readonly string[];
}

/** What an installation names: all arguments but flags, their values and the verbs. A variable counts as a package. */
export function packageArguments(
  command: ShellCommand,
  { verbs, flagsWithValue = [] }: InstallationSyntax,
): ShellWord[] {
  const named = argumentsWithoutFlags(withoutFlagValues(command, ...flagsWithValue));
  return named.filter(({ value }) => !verbs.includes(value));
}

/** The words from the first one on that is not this verb. */
export function withoutLeading(words: readonly ShellWord[], verb: string): readonly ShellWord[] {
  const start = words.findIndex(({ value }) => value !== verb);
  return start < 0 ? [] : words.slice(start);
}

/** One finding for all packages without a version: it points at the first, the others are related. */
export function reportUnpinned(
  [first, ...others]: readonly ShellWord[],
  report: Context<unknown, unknown>['report'],
): void {
  if (!first) return;
  const related = others.map(({ range, value }) => ({ range, message: `${value} is not pinned either` }));
  report(first, related.length === 0 ? {} : { related });
}
