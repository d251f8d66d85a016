import type { ShellCommand, ShellWord } from '../dockerfile/shell.ts';
import type { Range } from '../text.ts';

/** The first argument of a command that is one of these words, wherever it stands; flags before it do not matter. */
export function firstWord({ words }: ShellCommand, ...wanted: readonly string[]): ShellWord | undefined {
  return words.find(({ value }) => wanted.includes(value));
}

/** From the name of a command to the end of one of its words. */
export function throughWord({ nameRange }: ShellCommand, word: ShellWord): Range {
  return { start: nameRange.start, end: word.range.end };
}
