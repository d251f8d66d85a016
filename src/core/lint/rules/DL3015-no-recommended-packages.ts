import { hasFlag } from '../../dockerfile/shell-flags.ts';
import { defineRule } from '../rule.ts';

export const noRecommendedPackages = defineRule({
  code: 'DL3015',
  severity: 'info',
  summary: 'Install with `--no-install-recommends`: what is recommended is rarely needed in an image',
  onbuild: true,
  commands: {
    'apt-get': (command, { report }) => {
      const install = command.words.find(({ value }) => value === 'install');
      if (!install || hasFlag(command, 'no-install-recommends')) return;
      if (command.words.some(({ value }) => value === 'APT::Install-Recommends=false')) return;
      const { end } = install.range;
      report(
        { range: { start: command.nameRange.start, end } },
        {
          fix: {
            title: 'Add --no-install-recommends',
            safety: 'review',
            edits: [{ range: { start: end, end }, newText: ' --no-install-recommends' }],
          },
        },
      );
    },
  },
});
