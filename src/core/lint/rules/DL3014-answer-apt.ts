import type { ShellCommand } from '../../dockerfile/shell.ts';
import { flagsOf, hasFlag } from '../../dockerfile/shell-flags.ts';
import { firstWord, throughWord } from '../command-words.ts';
import { insertFlag } from '../insert-flag.ts';
import { defineRule } from '../rule.ts';

export const answerApt = defineRule({
  code: 'DL3014',
  severity: 'warning',
  fix: 'safe',
  summary: 'Install with `apt-get -y`: nobody is there during a build to answer its questions',
  onbuild: true,
  commands: {
    'apt-get': (command, { instruction, report }) => {
      const install = firstWord(command, 'install');
      if (!install || isAnswered(command)) return;
      report({ range: throughWord(command, install) }, { fix: insertFlag(instruction, install.range, '-y') });
    },
  },
});

/** To be quiet twice is to agree as well. */
function isAnswered(command: ShellCommand): boolean {
  if (hasFlag(command, 'y', 'yes', 'qq', 'assume-yes') || firstWord(command, '-q=2')) return true;
  const times = (flag: string) => flagsOf(command).filter(({ name }) => name === flag).length;
  return times('q') > 1 || times('quiet') > 1;
}
