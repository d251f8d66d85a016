import type { ShellCommand, ShellWord } from '../../dockerfile/shell.ts';
import { defineRule } from '../rule.ts';
import { longFlags, optionWords, reportUnwanted } from '../unwanted-words.ts';

export const signedAptPackages = defineRule({
  code: 'QS1008',
  severity: 'warning',
  fix: 'review',
  summary: 'Let apt check signatures: name the key of the repository with `signed-by` instead',
  onbuild: true,
  commands: {
    'apt apt-get': (command, context) => reportUnwanted(unauthenticated(command), context),
    aptitude: (command, context) => reportUnwanted(longFlags(command, '--allow-untrusted'), context),
  },
});

function unauthenticated(command: ShellCommand): ShellWord[] {
  const found = longFlags(
    command,
    '--allow-unauthenticated',
    '--allow-insecure-repositories',
    '--allow-downgrade-to-insecure-repositories',
  ).concat(optionWords(command, ['--option', '-o'], settings));
  return found.sort((a, b) => a.range.start - b.range.start);
}

const settings =
  /^(?:APT::Get::AllowUnauthenticated|Acquire::Allow(?:DowngradeTo)?InsecureRepositories)=(?:1|true|yes|on)$/i;
