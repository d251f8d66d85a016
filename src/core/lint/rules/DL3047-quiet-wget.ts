import { hasFlag } from '../../dockerfile/shell-flags.ts';
import { isBusybox } from '../busybox-images.ts';
import { firstWord } from '../command-words.ts';
import { insertFlag } from '../insert-flag.ts';
import { defineRule } from '../rule.ts';

export const quietWget = defineRule({
  code: 'DL3047',
  severity: 'info',
  fix: 'review',
  summary: 'Keep the progress of wget short, as with `--progress=dot:giga`: it fills the log of the build',
  onbuild: true,
  commands: {
    wget: (command, { dockerfile, instruction, report, stage }) => {
      if (hasFlag(command, ...shorteningFlags) || firstWord(command, '-nv')) return;
      // The wget of BusyBox can only be silent.
      const { nameRange, range } = command;
      const isSmall = isBusybox(stage) || dockerfile.text.slice(range.start, nameRange.start).includes('busybox');
      const fix = insertFlag(instruction, nameRange, isSmall ? '-q' : '--progress=dot:giga');
      report({ range: nameRange }, { fix: fix && { ...fix, safety: 'review' } });
    },
  },
});

const shorteningFlags = ['progress', 'q', 'quiet', 'o', 'output-file', 'a', 'append-output', 'no-verbose'];
