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
  return command.words.some(
    ({ value }) => value.startsWith('-') && flagNames(value).some((name) => names.includes(name)),
  );
}

/** The arguments that are no flags; values of flags are among them where they stand apart. */
export function argumentsWithoutFlags(command: ShellCommand): ShellWord[] {
  return command.words.filter(({ value }) => !value.startsWith('-') || flagNames(value).length === 0);
}

/** The command without the words that follow one of these flags as its value; `--flag=value` takes none. */
export function withoutFlagValues(command: ShellCommand, ...names: readonly string[]): ShellCommand {
  const values = command.words.filter((_, index) => {
    const flag = command.words[index - 1]?.value;
    return flag?.startsWith('-') && !flag.includes('=') && flagNames(flag).some((name) => names.includes(name));
  });
  return values.length === 0
    ? command
    : withWords(
        command,
        command.words.filter((word) => !values.includes(word)),
      );
}

function withWords(command: ShellCommand, words: readonly ShellWord[]): ShellCommand {
  const { after, assignments, before, name, nameRange, range, topLevel } = command;
  return { after, assignments, before, name, nameRange, range, topLevel, words };
}

function flagNames(word: string): string[] {
  if (!word.startsWith('-')) return [];
  if (!word.startsWith('--')) return [...word.slice(1)];
  const name = word.slice(2).split('=', 1)[0] as string;
  return name === '' ? [] : [name];
}
