import type { ShellNodeOf } from '../../dockerfile/bash.ts';
import { defineRule } from '../rule.ts';
import { argumentsOf, baseName } from './places.ts';

export const printfNotEcho = defineRule({
  code: 'SC2028',
  severity: 'info',
  fix: {
    none: 'in `printf` the `%` of the text would have to be doubled, and the line break at the end belongs to the text',
  },
  summary: 'Use `printf` for escapes such as `\\n`: whether `echo` knows them depends on the shell',
  onbuild: true,
  script: (program, report) => {
    if (program.dialect === 'dash' || !program.text.includes('\\')) return;
    for (const command of program.of('Command')) {
      if (baseName(command) !== 'echo') continue;
      const words = argumentsOf(command);
      if (words.some(({ value }) => /^-[nE]*e/.test(value))) continue;
      for (const word of words) if (hasEscape.test(given(word))) report(word);
    }
  },
});

const hasEscape = /\\(?:[0-7abefnrtv\\]|x[0-9a-fA-F])/;

/** What `echo` gets of a word, but for what is escaped inside double quotes. */
function given(word: ShellNodeOf<'Word'>): string {
  if (!word.parts) return word.value;
  return word.parts
    .map((part) => {
      if (part.type === 'Literal' || part.type === 'SingleQuoted') return part.value;
      return part.type === 'DoubleQuoted' ? part.text : '';
    })
    .join('');
}
