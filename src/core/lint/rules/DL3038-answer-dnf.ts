import { hasFlag } from '../../dockerfile/shell-flags.ts';
import { firstWord, throughWord } from '../command-words.ts';
import { insertFlag } from '../insert-flag.ts';
import { defineRule } from '../rule.ts';

export const answerDnf = defineRule({
  code: 'DL3038',
  severity: 'warning',
  fix: 'safe',
  summary: 'Install with `-y`: nobody is there during a build to answer the questions of dnf',
  onbuild: true,
  commands: {
    'dnf microdnf': (command, { instruction, report }) => {
      const verb = firstWord(command, 'install', 'groupinstall', 'localinstall');
      if (!verb || hasFlag(command, 'y', 'assumeyes')) return;
      report({ range: throughWord(command, verb) }, { fix: insertFlag(instruction, verb.range, '-y') });
    },
  },
});
