import { defineRule } from '../rule.ts';
import { argumentsOf } from './places.ts';

export const noUselessEcho = defineRule({
  code: 'SC2005',
  severity: 'style',
  fix: { none: 'without `echo` line breaks and blanks come out as the command prints them' },
  summary: 'Run the command alone: it prints what `echo` would print again',
  onbuild: true,
  script: (program, report) => {
    for (const echo of program.commands('echo')) {
      const [word, another] = argumentsOf(echo);
      if (!word || another || echo.suffix.some(({ type }) => type === 'Assignment')) continue;
      const [part, more] = word.parts ?? [];
      const [inner, rest] = part?.type === 'DoubleQuoted' ? part.parts : [part];
      if (more || rest || inner?.type !== 'CommandExpansion') continue;
      const [only, next] = inner.script?.commands ?? [];
      if (!only || next) continue;
      // `$(<file)` has no command.
      if (only.command.type === 'Command' && !only.command.name) continue;
      report(word);
    }
  },
});
