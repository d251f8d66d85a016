import { hasFlag } from '../../dockerfile/shell-flags.ts';
import { firstWord, throughWord } from '../command-words.ts';
import { insertFlag } from '../insert-flag.ts';
import { defineRule } from '../rule.ts';

export const answerYum = defineRule({
  code: 'DL3030',
  severity: 'warning',
  fix: 'safe',
  summary: 'Install with `yum -y`: nobody is there during a build to answer its questions',
  onbuild: true,
  commands: {
    yum: (command, { instruction, report }) => {
      const verb = firstWord(command, 'install', 'groupinstall', 'localinstall');
      if (!verb || hasFlag(command, 'y', 'assumeyes')) return;
      report({ range: throughWord(command, verb) }, { fix: insertFlag(instruction, verb.range, '-y') });
    },
  },
});
