import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import { parseShell, type ShellCommand, type ShellWord } from '../../dockerfile/shell.ts';
import type { Range } from '../../text.ts';
import { appendCommand } from '../append-command.ts';
import { firstWord, throughWord } from '../command-words.ts';
import type { Fix } from '../finding.ts';
import { defineRule } from '../rule.ts';
import { hasScratchMount } from '../scratch-mounts.ts';
import { isShipped } from '../shipped-stages.ts';

export const cleanYarn = defineRule({
  code: 'DL3060',
  severity: 'info',
  fix: 'review',
  summary: 'End the RUN with `yarn cache clean`, or what yarn downloaded stays in the layer',
  onbuild: true,
  perFile: (): { run: Instruction; range: Range; isCleanedBefore: boolean }[] => [],
  on: {
    RUN: (run, { inFile }) => {
      const yarn = parseShell(run).commands.filter(({ name }) => name === 'yarn');
      if (yarn.length === 0) return;
      const installs = yarn.findIndex((command) => firstWord(command, 'install'));
      const cleans = yarn.findIndex((command) => firstWord(command, 'cache', 'clean'));
      if (cleans >= installs || (cleans < 0 && keepsCacheOutside(run))) return;
      const install = yarn[installs] as ShellCommand;
      const range = throughWord(install, firstWord(install, 'install') as ShellWord);
      inFile.push({ run, range, isCleanedBefore: cleans >= 0 });
    },
  },
  atEnd: ({ dockerfile, inFile, inOnbuild, report }) => {
    for (const { run, range, isCleanedBefore } of inFile) {
      if (!inOnbuild && !isShipped(run.stage, dockerfile)) continue;
      // One more clean-up at the end would not be seen where there is one at the beginning.
      report({ range }, { instruction: run, fix: isCleanedBefore ? undefined : clean(run, dockerfile) });
    }
  },
});

function keepsCacheOutside(run: Instruction): boolean {
  return hasScratchMount(run, (target) => target.includes('.cache/yarn'));
}

/** To be reviewed: a newer yarn may run the program from its cache. */
function clean(run: Instruction, dockerfile: Dockerfile): Fix | undefined {
  const edit = appendCommand(run, 'yarn cache clean', dockerfile);
  return edit && { title: 'Clean the cache at the end of this RUN', safety: 'review', edits: [edit] };
}
