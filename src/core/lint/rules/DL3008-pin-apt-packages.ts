import { argumentsWithoutFlags, withoutFlagValues } from '../../dockerfile/shell-flags.ts';
import { defineRule } from '../rule.ts';

export const pinAptPackages = defineRule({
  code: 'DL3008',
  severity: 'warning',
  summary: 'Pin the versions of apt packages, as in `curl=7.88.*`: without them every build installs others',
  onbuild: true,
  commands: {
    'apt-get': (command, { report }) => {
      if (!command.words.some(({ value }) => value === 'install')) return;
      const packages = argumentsWithoutFlags(withoutFlagValues(command, 't', 'target-release'));
      const [first, ...others] = packages.filter(({ value }) => value !== 'install' && !isPinned(value));
      if (!first) return;
      report(
        first,
        others.length === 0
          ? {}
          : { related: others.map(({ range, value }) => ({ range, message: `${value} is not pinned either` })) },
      );
    },
  },
});

function isPinned(name: string): boolean {
  return /[=/]|\.deb$/.test(name);
}
