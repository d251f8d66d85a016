import { type CleanUp, reportUncleaned } from '../clean-up.ts';
import { firstWord } from '../command-words.ts';
import { defineRule } from '../rule.ts';
import { hasScratchMount } from '../scratch-mounts.ts';

export const cleanDnf = defineRule({
  code: 'DL3040',
  severity: 'warning',
  fix: 'safe',
  summary: 'End the RUN with `dnf clean all`, or what dnf downloaded stays in the layer',
  onbuild: true,
  on: {
    RUN: (run, context) => {
      if (!hasScratchMount(run, isCache)) reportUncleaned(run, both, context);
    },
  },
});

function isCache(target: string): boolean {
  return target.includes('/var/cache/libdnf5') || target.includes('.cache/libdnf5');
}

/** Each of the two keeps a cache of its own. */
function dnf(program: string): CleanUp {
  return {
    installs: (command) => (command.name === program ? firstWord(command, ...verbs) : undefined),
    cleans: (command) =>
      (command.name === program && firstWord(command, 'clean', 'all') !== undefined) ||
      (command.name === 'rm' && firstWord(command, '-rf', '/var/cache/libdnf5*') !== undefined),
    command: `${program} clean all`,
  };
}

const verbs = ['install', 'in', 'upgrade', 'up', 'upgrade-minimal', 'up-min', 'reinstall', 'rei'];

const both = [dnf('dnf'), dnf('microdnf')];
