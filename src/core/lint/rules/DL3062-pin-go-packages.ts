import { parseShell, type ShellCommand, type ShellWord } from '../../dockerfile/shell.ts';
import { argumentsWithoutFlags } from '../../dockerfile/shell-flags.ts';
import { firstWord } from '../command-words.ts';
import { packageArguments, reportUnpinned } from '../package-arguments.ts';
import { defineRule } from '../rule.ts';

export const pinGoPackages = defineRule({
  code: 'DL3062',
  severity: 'warning',
  fix: { none: 'the versions have to be looked up' },
  summary: 'Pin the versions of Go packages, as in `golang.org/x/tools/gopls@v0.16.1`: they move between builds',
  onbuild: true,
  on: {
    RUN: (run, { report }) => {
      const go = parseShell(run).commands.filter(({ name }) => name === 'go');
      if (go.length === 0) return;
      // As in hadolint only what is run counts in a RUN that runs something.
      const runs = go.filter((command) => firstWord(command, 'run'));
      const named = runs.length > 0 ? runs.flatMap(programs) : go.filter(isInstallation).flatMap(packages);
      reportUnpinned(
        named.filter((word) => !isPinned(word)),
        report,
      );
    },
  },
});

function isInstallation(command: ShellCommand): boolean {
  return firstWord(command, 'install', 'get') !== undefined;
}

/** `go get tool x` is taken for `go get -tool x`. */
function packages(command: ShellCommand): ShellWord[] {
  return packageArguments(command, { verbs: ['install', 'get', 'tool'] });
}

/** What `go run` runs; the words after it are for the program. */
function programs(command: ShellCommand): ShellWord[] {
  const beginning = argumentsWithoutFlags(command).slice(0, 2);
  return beginning.filter(({ value }) => value !== 'run').slice(0, 1);
}

/** A version that stays the same, or a path in the file system. */
function isPinned({ value }: ShellWord): boolean {
  return /^[./]/.test(value) || (value.includes('@') && !/@(?:latest|none)$/.test(value));
}
