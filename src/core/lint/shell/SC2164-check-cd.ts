import { defineRule } from '../rule.ts';
import { argumentsOf, isCondition, stopsAtErrors } from './places.ts';

export const checkCd = defineRule({
  code: 'SC2164',
  severity: 'warning',
  fix: 'review',
  summary:
    'Go on only where this succeeds, with `&&` or `|| exit`: otherwise the commands after it run in the wrong folder',
  onbuild: true,
  script: (program, report) => {
    const moves = ['cd', 'pushd', 'popd', 'builtin'].flatMap((name) => program.commands(name));
    if (moves.length === 0 || stopsAtErrors(program)) return;
    for (const command of moves) {
      const words = argumentsOf(command);
      const name = command.name?.value === 'builtin' ? words.shift()?.value : command.name?.value;
      if (name === undefined || !/^(?:cd|pushd|popd)$/.test(name)) continue;
      if (name === 'cd' && words.length === 1 && isAlwaysThere(words[0]?.value ?? '')) continue;
      if (name !== 'cd' && words.some(({ value }) => value.startsWith('-n'))) continue;
      if (isCondition(command, program)) continue;
      // Inside a list of `&&` and `||` a further `||` would end all of it, and in a pipeline it would not end the script.
      const isAlone = program.parent(command)?.type === 'Statement';
      const edits = [{ at: command, side: 'behind', newText: ' || exit' }] as const;
      report(command, isAlone ? { title: 'Add || exit', safety: 'review', edits } : undefined);
    }
  },
});

/** `/`, `.`, `..`, `../..` and the like. */
function isAlwaysThere(folder: string): boolean {
  return folder !== '' && /^\/*(?:\.\.?\/+)*(?:\.\.?)?$/.test(folder);
}
