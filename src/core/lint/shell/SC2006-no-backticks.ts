import { defineRule } from '../rule.ts';

export const noBackticks = defineRule({
  code: 'SC2006',
  severity: 'style',
  fix: 'safe',
  summary: 'Write `$(…)` in place of backticks: it can be nested, and quotes mean in it what they mean elsewhere',
  onbuild: true,
  script: (program, { dockerfile, report }) => {
    for (const substitution of program.of('CommandExpansion')) {
      const { text, pos, end } = substitution;
      if (!text.startsWith('`') || text.trim().length < 3 || /^`\s*`$/.test(text)) continue;
      // What is escaped between backticks is not between parentheses, and which of the two was meant is not certain.
      const isPlain = !/[\\#]/.test(text) && dockerfile.escape === '\\';
      const open = text.startsWith('`(') ? '$( ' : '$(';
      const edits = [
        { range: program.at({ pos, end: pos + 1 }).range, newText: open },
        { range: program.at({ pos: end - 1, end }).range, newText: ')' },
      ];
      report(program.at(substitution), {
        fix: isPlain ? { title: 'Write $(…)', safety: 'safe', edits } : undefined,
      });
    }
  },
});
