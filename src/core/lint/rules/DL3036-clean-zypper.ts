import { type CleanUp, reportUncleaned } from '../clean-up.ts';
import { firstWord } from '../command-words.ts';
import { defineRule } from '../rule.ts';
import { hasScratchMount } from '../scratch-mounts.ts';

export const cleanZypper = defineRule({
  code: 'DL3036',
  severity: 'warning',
  fix: 'safe',
  summary: 'End the RUN with `zypper clean`, or what zypper downloaded stays in the layer',
  onbuild: true,
  on: {
    RUN: (run, context) => {
      if (!hasScratchMount(run, isCache)) reportUncleaned(run, cleanUps, context);
    },
  },
});

const isCache = (target: string) => target.includes('/var/cache/zypp');

const zypper: CleanUp = {
  installs: (command) => (command.name === 'zypper' ? firstWord(command, 'install', 'in') : undefined),
  cleans: (command) => command.name === 'zypper' && firstWord(command, 'clean', 'cc') !== undefined,
  command: 'zypper clean --all',
};

const cleanUps = [zypper];
