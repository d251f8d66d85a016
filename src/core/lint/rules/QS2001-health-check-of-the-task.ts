import type { Instruction } from '../../dockerfile/model.ts';
import { defineRule } from '../rule.ts';

export const healthCheckOfTheTask = defineRule<undefined, { check: Instruction | undefined }>({
  code: 'QS2001',
  severity: 'info',
  fix: { none: 'the command may stay for Docker, and has to stand in the task definition as well' },
  summary: 'ECS does not look at HEALTHCHECK: put the command into `healthCheck` of the task definition as well',
  perStage: (parent) => ({ check: parent?.check }),
  on: {
    HEALTHCHECK: (instruction, { inStage }) => {
      inStage.check = instruction.command ? instruction : undefined;
    },
  },
  atEnd: ({ inStage: { check }, report }) => {
    if (check) report({ range: check.keywordRange }, { instruction: check });
  },
});
