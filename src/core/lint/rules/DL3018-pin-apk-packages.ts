import { firstWord } from '../command-words.ts';
import { packageArguments, reportUnpinned } from '../package-arguments.ts';
import { defineRule } from '../rule.ts';

export const pinApkPackages = defineRule({
  code: 'DL3018',
  severity: 'warning',
  fix: { none: 'the versions have to be looked up', action: 'packages' },
  summary: 'Pin the versions of apk packages, as in `curl=~8.9`: without them every build installs others',
  onbuild: true,
  commands: {
    apk: (command, { report }) => {
      if (!firstWord(command, 'add')) return;
      const packages = packageArguments(command, {
        verbs: ['add'],
        flagsWithValue: ['t', 'virtual', 'repository', 'X'],
      });
      reportUnpinned(
        packages.filter(({ value }) => !/[=~<>]|\.apk$/.test(value)),
        report,
      );
    },
  },
});
