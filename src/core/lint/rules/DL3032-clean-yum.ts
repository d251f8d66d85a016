import { type CleanUp, reportUncleaned } from '../clean-up.ts';
import { firstWord } from '../command-words.ts';
import { defineRule } from '../rule.ts';

export const cleanYum = defineRule({
  code: 'DL3032',
  severity: 'warning',
  fix: 'safe',
  summary: 'End the RUN with `yum clean all`, or what yum downloaded stays in the layer',
  onbuild: true,
  on: { RUN: (run, context) => reportUncleaned(run, cleanUps, context) },
});

const yum: CleanUp = {
  installs: (command) => (command.name === 'yum' ? firstWord(command, 'install') : undefined),
  cleans: (command) =>
    (command.name === 'yum' && firstWord(command, 'clean', 'all') !== undefined) ||
    (command.name === 'rm' && firstWord(command, '-rf', '/var/cache/yum/*') !== undefined),
  command: 'yum clean all',
};

const cleanUps = [yum];
