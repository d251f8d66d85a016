import type { Word } from '../../dockerfile/model.ts';
import { defineRule } from '../rule.ts';

export const validPort = defineRule({
  code: 'DL3011',
  severity: 'error',
  summary: 'A port is a number from 0 to 65535',
  on: {
    EXPOSE: ({ words }, { report }) => {
      const [first, ...others] = words.filter(isOutOfRange);
      if (!first) return;
      const related = others.map(({ range }) => ({ range, message: 'This one is none either' }));
      report(first, others.length > 0 ? { related } : {});
    },
  },
});

/** One port or the two ends of a range, perhaps with a protocol. What a variable stands for is not known. */
function isOutOfRange({ value }: Word): boolean {
  const ports = value.split('/', 1)[0] as string;
  return ports.split('-').some((port) => /^\d+$/.test(port) && Number(port) > 65535);
}
