import { casingOf, inCasing } from '../keyword-casing.ts';
import { defineRule } from '../rule.ts';

export const asLikeFrom = defineRule({
  code: 'FromAsCasing',
  severity: 'warning',
  fix: 'safe',
  summary: 'Write AS in the case of its FROM',
  on: {
    FROM: ({ keywordRange, words }, { dockerfile, report, stage }) => {
      const as = stage?.name && words[1];
      const casing = casingOf(dockerfile.text.slice(keywordRange.start, keywordRange.end));
      // A FROM in mixed case is a finding of its own.
      if (!as || casing === 'mixed' || inCasing(as.value, casing) === as.value) return;
      const newText = inCasing(as.value, casing);
      report(as, { fix: { title: `Write ${newText}`, safety: 'safe', edits: [{ range: as.range, newText }] } });
    },
  },
});
