import { defineRule } from '../rule.ts';
import { longFlags, reportUnwanted } from '../unwanted-words.ts';

export const noForceYes = defineRule({
  code: 'QS1011',
  severity: 'warning',
  fix: 'review',
  summary: 'Leave out --force-yes: it takes unsigned packages, and older ones than are there',
  onbuild: true,
  commands: {
    'apt apt-get': (command, context) => reportUnwanted(longFlags(command, '--force-yes'), context),
  },
});
