import type { TextEdit } from '../../text.ts';
import { inCasing, majorityCasing, writtenKeyword } from '../keyword-casing.ts';
import { defineRule } from '../rule.ts';

export const oneCaseForInstructions = defineRule({
  code: 'ConsistentInstructionCasing',
  severity: 'warning',
  fix: 'safe',
  summary: 'Write all instructions in one case',
  on: {
    '*': (instruction, { dockerfile, report }) => {
      const { keywordRange, stage } = instruction;
      const written = writtenKeyword(instruction, dockerfile);
      const casing = majorityCasing(dockerfile);
      const newText = inCasing(written, casing);
      if (!stage || written === newText) return;
      const edits: TextEdit[] = [{ range: keywordRange, newText }];
      // AS goes with its FROM.
      const as = instruction.keyword === 'FROM' && stage.name ? instruction.words[1] : undefined;
      if (as) edits.push({ range: as.range, newText: inCasing(as.value, casing) });
      const message = `Write ${newText} in ${casing} case, as most instructions of this file are`;
      report({ range: keywordRange }, { message, fix: { title: `Write ${newText}`, safety: 'safe', edits } });
    },
  },
});
