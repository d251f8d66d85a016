import { parseShell } from '../../dockerfile/shell.ts';
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
    'echo printf sed': (command, { instruction, report }) => {
      // Nearly no script speaks of it, which needs no look at the words.
      if (!/verify/i.test(parseShell(instruction).text.text)) return;
      const word = command.words.find(({ value }) => /\bsslverify\s*=\s*(?:0|false|no|off)\b/i.test(value));
      if (word) report(word);
    },
  },
});
