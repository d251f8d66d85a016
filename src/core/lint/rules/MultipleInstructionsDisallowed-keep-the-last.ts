import type { Instruction } from '../../dockerfile/model.ts';
import { defineRule } from '../rule.ts';

export const keepTheLast = defineRule({
  code: 'MultipleInstructionsDisallowed',
  severity: 'warning',
  fix: { none: 'those of DL3012, DL4003 and DL4004 mend it' },
  summary: 'Keep one of these in a stage: only the last one counts',
  twins: ['DL3012', 'DL4003', 'DL4004'],
  perStage: () => new Map<string, Instruction>(),
  on: {
    'CMD ENTRYPOINT HEALTHCHECK': (instruction, { inStage, report }) => {
      if (!instruction.stage) return;
      const { keyword, keywordRange } = instruction;
      const earlier = inStage.get(keyword);
      inStage.set(keyword, instruction);
      if (!earlier) return;
      report(
        { range: earlier.keywordRange },
        {
          message: `This ${keyword} has no effect: a later one of the same stage takes its place`,
          instruction: earlier,
          related: [{ range: keywordRange, message: 'The one that counts' }],
        },
      );
    },
  },
});
