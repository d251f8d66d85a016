import { withoutQuotes } from '../quotes.ts';
import { defineRule } from '../rule.ts';

export const folderForSeveralFiles = defineRule({
  code: 'DL3021',
  severity: 'error',
  fix: 'safe',
  summary: 'End the target with `/`: several sources need a folder to go to',
  on: {
    COPY: ({ words }, { report }) => {
      const target = words.at(-1);
      if (!target || words.length < 3) return;
      const path = withoutQuotes(target);
      if (path.endsWith('/')) return;
      const end = /["']$/.test(target.raw) ? target.range.end - 1 : target.range.end;
      const edits = [{ range: { start: end, end }, newText: '/' }];
      const certain = /^[^\\]*[\w.-]$/.test(path);
      report(target, { fix: certain ? { title: 'End the target with /', safety: 'safe', edits } : undefined });
    },
  },
});
