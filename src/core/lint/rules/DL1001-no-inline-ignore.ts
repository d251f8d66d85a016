import { defineRule } from '../rule.ts';
import { readPragma } from '../suppressions.ts';

export const noInlineIgnore = defineRule({
  code: 'DL1001',
  severity: 'ignore',
  fix: { none: 'whether the exception is justified is for a person to say' },
  summary: 'Silence a rule in the configuration of the project, not in a comment',
  atEnd: ({ dockerfile, report }) => {
    for (const comment of dockerfile.comments) {
      if (readPragma(comment)?.scope === 'line') report(comment, { instruction: comment });
    }
  },
});
