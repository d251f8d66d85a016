import type { ShellCommand, ShellWord } from './shell-model.ts';

export interface ShellFlag {
  /** `name` of `--name=value`, one letter each of `-abc`. */
  readonly name: string;
  readonly word: ShellWord;
}

/** The flags among the arguments, in order. `-` and `--` are none, and the value after a flag is not looked at. */
export function flagsOf(command: ShellCommand): ShellFlag[] {
  return command.words.flatMap((word) => flagNames(word.value).map((name) => ({ name, word })));
}

export function hasFlag(command: ShellCommand, ...names: readonly string[]): boolean {
  return command.words.some((word) => flagNames(word.value).some((name) => names.includes(name)));
}

/** The arguments that are no flags; values of flags are among them where they stand apart. */
export function argumentsWithoutFlags(command: ShellCommand): ShellWord[] {
  return command.words.filter((word) => flagNames(word.value).length === 0);
}

/** The command without the words that follow one of these flags as its value; `--flag=value` takes none. */
export function withoutFlagValues(command: ShellCommand, ...names: readonly string[]): ShellCommand {
  const values = new Set<ShellWord>();
  command.words.forEach((word, index) => {
    const next = command.words[index + 1];
    if (next && !word.value.includes('=') && flagNames(word.value).some((name) => names.includes(name)))
      values.add(next);
  });
  return values.size === 0 ? command : { ...command, words: command.words.filter((word) => !values.has(word)) };
}

function flagNames(word: string): string[] {
  if (!word.startsWith('-')) return [];
  if (!word.startsWith('--')) return [...word.slice(1)];
  const name = word.slice(2).split('=', 1)[0] as string;
  return name === '' ? [] : [name];
}
