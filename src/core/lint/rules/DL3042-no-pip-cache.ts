import type { Instruction } from '../../dockerfile/model.ts';
import { parseShell } from '../../dockerfile/shell.ts';
import { hasFlag } from '../../dockerfile/shell-flags.ts';
import { throughWord } from '../command-words.ts';
import { insertFlag } from '../insert-flag.ts';
import { pipInstall } from '../pip.ts';
import { defineRule } from '../rule.ts';
import { hasScratchMount } from '../scratch-mounts.ts';

export const noPipCache = defineRule({
  code: 'DL3042',
  severity: 'warning',
  fix: 'safe',
  summary: 'Install with `--no-cache-dir`: what pip keeps for a next time only fills the layer',
  onbuild: true,
  perStage: (parent: { cacheIsOff: boolean } | undefined) => ({ cacheIsOff: parent?.cacheIsOff ?? false }),
  on: {
    ENV: ({ pairs }, { inStage }) => {
      if (pairs.some(({ name, value }) => name.value === 'PIP_NO_CACHE_DIR' && isTrue(value?.value ?? ''))) {
        inStage.cacheIsOff = true;
      }
    },
  },
  commands: {
    '*': (command, { inStage, instruction, report }) => {
      const install = pipInstall(command);
      if (
        !install ||
        command.name.startsWith('pipx') ||
        inStage.cacheIsOff ||
        hasFlag(command, 'no-cache-dir') ||
        turnsCacheOff(instruction)
      )
        return;
      report(
        { range: throughWord(command, install) },
        { fix: insertFlag(instruction, install.range, '--no-cache-dir') },
      );
    },
  },
});

function turnsCacheOff(instruction: Instruction): boolean {
  const { text } = parseShell(instruction).text;
  const [, value] = /PIP_NO_CACHE_DIR=(\w+)/.exec(text) ?? [];
  return (
    (value !== undefined && isTrue(value)) || hasScratchMount(instruction, (target) => target.includes('.cache/pip'))
  );
}

function isTrue(value: string): boolean {
  return ['1', 'true', 'True', 'TRUE', 'on', 'On', 'ON', 'yes', 'Yes', 'YES'].includes(value);
}
