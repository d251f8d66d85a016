import { defineRule } from '../rule.ts';

export const loopOverGlobs = defineRule({
  code: 'SC2045',
  severity: 'error',
  fix: { none: 'the glob that names the same files depends on what `ls` was given' },
  summary: 'Loop over a glob: what `ls` prints is split at the blanks in names',
  onbuild: true,
  script: (program, report) => {
    for (const { wordlist } of program.of('For')) {
      const [word, another] = wordlist ?? [];
      const [part, more] = word?.parts ?? [];
      if (another || more || part?.type !== 'CommandExpansion') continue;
      const [only, next] = part.script?.commands ?? [];
      if (next || only?.command.type !== 'Command' || only.command.name?.value !== 'ls') continue;
      report(part);
    }
  },
});
