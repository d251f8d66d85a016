import type { Range } from '../../text.ts';
import { defineRule } from '../rule.ts';

export const nothingTheBuilderRefuses = defineRule({
  code: 'QS3001',
  severity: 'error',
  fix: { none: 'only you know what was meant' },
  summary: 'Write what the builder accepts: it reads this, and refuses it once it comes to it',
  twins: ['DL3011'],
  atEnd: ({ dockerfile, report }) => {
    const { instructions, refusals } = dockerfile;
    for (const { message, range } of refusals) {
      const instruction = instructions.find((each) => holds(each.range, range));
      report({ range }, { message, ...(instruction ? { instruction } : {}) });
    }
  },
});

function holds(outer: Range, inner: Range): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}
