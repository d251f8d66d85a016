import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import { parseShell } from '../../dockerfile/shell.ts';
import { hasFlag } from '../../dockerfile/shell-flags.ts';
import { isBusybox } from '../busybox-images.ts';
import type { Fix } from '../finding.ts';
import { insertAbove } from '../insert-above.ts';
import { defineRule, type Rule } from '../rule.ts';

export const setPipefail = defineRule({
  code: 'DL4006',
  severity: 'warning',
  fix: 'review',
  summary: 'Turn `pipefail` on with SHELL before this RUN: only the last command of a pipe can fail it otherwise',
  perStage: (): { pipesMayFail: boolean; fix?: Fix | undefined } => ({ pipesMayFail: false }),
  on: {
    SHELL: (instruction, { inStage }) => {
      inStage.pipesMayFail = letsPipesFail(instruction, /(?:^|\/)(?:ba|z|a)sh$/);
    },
    RUN: (instruction, { dockerfile, inStage, report }) => {
      if (inStage.pipesMayFail) return;
      const [pipe] = parseShell(instruction).pipes;
      if (!pipe) return;
      inStage.fix ??= insertShell(instruction, dockerfile);
      report(pipe, { fix: inStage.fix });
    },
  },
});

/** The released hadolint 2.15.1 knows these shells in `/bin` alone; its newer source, and we, wherever they lie. */
export const setPipefailAsReleased: Rule = {
  ...setPipefail,
  on: {
    ...setPipefail.on,
    SHELL: (instruction, context) => {
      const inStage = context.inStage as { pipesMayFail: boolean };
      inStage.pipesMayFail = letsPipesFail(instruction, /^(?:\/bin\/)?(?:ba|z|a)sh$/);
    },
  },
};

function letsPipesFail(instruction: Instruction, shells: RegExp): boolean {
  const { commands, text } = parseShell(instruction);
  if (/^(?:pwsh|powershell|cmd)/.test(text.text)) return true;
  const [shell] = commands;
  if (!shell || !shells.test(shell.name)) return false;
  return hasFlag(shell, 'o') && shell.words.some(({ value }) => value === 'pipefail');
}

/** One SHELL for the whole stage, in front of the first RUN that needs it and of the comments that belong to that. */
function insertShell(run: Instruction, dockerfile: Dockerfile): Fix | undefined {
  if (!run.stage) return undefined;
  const shell = isBusybox(run.stage)
    ? '["/bin/ash", "-eo", "pipefail", "-c"]'
    : '["/bin/bash", "-o", "pipefail", "-c"]';
  const added = `SHELL ${shell}`;
  return { title: `Insert ${added}`, safety: 'review', edits: [insertAbove(run, added, dockerfile)] };
}
