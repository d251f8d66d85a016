import { defineRule } from '../rule.ts';

export const noOnbuildOfThese = defineRule({
  code: 'DL3043',
  severity: 'error',
  fix: { none: 'only you know what was meant' },
  summary: 'ONBUILD cannot put off ONBUILD, FROM or MAINTAINER',
  on: {
    ONBUILD: ({ trigger }, { report }) => {
      if (trigger && refused.includes(trigger.keyword)) report({ range: trigger.keywordRange });
    },
  },
});

const refused = ['ONBUILD', 'FROM', 'MAINTAINER'];
