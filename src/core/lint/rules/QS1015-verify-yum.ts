import { defineRule } from '../rule.ts';
import { reportUnwanted } from '../unwanted-words.ts';
import { switchedOff } from '../yum-options.ts';

export const verifyYum = defineRule({
  code: 'QS1015',
  severity: 'warning',
  fix: 'review',
  summary: 'Let yum and dnf verify certificates: name the authority with `sslcacert` instead',
  onbuild: true,
  commands: {
    'dnf microdnf tdnf yum yum-config-manager': (command, context) => {
      reportUnwanted(switchedOff(command, 'sslverify'), context);
    },
    'echo printf sed': ({ words }, { report }) => {
      const word = words.find(({ value }) => /\bsslverify\s*=\s*(?:0|false|no|off)\b/i.test(value));
      if (word) report(word);
    },
  },
});
