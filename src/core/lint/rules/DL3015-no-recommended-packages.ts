import { hasFlag } from '../../dockerfile/shell-flags.ts';
import { firstWord, throughWord } from '../command-words.ts';
import { insertFlag } from '../insert-flag.ts';
import { defineRule } from '../rule.ts';

export const noRecommendedPackages = defineRule({
  code: 'DL3015',
  severity: 'info',
  fix: 'review',
  summary: 'Install with `--no-install-recommends`: what is recommended is rarely needed in an image',
  onbuild: true,
  commands: {
    'apt-get': (command, { instruction, report }) => {
      const install = firstWord(command, 'install');
      if (!install || hasFlag(command, 'no-install-recommends')) return;
      if (firstWord(command, 'APT::Install-Recommends=false')) return;
      const fix = insertFlag(instruction, install.range, '--no-install-recommends');
      report({ range: throughWord(command, install) }, { fix: fix && { ...fix, safety: 'review' } });
    },
  },
});
