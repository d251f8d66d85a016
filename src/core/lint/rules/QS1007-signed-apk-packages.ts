import { defineRule } from '../rule.ts';
import { longFlags, reportUnwanted } from '../unwanted-words.ts';

export const signedApkPackages = defineRule({
  code: 'QS1007',
  severity: 'warning',
  fix: 'review',
  summary: 'Let apk check signatures: put the key of the repository into /etc/apk/keys instead',
  onbuild: true,
  commands: {
    apk: (command, context) => reportUnwanted(longFlags(command, '--allow-untrusted'), context),
  },
});
