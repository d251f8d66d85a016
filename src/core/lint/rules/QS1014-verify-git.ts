import type { ShellCommand } from '../../dockerfile/shell.ts';
import { type Context, defineRule } from '../rule.ts';
import { optionWords, reportUnwanted } from '../unwanted-words.ts';
import { reportInCommand, reportInPairs, type WeakeningVariable } from '../weakening-variable.ts';

const summary = 'Let git verify certificates: name the authority with http.sslCAInfo instead';

/** Git looks at whether it is there, and not at its value. */
const variable: WeakeningVariable = { message: summary, name: /^GIT_SSL_NO_VERIFY$/, isWeak: () => true };

export const verifyGit = defineRule({
  code: 'QS1014',
  severity: 'warning',
  fix: 'review',
  summary,
  onbuild: true,
  on: { 'ARG ENV': (instruction, context) => reportInPairs(variable, instruction, context) },
  commands: {
    '*': (command, context) => {
      reportInCommand(variable, command, context);
      if (command.name === 'git') reportSetting(command, context);
    },
  },
});

function reportSetting(command: ShellCommand, context: Context): void {
  const { words } = command;
  reportUnwanted(optionWords(command, ['-c'], /^http\.(?:.+\.)?sslverify=(?:0|false|no|off)$/i), context);
  if (words[0]?.value !== 'config') return;
  const at = words.findIndex(({ value }) => /^http\.(?:.+\.)?sslverify$/i.test(value));
  const value = at < 0 ? undefined : words[at + 1];
  if (!value || !/^(?:0|false|no|off)$/i.test(value.value)) return;
  const edits = [{ range: value.range, newText: 'true' }];
  const isText = context.instruction.command?.form === 'shell';
  const range = { start: (words[at] as typeof value).range.start, end: value.range.end };
  context.report({ range }, { fix: isText ? { title: 'Write true', safety: 'review', edits } : undefined });
}
