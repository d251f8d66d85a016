import type { Instruction, Stage, Word } from '../../dockerfile/model.ts';
import { defineRule } from '../rule.ts';

export const noRootUser = defineRule({
  code: 'DL3002',
  severity: 'warning',
  fix: { none: 'which user there is, and what it must be able to read, only you know' },
  summary: 'Switch to a user other than root after the last step that needs root',
  perFile: () => new Map<Stage, { instruction: Instruction; user: Word }>(),
  on: {
    USER: (instruction, { inFile: rootUsers, stage }) => {
      const user = instruction.words[0];
      if (!stage || !user) return;
      if (/^(?:root|0)(?::|$)/.test(user.value)) rootUsers.set(stage, { instruction, user });
      else rootUsers.delete(stage);
    },
  },
  atEnd: ({ inFile: rootUsers, report }) => {
    for (const { instruction, user } of rootUsers.values()) report(user, { instruction });
  },
});
