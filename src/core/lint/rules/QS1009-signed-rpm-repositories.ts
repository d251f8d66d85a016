import { defineRule } from '../rule.ts';
import { longFlags, reportUnwanted } from '../unwanted-words.ts';
import { switchedOff } from '../yum-options.ts';

export const signedRpmRepositories = defineRule({
  code: 'QS1009',
  severity: 'warning',
  fix: 'review',
  summary: 'Let the package manager check signatures: import the key of the repository with `rpm --import` instead',
  onbuild: true,
  commands: {
    'dnf microdnf tdnf yum': (command, context) => {
      const words = longFlags(command, '--nogpgcheck', '--no-gpgchecks').concat(switchedOff(command, 'gpgcheck'));
      reportUnwanted(
        words.sort((a, b) => a.range.start - b.range.start),
        context,
      );
    },
    zypper: (command, context) => reportUnwanted(longFlags(command, '--no-gpg-checks'), context),
  },
});
