import { parseShell, type ShellCommand } from '../../dockerfile/shell.ts';
import { defineRule } from '../rule.ts';

export const curlOrWget = defineRule({
  code: 'DL4001',
  severity: 'warning',
  fix: { none: 'which of the two should stay, and with which options, is yours to say' },
  summary: 'Use either curl or wget: a second tool for the same work only adds to the image',
  onbuild: true,
  // The first use of each.
  perStage: () => new Map<string, ShellCommand>(),
  on: {
    RUN: (run, { inStage: firstUses, report }) => {
      const used = parseShell(run).commands.filter(({ name }) => name === 'curl' || name === 'wget');
      for (const command of used) if (!firstUses.has(command.name)) firstUses.set(command.name, command);
      const [first, second] = firstUses.values();
      if (!first || !second || used.length === 0) return;
      const shown = used.find(({ name }) => name === second.name) ?? (used[0] as ShellCommand);
      const other = shown.name === first.name ? second : first;
      report(
        { range: shown.nameRange },
        { related: [{ range: other.nameRange, message: `${other.name} is used here` }] },
      );
    },
  },
});
