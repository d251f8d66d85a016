import { defineRule } from '../rule.ts';

export const noCopyFromItself = defineRule({
  code: 'DL3023',
  severity: 'error',
  fix: { none: 'another stage or `RUN cp` may have been meant' },
  summary: 'A stage cannot copy from itself: name an earlier one',
  on: {
    COPY: ({ flags }, { report, stage }) => {
      const from = flags.find(({ name }) => name === 'from');
      if (from?.value !== undefined && from.value === stage?.name?.value)
        report({ range: from.valueRange ?? from.range });
    },
  },
});
