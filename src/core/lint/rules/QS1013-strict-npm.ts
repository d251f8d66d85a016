import type { ShellWord } from '../../dockerfile/shell.ts';
import type { Range } from '../../text.ts';
import type { Place } from '../report-once.ts';
import { type Context, defineRule } from '../rule.ts';
import { longFlags, reportUnwanted } from '../unwanted-words.ts';

export const strictNpm = defineRule({
  code: 'QS1013',
  severity: 'warning',
  fix: 'review',
  summary: 'Let npm and Yarn verify certificates: name the authority with NODE_EXTRA_CA_CERTS instead',
  onbuild: true,
  commands: {
    'npm pnpm yarn': (command, context) => {
      reportUnwanted(longFlags(command, '--no-strict-ssl'), context);
      command.words.forEach((word, at) => {
        const place = switchedOff(word, command.words[at + 1], context);
        if (place) context.report(place, { fix: place.fix });
      });
    },
  },
});

/** `strict-ssl false`, `strict-ssl=false` and the same as a flag. */
function switchedOff(word: ShellWord, next: ShellWord | undefined, { instruction }: Context): Place | undefined {
  const range = { start: word.range.start, end: next ? next.range.end : word.range.end };
  if (/^(?:--)?(?:strict-ssl|enableStrictSsl)$/.test(word.value) && next?.value === 'false') {
    return { range, fix: writeTrue(next.range) };
  }
  if (!/^(?:--)?(?:strict-ssl|enableStrictSsl)=false$/.test(word.value)) return undefined;
  const at = word.range.start + word.raw.lastIndexOf('false');
  const isPlain = word.range.end - word.range.start === word.raw.length;
  return { range: word.range, fix: isPlain ? writeTrue({ start: at, end: at + 'false'.length }) : undefined };

  function writeTrue(place: Range): Place['fix'] {
    if (instruction.command?.form !== 'shell') return undefined;
    return { title: 'Write true', safety: 'review', edits: [{ range: place, newText: 'true' }] };
  }
}
