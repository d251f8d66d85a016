import { reportLabels } from '../labels/label-type-rule.ts';
import { reportOnce } from '../report-once.ts';
import { defineRule } from '../rule.ts';

export const noEmptyLabel = defineRule({
  code: 'DL3051',
  severity: 'warning',
  fix: { none: 'only you know the value' },
  summary: 'Give every required label a value',
  on: {
    LABEL: ({ pairs }, { configuration: { labelSchema }, report }) => {
      if (labelSchema.size === 0) return;
      reportLabels(pairs, {
        isWrong: (name, value) => value === '' && labelSchema.has(name),
        report: (name, places) => reportOnce(report, places, `Label \`${name}\` is required and empty`),
      });
    },
  },
});
