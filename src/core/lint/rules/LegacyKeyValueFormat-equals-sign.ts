import type { Dockerfile, Pair } from '../../dockerfile/model.ts';
import type { TextEdit } from '../../text.ts';
import type { Fix } from '../finding.ts';
import { defineRule } from '../rule.ts';

export const equalsSign = defineRule({
  code: 'LegacyKeyValueFormat',
  severity: 'warning',
  fix: 'safe',
  summary: 'Write `name=value`: the form with a blank takes one pair only and is on its way out',
  on: {
    'ENV LABEL': ({ pairs: [pair], stage }, { dockerfile, report }) => {
      if (stage && pair?.legacy && pair.value) report(pair, { fix: withEquals(pair, dockerfile) });
    },
  },
});

/** Possible where the value needs no quotes, or takes them as they are. */
function withEquals({ name, value }: Pair, dockerfile: Dockerfile): Fix | undefined {
  if (!value || !/^[\w.\-/]+$/.test(name.raw)) return undefined;
  const gap = { start: name.range.end, end: value.range.start };
  if (/[\r\n]/.test(dockerfile.text.slice(gap.start, gap.end)) || value.raw.includes(dockerfile.escape))
    return undefined;
  const edits: TextEdit[] = [];
  if (/["']/.test(value.raw)) {
    // What is in quotes already may have blanks there and nowhere else.
    if (!/^(?:[^\s"']|"[^"]*"|'[^']*')+$/.test(value.raw)) return undefined;
    edits.push({ range: gap, newText: '=' });
  } else if (/\s/.test(value.raw)) {
    const { end } = value.range;
    edits.push({ range: gap, newText: '="' }, { range: { start: end, end }, newText: '"' });
  } else edits.push({ range: gap, newText: '=' });
  return { title: 'Write it with =', safety: 'safe', edits };
}
