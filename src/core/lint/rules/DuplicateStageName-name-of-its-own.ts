import type { Word } from '../../dockerfile/model.ts';
import { defineRule } from '../rule.ts';

export const stageNameOfItsOwn = defineRule({
  code: 'DuplicateStageName',
  severity: 'warning',
  fix: { none: 'which of the two is meant elsewhere is for a person to say' },
  summary: 'Give each stage a name of its own: the builder does not tell the cases apart',
  twins: ['DL3024'],
  perFile: () => new Map<string, Word>(),
  on: {
    FROM: (_, { inFile, report, stage }) => {
      const name = stage?.name;
      if (!name) return;
      const earlier = inFile.get(name.value.toLowerCase());
      if (earlier) report(name, { related: [{ range: earlier.range, message: 'The earlier stage of that name' }] });
      else inFile.set(name.value.toLowerCase(), name);
    },
  },
});
