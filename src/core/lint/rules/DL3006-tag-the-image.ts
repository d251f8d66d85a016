import { defineRule } from '../rule.ts';

export const tagTheImage = defineRule({
  code: 'DL3006',
  severity: 'warning',
  fix: { none: 'the version that suits has to be looked up', action: 'digest' },
  summary: 'Name a tag or a digest of the base image: without one, a build takes whatever is newest',
  perFile: () => new Set<string>(),
  on: {
    FROM: (_, { inFile: earlierNames, report, stage }) => {
      const image = stage?.image;
      if (image && !image.tag && !image.digest && !image.text.startsWith('$')) {
        if (image.text !== 'scratch' && !earlierNames.has(image.text)) report(image);
      }
      if (stage?.name) earlierNames.add(stage.name.value);
    },
  },
});
