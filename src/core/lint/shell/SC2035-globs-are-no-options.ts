import { defineRule } from '../rule.ts';
import { argumentsOf, baseName } from './places.ts';

export const globsAreNoOptions = defineRule({
  code: 'SC2035',
  severity: 'info',
  fix: 'review',
  summary: 'Write `./` in front of this glob: otherwise a file whose name begins with `-` is taken for an option',
  onbuild: true,
  script: (program, report) => {
    for (const glob of program.of('Glob')) {
      const word = program.parent(glob);
      const command = word && program.parent(word);
      if (word?.type !== 'Word' || command?.type !== 'Command' || glob.pos !== word.pos || word === command.name)
        continue;
      if (glob.text !== '*' && glob.text !== '?') continue;
      const words = argumentsOf(command);
      if (/^(?:echo|printf|set|\[|test)$/.test(baseName(command))) continue;
      if (words.some(({ value, pos }) => value === '--' && pos < glob.pos)) continue;
      const edits = [{ at: word, side: 'before', newText: './' }] as const;
      report(word, { title: 'Write ./ in front of it', safety: 'review', edits });
    }
  },
});
