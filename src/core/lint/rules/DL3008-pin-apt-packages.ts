import { firstWord } from '../command-words.ts';
import { packageArguments, reportUnpinned } from '../package-arguments.ts';
import { defineRule } from '../rule.ts';

export const pinAptPackages = defineRule({
  code: 'DL3008',
  severity: 'warning',
  fix: { none: 'the versions have to be looked up', action: 'packages' },
  summary: 'Pin the versions of apt packages, as in `curl=7.88.*`: without them every build installs others',
  onbuild: true,
  commands: {
    'apt-get': (command, { report }) => {
      if (!firstWord(command, 'install')) return;
      const packages = packageArguments(command, { verbs: ['install'], flagsWithValue: ['t', 'target-release'] });
      reportUnpinned(
        packages.filter(({ value }) => !/[=/]|\.deb$/.test(value)),
        report,
      );
    },
  },
});
