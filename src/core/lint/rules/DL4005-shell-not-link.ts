import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import { parseShell, type ShellCommand } from '../../dockerfile/shell.ts';
import { argumentsWithoutFlags, hasFlag } from '../../dockerfile/shell-flags.ts';
import { indexFrom } from '../after.ts';
import { firstWord } from '../command-words.ts';
import type { Fix } from '../finding.ts';
import { defineRule } from '../rule.ts';

export const shellNotLink = defineRule({
  code: 'DL4005',
  severity: 'warning',
  fix: 'review',
  summary: 'Choose the shell with SHELL: another /bin/sh is another for every program of the image',
  onbuild: true,
  perStage: (parent: { hasShell: boolean } | undefined) => ({ hasShell: parent?.hasShell ?? false }),
  on: {
    SHELL: (_, { inStage }) => {
      inStage.hasShell = true;
    },
  },
  commands: {
    ln: (command, { dockerfile, inStage, instruction, report }) => {
      const target = firstWord(command, '/bin/sh');
      if (!target) return;
      report(target, { fix: inStage.hasShell ? undefined : withShell(command, instruction, dockerfile) });
    },
  },
});

/** SHELL in place of the RUN, where the RUN does nothing else than to put a shell in the place of another. */
function withShell(link: ShellCommand, run: Instruction, { comments }: Dockerfile): Fix | undefined {
  const [shell, place] = argumentsWithoutFlags(link);
  if (place?.value !== '/bin/sh' || !hasFlag(link, 's') || run.flags.length > 0 || run.heredocs.length > 0)
    return undefined;
  const path = /^(?:\/(?:usr\/)?(?:local\/)?bin\/)?(?:ba|z|k|a|da)sh$/.exec(shell?.value ?? '')?.[0];
  const comment = comments[indexFrom(comments, run.range.start)];
  if (!path || (comment && comment.range.start < run.range.end) || !isAllThereIs(link, run)) return undefined;
  const newText = `SHELL ["${path.startsWith('/') ? path : `/bin/${path}`}", "-c"]`;
  return { title: `Write ${newText}`, safety: 'review', edits: [{ range: run.range, newText }] };
}

/** The link is made, perhaps after the old one is taken away, and nothing depends on whether that works. */
function isAllThereIs(link: ShellCommand, run: Instruction): boolean {
  const { commands, hasPipe } = parseShell(run);
  const last = commands.at(-1);
  if (last !== link || !link.topLevel || hasPipe) return false;
  return commands
    .slice(0, -1)
    .every(
      ({ after, name, topLevel, words }) =>
        topLevel &&
        (after?.operator === '&&' || after?.operator === ';') &&
        ((name === 'rm' && words.every(({ value }) => value === '/bin/sh' || value.startsWith('-'))) ||
          (name === 'mv' && words[0]?.value === '/bin/sh')),
    );
}
