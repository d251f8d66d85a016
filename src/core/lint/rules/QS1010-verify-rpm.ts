import { defineRule } from '../rule.ts';
import { longFlags, reportUnwanted } from '../unwanted-words.ts';

export const verifyRpm = defineRule({
  code: 'QS1010',
  severity: 'warning',
  fix: 'review',
  summary: 'Let rpm check signatures and digests: import the key with `rpm --import` instead',
  onbuild: true,
  commands: {
    rpm: (command, context) => {
      reportUnwanted(longFlags(command, '--nodigest', '--nofiledigest', '--nosignature', '--noverify'), context);
    },
  },
});
