import { defineRule } from '../rule.ts';

export const labelForMaintainer = defineRule({
  code: 'MaintainerDeprecated',
  severity: 'warning',
  fix: { none: 'that of DL4000 mends it' },
  summary: 'Name the authors in a label: MAINTAINER is deprecated',
  twins: ['DL4000'],
  on: { MAINTAINER: ({ keywordRange }, { report }) => report({ range: keywordRange }) },
});
