import type { Pair, Word } from '../../dockerfile/model.ts';
import type { LabelType } from '../configuration.ts';
import type { Fix } from '../finding.ts';
import { type Place, reportOnce } from '../report-once.ts';
import { defineRule, type Rule } from '../rule.ts';
import { isValidLabel } from './label-types.ts';

interface LabelTypeRule extends Pick<Rule, 'code' | 'fix' | 'summary'> {
  readonly type: LabelType;
  /** Says what is wrong with a label: `is not a URL, such as …`. */
  readonly says: string;
  /** What the value was meant to be, where that is plain. It is not offered unless it is valid. */
  readonly mend?: (value: string) => { readonly value: string; readonly safety: Fix['safety'] } | undefined;
}

/** A rule for the labels that the schema of the configuration gives one type. */
export function labelTypeRule({ code, fix, summary, type, says, mend }: LabelTypeRule): Rule {
  return defineRule({
    code,
    severity: 'warning',
    fix,
    summary,
    on: {
      LABEL: ({ pairs }, { configuration: { labelSchema }, report }) => {
        const isWrong = (name: string, value: string) => labelSchema.get(name) === type && !isValidLabel(type, value);
        if (labelSchema.size === 0) return;
        reportLabels(pairs, {
          isWrong,
          report: (name, places) => reportOnce(report, places, `Label \`${name}\` ${says}`),
          fix: (value) => mend && fixOf(value, type, mend),
        });
      },
    },
  });
}

/** One report for each label, however often the instruction has it. */
export function reportLabels(
  pairs: readonly Pair[],
  rule: {
    readonly isWrong: (name: string, value: string) => boolean;
    readonly report: (name: string, places: readonly Place[]) => void;
    readonly fix?: (value: Word) => Fix | undefined;
  },
): void {
  const wrong = new Map<string, Place[]>();
  for (const { name, value, range } of pairs) {
    if (!value || !rule.isWrong(name.value, value.value)) continue;
    const isWritten = value.range.end > value.range.start;
    const place = { range: isWritten ? value.range : range, fix: rule.fix?.(value) };
    const places = wrong.get(name.value);
    if (places) places.push(place);
    else wrong.set(name.value, [place]);
  }
  for (const [name, places] of wrong) rule.report(name, places);
}

function fixOf(word: Word, type: LabelType, mend: NonNullable<LabelTypeRule['mend']>): Fix | undefined {
  const mended = mend(word.value);
  const range = mended && textRange(word);
  if (!range || !isValidLabel(type, mended.value)) return undefined;
  return { title: `Write ${mended.value}`, safety: mended.safety, edits: [{ range, newText: mended.value }] };
}

/** Where the value of a word stands without its quotes; undefined where it is not written as it reads. */
export function textRange({ raw, value, range: { start, end } }: Word): { start: number; end: number } | undefined {
  if (end - start !== raw.length) return undefined;
  if (raw === value) return { start, end };
  return raw === `"${value}"` || raw === `'${value}'` ? { start: start + 1, end: end - 1 } : undefined;
}
