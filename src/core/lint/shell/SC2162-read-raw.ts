import { defineRule } from '../rule.ts';
import { argumentsOf } from './places.ts';

export const readRaw = defineRule({
  code: 'SC2162',
  severity: 'info',
  fix: 'review',
  summary: 'Write `read -r`: without it a backslash in what is read changes what stands behind it',
  onbuild: true,
  script: (program, report) => {
    for (const command of [...program.commands('read'), ...program.commands('command')]) {
      const [first, ...others] = argumentsOf(command);
      const isDirect = command.name?.value === 'read';
      const name = isDirect ? command.name : first;
      if (name?.value !== 'read') continue;
      const words = (isDirect ? argumentsOf(command) : others).map(({ value }) => value);
      if (isRaw(words)) continue;
      const edits = [{ at: name, side: 'behind', newText: ' -r' }] as const;
      report(name, { title: 'Add -r', safety: 'review', edits });
    }
  },
});

/** `-t 0` reads nothing, it only looks whether there is something. */
function isRaw(words: readonly string[]): boolean {
  for (let index = 0; index < words.length; index++) {
    const word = words[index] as string;
    if (!/^-[a-zA-Z]/.test(word)) return false;
    const [, flags = '', taking, value] = /^-([^adintpNu]*)([adintpNu])?(.*)$/.exec(word) ?? [];
    if (flags.includes('r')) return true;
    if (taking === undefined || value !== '') continue;
    index++;
    if (taking === 't' && words[index] === '0') return true;
  }
  return false;
}
