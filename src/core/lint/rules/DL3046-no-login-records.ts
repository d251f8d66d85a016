import { hasFlag } from '../../dockerfile/shell-flags.ts';
import { insertFlag } from '../insert-flag.ts';
import { defineRule } from '../rule.ts';

export const noLoginRecords = defineRule({
  code: 'DL3046',
  severity: 'warning',
  fix: 'safe',
  summary: 'Create a user of a high number with `useradd -l`, or its login records blow up the layer',
  onbuild: true,
  commands: {
    useradd: (command, { instruction, report }) => {
      if (hasFlag(command, 'l', 'no-log-init')) return;
      const { words } = command;
      const number = words.find(({ value }, at) => value.length > 5 && /^-(?!-).*u/.test(words[at - 1]?.value ?? ''));
      if (number) report(number, { fix: insertFlag(instruction, command.nameRange, '-l') });
    },
  },
});
