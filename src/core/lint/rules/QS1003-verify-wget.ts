import { defineRule } from '../rule.ts';
import { longFlags, reportUnwanted } from '../unwanted-words.ts';

export const verifyWget = defineRule({
  code: 'QS1003',
  severity: 'warning',
  fix: 'review',
  summary: 'Let wget verify certificates: without that anybody on the way can change what it fetches',
  onbuild: true,
  commands: {
    wget: (command, context) => reportUnwanted(longFlags(command, '--no-check-certificate'), context),
  },
});
