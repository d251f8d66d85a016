import { defineRule } from '../rule.ts';

export const fromFirst = defineRule({
  code: 'DL3061',
  severity: 'error',
  fix: { none: 'which of the stages it belongs to, only you know' },
  summary: 'Begin with FROM: only ARG may stand before it',
  on: {
    '*': ({ keyword, keywordRange }, { report, stage }) => {
      if (!stage && keyword !== 'ARG' && keyword !== 'FROM') report({ range: keywordRange });
    },
  },
});
