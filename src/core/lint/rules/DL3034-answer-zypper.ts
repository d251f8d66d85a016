import { hasFlag } from '../../dockerfile/shell-flags.ts';
import { firstWord, throughWord } from '../command-words.ts';
import { insertFlag } from '../insert-flag.ts';
import { defineRule } from '../rule.ts';

export const answerZypper = defineRule({
  code: 'DL3034',
  severity: 'warning',
  fix: 'safe',
  summary: 'Call `zypper --non-interactive`: nobody is there during a build to answer its questions',
  onbuild: true,
  commands: {
    zypper: (command, { instruction, report }) => {
      const verb = firstWord(command, 'install', 'in', 'remove', 'rm', 'source-install', 'si', 'patch');
      if (!verb || hasFlag(command, 'non-interactive', 'n', 'no-confirm', 'y')) return;
      const fix = insertFlag(instruction, command.nameRange, '--non-interactive');
      report({ range: throughWord(command, verb) }, { fix });
    },
  },
});
