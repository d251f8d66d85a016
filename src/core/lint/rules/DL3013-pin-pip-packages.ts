import type { ShellWord } from '../../dockerfile/shell.ts';
import { hasFlag } from '../../dockerfile/shell-flags.ts';
import { firstWord } from '../command-words.ts';
import { packageArguments, reportUnpinned, withoutLeading } from '../package-arguments.ts';
import { pipInstall } from '../pip.ts';
import { defineRule } from '../rule.ts';

export const pinPipPackages = defineRule({
  code: 'DL3013',
  severity: 'warning',
  fix: { none: 'the versions have to be looked up', action: 'packages' },
  summary: 'Pin the versions of pip packages, as in `flask==3.0.3`: without them every build installs others',
  onbuild: true,
  commands: {
    '*': (command, { report }) => {
      if (!pipInstall(command) || namesVersionsElsewhere(command)) return;
      const named = packageArguments(command, { verbs: [], flagsWithValue });
      const installation = named.slice(named.findIndex(({ value }) => value === 'install'));
      reportUnpinned(
        withoutLeading(installation, 'install').filter((word) => !isPinned(word)),
        report,
      );
    },
  },
});

/** Requirements, constraints, or the project in the folder. */
function namesVersionsElsewhere(command: Parameters<typeof pipInstall>[0]): boolean {
  return firstWord(command, '-r', '--requirement', '.') !== undefined || hasFlag(command, 'c', 'constraint');
}

const flagsWithValue = [
  ...['abi', 'b', 'build', 'e', 'editable', 'extra-index-url', 'f', 'find-links', 'i', 'index-url', 'implementation'],
  ...['no-binary', 'only-binary', 'platform', 'prefix', 'progress-bar', 'proxy', 'python', 'python-version', 'root'],
  ...['root-user-action', 'src', 't', 'target', 'trusted-host', 'upgrade-strategy'],
];

/** A version or a limit to it, a file, an address; the address of a repository only with a revision. */
function isPinned({ value }: ShellWord): boolean {
  if (/[=!~]=|[<>]|(?:\.whl|\.tar\.gz)$/.test(value)) return true;
  return value.includes(isRepository.test(value) ? '@' : '/');
}

const isRepository = /^(?:git|svn|hg\+(?:file|https?|ssh|static-http)|bzr\+(?:https?|ssh|sftp|ftp|lp))/;
