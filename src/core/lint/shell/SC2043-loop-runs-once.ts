import { defineRule } from '../rule.ts';

export const loopRunsOnce = defineRule({
  code: 'SC2043',
  severity: 'warning',
  fix: { none: 'the words that are missing are not known' },
  summary: 'This loop runs once, for this very word: name more of them, or expand what was meant',
  onbuild: true,
  script: (program, report) => {
    for (const { wordlist } of program.of('For')) {
      const [word] = wordlist ?? [];
      if (wordlist?.length !== 1 || !word || word.text.includes(',')) continue;
      const isLiteral = (word.parts ?? []).every(
        (part) =>
          part.type === 'Literal' ||
          (part.type === 'DoubleQuoted' && part.parts.every(({ type }) => type === 'Literal')),
      );
      if (isLiteral) report(word);
    }
  },
});
