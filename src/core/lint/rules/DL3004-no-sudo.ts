import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import type { ShellCommand } from '../../dockerfile/shell.ts';
import { isBlank } from '../blanks.ts';
import type { Fix } from '../finding.ts';
import { defineRule } from '../rule.ts';

export const noSudo = defineRule({
  code: 'DL3004',
  severity: 'error',
  fix: 'review',
  summary: 'Run the step as root with USER instead of sudo, which behaves differently without a terminal',
  onbuild: true,
  perStage: (parent: { isRoot: boolean } | undefined) => ({ isRoot: parent?.isRoot ?? true }),
  on: {
    USER: ({ words: [user] }, { inStage }) => {
      inStage.isRoot = /^(?:root|0)(?::|$)/.test(user?.value ?? '');
    },
  },
  commands: {
    sudo: (command, { dockerfile, inStage, instruction, report }) => {
      const fix = inStage.isRoot ? withoutSudo(command, instruction, dockerfile) : undefined;
      report({ range: command.nameRange }, { fix });
    },
  },
});

/** The command alone; not where sudo is told anything of its own, such as a user or a variable. */
function withoutSudo({ nameRange, words }: ShellCommand, run: Instruction, dockerfile: Dockerfile): Fix | undefined {
  const program = words.find(({ range }) => range.start >= nameRange.end);
  if (!program || run.command?.form !== 'shell' || /^-|=/.test(program.value)) return undefined;
  const range = { start: nameRange.start, end: program.range.start };
  if (!isBlank({ start: nameRange.end, end: program.range.start }, dockerfile)) return undefined;
  return { title: 'Remove sudo', safety: 'review', edits: [{ range, newText: '' }] };
}
