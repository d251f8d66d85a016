import { defineRule } from '../rule.ts';

export const anotherStageName = defineRule({
  code: 'ReservedStageName',
  severity: 'warning',
  fix: { none: 'the new name is for a person to choose' },
  summary: 'Give the stage another name: this one has a meaning of its own to the builder',
  twins: ['DL3063'],
  on: {
    FROM: (_, { report, stage }) => {
      const name = stage?.name;
      if (name && /^(?:scratch|context)$/i.test(name.value)) report(name);
    },
  },
});
