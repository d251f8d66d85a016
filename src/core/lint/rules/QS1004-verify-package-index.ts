import type { ShellCommand, ShellWord } from '../../dockerfile/shell.ts';
import { defineRule } from '../rule.ts';
import { reportUnwanted } from '../unwanted-words.ts';

export const verifyPackageIndex = defineRule({
  code: 'QS1004',
  severity: 'warning',
  fix: 'review',
  summary: 'Let pip verify the certificate of its index: add the authority that signed it instead of trusting the host',
  onbuild: true,
  commands: {
    '*': (command, context) => {
      if (!isPip(command)) return;
      const setting = command.words.find(({ value }) => /^\w+\.trusted-host$/.test(value));
      if (setting) context.report(setting);
      else reportUnwanted(trustedHosts(command), context);
    },
  },
});

function isPip(command: ShellCommand): boolean {
  if (command.name.startsWith('pip')) return true;
  if (!command.name.startsWith('python')) return false;
  const { words } = command;
  return words.some(({ value }, at) => value === 'pip' && words[at - 1]?.value === '-m');
}

function trustedHosts({ words }: ShellCommand): ShellWord[] {
  return words.filter(
    ({ value }, at) => /^--trusted-host(?:=|$)/.test(value) || words[at - 1]?.value === '--trusted-host',
  );
}
