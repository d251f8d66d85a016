import type { Word } from '../../dockerfile/model.ts';
import { defineRule } from '../rule.ts';

export const oneStageAName = defineRule({
  code: 'DL3024',
  severity: 'error',
  fix: { none: 'which of the two is meant where is for you to say' },
  summary: 'Give each stage a name of its own: an earlier one has this name already',
  perFile: () => new Map<string, Word>(),
  on: {
    FROM: (_, { inFile, report, stage }) => {
      const name = stage?.name;
      if (!name) return;
      const earlier = inFile.get(name.value);
      if (earlier) report(name, { related: [{ range: earlier.range, message: 'The earlier stage of that name' }] });
      else inFile.set(name.value, name);
    },
  },
});
