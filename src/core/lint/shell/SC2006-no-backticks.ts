import { defineRule } from '../rule.ts';

export const noBackticks = defineRule({
  code: 'SC2006',
  severity: 'style',
  fix: 'safe',
  summary: 'Write `$(…)` in place of backticks: it can be nested, and quotes mean in it what they mean elsewhere',
  onbuild: true,
  script: (program, report) => {
    for (const substitution of program.of('CommandExpansion')) {
      const { text, pos, end } = substitution;
      if (!text.startsWith('`') || text.trim().length < 3 || /^`\s*`$/.test(text)) continue;
      // What is escaped between backticks is not between parentheses, and which of the two was meant is not certain.
      const isPlain = !/[\\#]/.test(text) && program.escape === '\\';
      const open = text.startsWith('`(') ? '$( ' : '$(';
      const edits = [
        { at: { pos, end: pos + 1 }, newText: open },
        { at: { pos: end - 1, end }, newText: ')' },
      ];
      report(substitution, isPlain ? { title: 'Write $(…)', safety: 'safe', edits } : undefined);
    }
  },
});
