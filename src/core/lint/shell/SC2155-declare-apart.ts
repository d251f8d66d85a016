import { defineRule } from '../rule.ts';
import { isDeclaration } from './places.ts';

export const declareApart = defineRule({
  code: 'SC2155',
  severity: 'warning',
  fix: { none: 'where the declaration stands in a list of `&&` and `;` the order of the two is a matter of taste' },
  summary: 'Assign first and declare then: the exit code of the command in the value is lost here',
  onbuild: true,
  script: (program, report) => {
    for (const assignment of program.of('Assignment')) {
      const command = program.parent(assignment);
      if (command?.type !== 'Command' || !isDeclaration(command) || command.prefix.includes(assignment)) continue;
      const { name, value, pos } = assignment;
      if (value.type !== 'Word' || !value.parts?.some(runs)) continue;
      report({ pos, end: pos + name.length });
    }
  },
});

function runs(part: { readonly type: string; readonly parts?: readonly { readonly type: string }[] | undefined }) {
  if (part.type === 'CommandExpansion') return true;
  return part.type === 'DoubleQuoted' && part.parts?.some(({ type }) => type === 'CommandExpansion') === true;
}
