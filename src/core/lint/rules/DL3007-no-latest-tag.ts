import { defineRule } from '../rule.ts';

export const noLatestTag = defineRule({
  code: 'DL3007',
  severity: 'warning',
  fix: { none: 'the version that suits has to be looked up', action: 'digest' },
  summary: 'Name a version instead of `latest`, which means another image tomorrow',
  on: {
    FROM: (_, { report, stage }) => {
      const image = stage?.image;
      if (image?.tag === 'latest' && !image.digest) report({ range: image.tagRange ?? image.range });
    },
  },
});
