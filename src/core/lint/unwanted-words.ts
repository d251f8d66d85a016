import type { ShellCommand, ShellWord } from '../dockerfile/shell.ts';
import type { Context } from './rule.ts';
import { takeOut } from './take-out.ts';

/** Reports words of a command that should not be there. They may be needed after all, so the fix that takes them out is for review. */
export function reportUnwanted(
  words: readonly ShellWord[],
  { dockerfile, instruction, report }: Pick<Context, 'dockerfile' | 'instruction' | 'report'>,
): void {
  const [first] = words;
  if (!first) return;
  const ranges = words.map(({ range }) => range);
  const edits = takeOut(ranges, instruction, dockerfile);
  report(first, { fix: edits && { title: `Delete ${first.value}`, safety: 'review', edits } });
}

/** The words that are one of these flags, with or without a value behind `=`. */
export function longFlags({ words }: ShellCommand, ...flags: readonly string[]): ShellWord[] {
  return words.filter(({ value }) => value.startsWith('--') && flags.includes(value.split('=', 1)[0] as string));
}

/** The words that set an option, as in `-o Name=value`, `-oName=value` and `--option=Name=value`. */
export function optionWords({ words }: ShellCommand, flags: readonly string[], setting: RegExp): ShellWord[] {
  return words.flatMap((word, at) => {
    const flag = flags.find((name) => word.value.startsWith(name));
    if (flag === undefined) return [];
    const next = words[at + 1];
    if (word.value === flag) return next && setting.test(next.value) ? [word, next] : [];
    return setting.test(word.value.slice(flag.length).replace(/^=/, '')) ? [word] : [];
  });
}
