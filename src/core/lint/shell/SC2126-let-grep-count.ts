import { defineRule } from '../rule.ts';
import { argumentsOf, type SimpleCommand } from './places.ts';

export const letGrepCount = defineRule({
  code: 'SC2126',
  severity: 'style',
  fix: { none: 'with several files `grep -c` counts each of them for itself' },
  summary: 'Let `grep -c` count the lines instead of `wc -l`',
  onbuild: true,
  script: (program, report) => {
    for (const { commands } of program.of('Pipeline')) {
      commands.forEach((grep, index) => {
        const wc = commands[index + 1];
        if (!isNamed(grep, 'grep') || !isNamed(wc, 'wc')) return;
        const counts = flagsOf(wc);
        if (counts.length === 0 || counts.some((flag) => flag !== 'l' && flag !== 'lines')) return;
        if (!flagsOf(grep).some((flag) => printsOtherLines.has(flag))) report(grep);
      });
    }
  },
});

/** Options with which lines are printed that `grep -c` would not count, or counts would be printed for each file. */
const printsOtherLines = new Set(
  'l L o r R A B files-with-matches files-without-match only-matching recursive after-context before-context'.split(
    ' ',
  ),
);

function isNamed(command: { readonly type: string } | undefined, name: string): command is SimpleCommand {
  return command?.type === 'Command' && (command as SimpleCommand).name?.value === name;
}

/** Long ones by their name, short ones a letter each. */
function flagsOf(command: SimpleCommand): string[] {
  return argumentsOf(command).flatMap(({ value }) => {
    if (value.startsWith('--')) return value.slice(2).split('=', 1);
    return /^-[a-zA-Z]/.test(value) ? [...value.slice(1)] : [];
  });
}
