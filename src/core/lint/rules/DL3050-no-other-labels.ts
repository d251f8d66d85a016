import { reportOnce } from '../report-once.ts';
import { defineRule } from '../rule.ts';

const summary = 'Set only labels that the configuration names';

export const noOtherLabels = defineRule({
  code: 'DL3050',
  severity: 'info',
  fix: { none: 'the label may be superfluous, misspelled, or missing from the schema' },
  summary,
  on: {
    LABEL: ({ pairs }, { configuration: { labelSchema, strictLabels }, report }) => {
      if (!strictLabels) return;
      const others = pairs.filter(({ name }) => !labelSchema.has(name.value));
      reportOnce(
        report,
        others.map(({ name }) => name),
        summary,
      );
    },
  },
});
