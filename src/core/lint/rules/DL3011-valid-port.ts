import type { Word } from '../../dockerfile/model.ts';
import { reportOnce } from '../report-once.ts';
import { defineRule } from '../rule.ts';

const summary = 'A port is a number from 0 to 65535';

export const validPort = defineRule({
  code: 'DL3011',
  severity: 'error',
  fix: { none: 'only you know which port was meant' },
  summary,
  on: {
    EXPOSE: ({ words }, { report }) => {
      const wrong = words.filter(isOutOfRange);
      reportOnce(
        report,
        wrong.map(({ range }) => ({ range })),
        summary,
      );
    },
  },
});

/** One port or the two ends of a range, perhaps with a protocol. What a variable stands for is not known. */
function isOutOfRange({ value }: Word): boolean {
  const ports = value.split('/', 1)[0] as string;
  return ports.split('-').some((port) => /^\d+$/.test(port) && Number(port) > 65535);
}
