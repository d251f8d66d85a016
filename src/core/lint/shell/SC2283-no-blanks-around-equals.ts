import { defineRule } from '../rule.ts';
import { argumentsOf } from './places.ts';

export const noBlanksAroundEquals = defineRule({
  code: 'SC2283',
  severity: 'error',
  fix: { none: 'an assignment may be meant, or a comparison' },
  summary: 'Take away the blanks around `=`: this runs a command, it assigns nothing',
  onbuild: true,
  script: (program, report) => {
    for (const command of program.of('Command')) {
      const [first] = command.suffix[0] === argumentsOf(command)[0] ? argumentsOf(command) : [];
      if (!first || !/^=(?!=)/.test(first.text) || !command.name || command.name.value === '[') continue;
      report({ pos: first.pos, end: first.pos + 1 });
    }
  },
});
