import type { ShellCommand, ShellWord } from '../../dockerfile/shell.ts';
import { firstWord } from '../command-words.ts';
import { reportUnpinned } from '../package-arguments.ts';
import { defineRule } from '../rule.ts';

export const pinGems = defineRule({
  code: 'DL3028',
  severity: 'warning',
  fix: { none: 'the versions have to be looked up', action: 'packages' },
  summary: 'Pin the versions of gems, as in `bundler:2.5.17`: without them every build installs others',
  onbuild: true,
  commands: {
    gem: (command, { report }) => {
      if (!firstWord(command, 'install', 'i') || namesVersion(command)) return;
      reportUnpinned(
        gems(command).filter(({ value }) => !value.includes(':')),
        report,
      );
    },
  },
});

function namesVersion({ words }: ShellCommand): boolean {
  return words.some(({ value }) => value === '-v' || value === '--version' || value.startsWith('--version='));
}

/** As in hadolint every flag counts as one that has a value, which follows it; what follows `--` is for the compiler. */
function gems({ words }: ShellCommand): ShellWord[] {
  const found: ShellWord[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as ShellWord;
    if (word.value === '--') break;
    if (word.value.startsWith('-')) at++;
    else if (word.value !== 'install' && word.value !== 'i') found.push(word);
  }
  return found;
}
