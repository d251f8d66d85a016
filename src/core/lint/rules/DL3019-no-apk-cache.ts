import type { Instruction } from '../../dockerfile/model.ts';
import { parseShell } from '../../dockerfile/shell.ts';
import { hasFlag } from '../../dockerfile/shell-flags.ts';
import { firstWord, throughWord } from '../command-words.ts';
import { insertFlag } from '../insert-flag.ts';
import { defineRule } from '../rule.ts';
import { hasScratchMount } from '../scratch-mounts.ts';

export const noApkCache = defineRule({
  code: 'DL3019',
  severity: 'info',
  fix: 'both',
  summary: 'Install with `apk add --no-cache`: the index of packages only fills the layer',
  onbuild: true,
  commands: {
    apk: (command, { instruction, report }) => {
      const add = firstWord(command, 'add');
      if (!add || hasFlag(command, 'no-cache')) return;
      if (hasScratchMount(instruction, (target) => target.includes('/var/cache/apk'))) return;
      const fix = insertFlag(instruction, add.range, '--no-cache');
      report(
        { range: throughWord(command, add) },
        { fix: fix && { ...fix, safety: needsCache(instruction) ? 'review' : 'safe' } },
      );
    },
  },
});

/** Whether the RUN does something with the cache, such as an `rm` that fails where there is none. */
function needsCache(run: Instruction): boolean {
  return parseShell(run).commands.some(
    (command) => command.words.some(({ value }) => value.includes('/var/cache/apk')) && !hasFlag(command, 'f'),
  );
}
