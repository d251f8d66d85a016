import { defineRule } from '../rule.ts';

export const noReservedName = defineRule({
  code: 'DL3063',
  severity: 'warning',
  fix: { none: 'the new name, and what else refers to the old one, is for you to say' },
  summary: 'Give the stage another name: this one has a meaning of its own to the builder',
  on: {
    FROM: (_, { report, stage }) => {
      const name = stage?.name;
      if (name?.value === 'scratch' || name?.value === 'context') report(name);
    },
  },
});
