import type { Instruction } from '../dockerfile/model.ts';
import { deleteInstruction } from './delete-instruction.ts';
import { defineRule, type Rule } from './rule.ts';

/** A rule against an instruction that takes the place of an earlier one of its kind in the same stage. */
export function onlyTheLast(rule: Pick<Rule, 'code' | 'severity' | 'fix' | 'summary'>, keyword: string): Rule {
  return defineRule({
    ...rule,
    perStage: (): { previous?: Instruction } => ({}),
    on: {
      [keyword]: (instruction, { dockerfile, inStage, report }) => {
        const { previous } = inStage;
        inStage.previous = instruction;
        if (!previous) return;
        const edit = deleteInstruction(previous, dockerfile);
        report(
          { range: instruction.keywordRange },
          {
            // The image stays the same, but perhaps both were meant to run.
            fix: edit && { title: `Delete the ${keyword} before this one`, safety: 'review', edits: [edit] },
            related: [{ range: previous.keywordRange, message: `This ${keyword} has no effect` }],
          },
        );
      },
    },
  });
}
