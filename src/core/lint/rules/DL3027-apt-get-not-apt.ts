import type { Dockerfile } from '../../dockerfile/model.ts';
import type { ShellCommand } from '../../dockerfile/shell.ts';
import { argumentsWithoutFlags } from '../../dockerfile/shell-flags.ts';
import type { Fix } from '../finding.ts';
import { defineRule } from '../rule.ts';

export const aptGetNotApt = defineRule({
  code: 'DL3027',
  severity: 'warning',
  fix: 'review',
  summary: 'Use apt-get: apt is for people at a terminal and may change what it says and does',
  onbuild: true,
  commands: {
    apt: (command, { dockerfile, report }) => {
      report({ range: command.nameRange }, { fix: asAptGet(command, dockerfile) });
    },
  },
});

function asAptGet(command: ShellCommand, { text }: Dockerfile): Fix | undefined {
  const { nameRange: range } = command;
  const verb = argumentsWithoutFlags(command).find((word) => word.range.start >= range.end);
  if (!verb || !sharedVerbs.includes(verb.value) || text.slice(range.start, range.end) !== 'apt') return undefined;
  return { title: 'Use apt-get', safety: 'review', edits: [{ range, newText: 'apt-get' }] };
}

/** What both programs know under the same name. */
const sharedVerbs = [
  ...['update', 'upgrade', 'dist-upgrade', 'install', 'remove', 'purge', 'autoremove', 'autoclean', 'clean'],
  ...['build-dep', 'source', 'download', 'changelog'],
];
