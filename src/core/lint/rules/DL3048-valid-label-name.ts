import type { Pair, Word } from '../../dockerfile/model.ts';
import type { Configuration } from '../configuration.ts';
import type { Fix } from '../finding.ts';
import { textRange } from '../labels/label-type-rule.ts';
import { isValidLabel } from '../labels/label-types.ts';
import { reportOnce } from '../report-once.ts';
import { defineRule } from '../rule.ts';

const summary =
  'Name labels in lower case letters and digits with single `.`, `-`, `_` or `/` between, outside of Docker’s own namespaces';

export const validLabelName = defineRule({
  code: 'DL3048',
  severity: 'style',
  fix: 'review',
  summary,
  on: {
    LABEL: ({ pairs }, { configuration, report }) => {
      const wrong = pairs.filter(({ name }) => !isValid(name.value));
      const places = wrong.map((pair) => ({ range: pair.name.range, fix: inLowerCase(pair, pairs, configuration) }));
      reportOnce(report, places, summary);
    },
  },
});

function isValid(name: string): boolean {
  return (
    /^[a-z](?:[a-z0-9._/-]*[a-z0-9])?$/.test(name) &&
    !/\.\.|--/.test(name) &&
    !/^(?:com\.docker|io\.docker|org\.dockerproject)\./.test(name)
  );
}

/** Whoever reads the label must know the new name. Not offered where it would be taken, or its value not allowed. */
function inLowerCase({ name, value }: Pair, others: readonly Pair[], { labelSchema }: Configuration): Fix | undefined {
  const lower = name.value.toLowerCase();
  const range = textRange(name);
  if (!range || !isValid(lower) || isTaken(lower, name, others)) return undefined;
  const type = labelSchema.get(lower);
  if (type && !isValidLabel(type, value?.value ?? '')) return undefined;
  return { title: `Write ${lower}`, safety: 'review', edits: [{ range, newText: lower }] };
}

function isTaken(lower: string, name: Word, pairs: readonly Pair[]): boolean {
  return pairs.some((other) => other.name !== name && other.name.value.toLowerCase() === lower);
}
