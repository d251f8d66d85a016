import { firstWord, throughWord } from '../command-words.ts';
import { defineRule } from '../rule.ts';

export const noDistributionUpgrade = defineRule({
  code: 'DL3035',
  severity: 'warning',
  fix: { none: 'which base image to take instead is for a person to say' },
  summary: 'Build on a newer base image instead of upgrading the whole distribution with zypper',
  onbuild: true,
  commands: {
    zypper: (command, { report }) => {
      const verb = firstWord(command, 'dist-upgrade', 'dup');
      if (verb) report({ range: throughWord(command, verb) });
    },
  },
});
