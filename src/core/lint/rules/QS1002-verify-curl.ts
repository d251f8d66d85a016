import type { ShellCommand, ShellWord } from '../../dockerfile/shell.ts';
import type { Range } from '../../text.ts';
import { defineRule } from '../rule.ts';
import { takeOut } from '../take-out.ts';
import { longFlags } from '../unwanted-words.ts';

export const verifyCurl = defineRule({
  code: 'QS1002',
  severity: 'warning',
  fix: 'review',
  summary: 'Let curl verify certificates: with --insecure anybody on the way can change what it fetches',
  onbuild: true,
  commands: {
    curl: (command, { dockerfile, instruction, report }) => {
      const words = longFlags(command, '--insecure', '--proxy-insecure').concat(command.words.filter(isLetterAlone));
      const letters = command.words.flatMap((word) => letterAmongOthers(word) ?? []);
      const first = [...words.map(({ range }) => range), ...letters].sort((a, b) => a.start - b.start)[0];
      if (!first) return;
      const ranges = words.map(({ range }) => range).sort((a, b) => a.start - b.start);
      const edits = takeOut(ranges, instruction, dockerfile)?.concat(letters.map((range) => ({ range, newText: '' })));
      report({ range: first }, { fix: edits && { title: 'Verify certificates', safety: 'review', edits } });
    },
  },
});

function isLetterAlone({ value }: ShellCommand['words'][0]): boolean {
  return value === '-k';
}

/** `k` of `-fsSkL`, but not of `-ok`, where it is the value of `-o`. */
function letterAmongOthers({ raw, range, value }: ShellWord): Range | undefined {
  if (!/^-[a-zA-Z0-9#:]{2,}$/.test(value) || raw !== value || range.end - range.start !== raw.length) return undefined;
  for (let at = 1; at < value.length; at++) {
    const letter = value[at] as string;
    if (letter === 'k') return { start: range.start + at, end: range.start + at + 1 };
    if (takeValues.has(letter)) return undefined;
  }
  return undefined;
}

const takeValues = new Set('AbcCdDeEFhHKmoPQrtTuUwxXyYz');
