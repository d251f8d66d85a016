import { defineRule } from '../rule.ts';
import { isKeptWhole } from './places.ts';
import { around } from './script-finding.ts';

export const quoteSubstitutions = defineRule({
  code: 'SC2046',
  severity: 'warning',
  fix: 'review',
  summary: 'Put double quotes around this: the shell splits what the command prints at blanks and expands globs in it',
  onbuild: true,
  script: (program, report) => {
    for (const substitution of program.of('CommandExpansion')) {
      if (isKeptWhole(substitution, program)) continue;
      const [only, another] = substitution.script?.commands ?? [];
      const command = only?.command.type === 'Command' && !another ? only.command : undefined;
      if (!only || (command && printsWords.has(command.name?.value ?? ''))) continue;
      const edits = around(substitution, '"', '"');
      report(substitution, { title: 'Quote it', safety: 'review', edits });
    }
  },
});

/** What these print is meant to be split, and holds no globs. */
const printsWords = new Set(['seq', 'pgrep', 'pidof']);
