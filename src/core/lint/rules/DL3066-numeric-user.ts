import { defineRule } from '../rule.ts';

export const numericUser = defineRule({
  code: 'DL3066',
  severity: 'info',
  fix: 'safe',
  summary: 'Name the user by number: orchestrators can tell that it is not root without looking into the image',
  perFile: () => new Set<string>(),
  on: {
    ARG: ({ pairs }, { inFile: args }) => {
      for (const { name } of pairs) args.add(name.value);
    },
    USER: ({ words }, { inFile: args, report }) => {
      const word = words[0];
      if (!word) return;
      const [user] = word.value.split(':', 1) as [string];
      if (/^\d+$/.test(user) || mentioned(word.value).some((name) => args.has(name))) return;
      const plain = word.raw.startsWith(user);
      const range = plain ? { start: word.range.start, end: word.range.start + user.length } : word.range;
      // Of the names this is the only one whose number is the same in every image.
      const isRoot = plain && user === 'root';
      report(
        { range },
        { fix: isRoot ? { title: 'Write 0', safety: 'safe', edits: [{ range, newText: '0' }] } : undefined },
      );
    },
  },
});

function mentioned(value: string): string[] {
  return [...value.matchAll(/\$\{?(\w+)/g)].map((match) => match[1] as string);
}
