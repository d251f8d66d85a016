import type { Word } from '../../dockerfile/model.ts';
import type { Place } from '../report-once.ts';
import { reportOnce } from '../report-once.ts';
import { defineRule } from '../rule.ts';

const summary = 'Name the port of the container alone: where it is published is for `docker run` to say';

export const portAlone = defineRule({
  code: 'ExposeInvalidFormat',
  severity: 'warning',
  summary,
  on: {
    EXPOSE: ({ stage, words }, { report }) => {
      if (stage)
        reportOnce(
          report,
          words.flatMap((word) => published(word) ?? []),
          summary,
        );
    },
  },
});

/** A port with an address or a port of the host before it, which the builder leaves out. */
function published({ range, raw }: Word): Place | undefined {
  // What stands in `${…}` is no part of the form.
  const plain = raw.replaceAll(/\$\{[^}]*\}/g, (variable) => '_'.repeat(variable.length));
  const colon = plain.lastIndexOf(':');
  if (!/[^:]/.test(plain.slice(0, Math.max(colon, 0)))) return undefined;
  const isPlain = /^[\d.:[\]a-f]*:[\d-]+(?:\/\w+)?$/i.test(raw);
  const edits = [{ range: { start: range.start, end: range.start + colon + 1 }, newText: '' }];
  return { range, fix: isPlain ? { title: 'Name the port alone', safety: 'safe', edits } : undefined };
}
