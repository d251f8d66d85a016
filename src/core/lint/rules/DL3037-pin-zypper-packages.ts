import { argumentsWithoutFlags } from '../../dockerfile/shell-flags.ts';
import { firstWord } from '../command-words.ts';
import { defineRule } from '../rule.ts';

export const pinZypperPackages = defineRule({
  code: 'DL3037',
  severity: 'warning',
  fix: { none: 'which version suits has to be looked up', action: 'packages' },
  summary: 'Pin the versions of zypper packages, as in `git=2.43.0`: without them every build installs others',
  onbuild: true,
  commands: {
    zypper: (command, { report }) => {
      if (!firstWord(command, 'install', 'in')) return;
      const packages = argumentsWithoutFlags(command).filter(({ value }) => value !== 'install' && value !== 'in');
      const [first, ...others] = packages.filter(({ value }) => !isPinned(value));
      if (!first) return;
      const related = others.map(({ range, value }) => ({ range, message: `${value} is not pinned either` }));
      report(first, related.length === 0 ? {} : { related });
    },
  },
});

function isPinned(name: string): boolean {
  return /[=<>]|\.rpm$/.test(name);
}
