import type { ShellNode } from '../../dockerfile/bash.ts';
import { defineRule } from '../rule.ts';
import { stopsAtErrors } from './places.ts';
import type { ShellProgram } from './program.ts';

export const negationHidesFailure = defineRule({
  code: 'SC2251',
  severity: 'info',
  fix: { none: 'whether the build should stop here only its author knows' },
  summary: 'Write `if …; then exit 1; fi` or add `|| exit 1`: `set -e` does not end the script at a command with `!`',
  onbuild: true,
  script: (program, report) => {
    const negations = program.of('Negation');
    if (negations.length === 0 || !stopsAtErrors(program)) return;
    for (const negation of negations) {
      const pipeline = program.parent(negation);
      const statement = pipeline && program.parent(pipeline);
      if (statement?.type !== 'Statement' || statement.background || isResult(statement, program)) continue;
      report(negation);
    }
  },
});

/**
 * Whether the exit code goes to someone: a condition, or it is that of a script, a subshell or a function.
 * What runs in a substitution, or in a branch of a `case`, is not looked at.
 */
function isResult(statement: ShellNode, program: ShellProgram): boolean {
  const list = program.parent(statement);
  const holder = list && program.parent(list);
  if (list?.type !== 'CompoundList' && list?.type !== 'Script') return false;
  if (holder?.type === 'CaseItem' || (list.type === 'Script' && holder)) return true;
  if (list.commands.at(-1) !== statement) return false;
  if (holder?.type === 'If' || holder?.type === 'Elif' || holder?.type === 'While') return holder.clause === list;
  if (list.type === 'Script' || holder?.type === 'Subshell') return true;
  return holder?.type === 'BraceGroup' && program.parent(holder)?.type === 'Function';
}
