import { defineRule } from '../rule.ts';

export const noCopyOfAWholeImage = defineRule({
  code: 'DL3067',
  severity: 'warning',
  fix: { none: 'whether to build on the other image or to copy some of it is for you to say' },
  summary: 'Start from that image or stage with FROM, or copy only what is needed of it',
  on: {
    COPY: ({ flags, words }, { report }) => {
      const target = words.at(-1);
      const source = words.slice(0, -1).find(({ value }) => value === '/');
      if (!source || target?.value !== '/' || !flags.some(({ name }) => name === 'from')) return;
      report({ range: { start: source.range.start, end: target.range.end } });
    },
  },
});
