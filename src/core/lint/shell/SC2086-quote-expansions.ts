import { defineRule } from '../rule.ts';
import { isKeptWhole } from './places.ts';
import type { ShellProgram } from './program.ts';
import { around } from './script-finding.ts';
import { type Expansion, splittable } from './spaces.ts';

export const quoteExpansions = defineRule({
  code: 'SC2086',
  severity: 'info',
  fix: 'review',
  summary: 'Put double quotes around this: the shell splits what it holds at blanks and expands globs in it',
  onbuild: true,
  script: (program, report) => {
    if (program.of('SimpleExpansion').length + program.of('ParameterExpansion').length === 0) return;
    for (const expansion of splittable(program)) {
      const isList = expansion.type === 'ParameterExpansion' && expansion.index && /^[@]$/.test(expansion.index.text);
      if (isList || isKeptWhole(expansion, program) || isSaidOtherwise(expansion, program)) continue;
      const edits = around(expansion, '"', '"');
      report(expansion, { title: 'Quote it', safety: 'review', edits });
    }
  },
});

/** `: ${x:=value}`, whose result nobody uses, and `$x=value`, which is another mistake. */
function isSaidOtherwise(expansion: Expansion, program: ShellProgram): boolean {
  const word = program.parent(expansion);
  const command = word && program.parent(word);
  if (word?.type !== 'Word' || command?.type !== 'Command') return false;
  if (word === command.name) return word.pos === expansion.pos && program.text[expansion.end] === '=';
  if (command.name?.value !== ':' || expansion.type !== 'ParameterExpansion') return false;
  return expansion.operation?.type === 'Default' && expansion.operation.operator.endsWith('=');
}
