import { fromFindings } from '../from-findings.ts';
import type { BuildModel } from '../model/build-model.ts';
import { defineRewrite } from '../rewrite.ts';

export const execForm = defineRewrite({
  id: 'exec-form',
  kind: 'instructions',
  title: 'Write CMD and ENTRYPOINT as JSON arrays',
  safety: 'review',
  precondition:
    'No variable, pipe, glob or builtin in it, no shell of its own, no second one of ENTRYPOINT and CMD, and no script that only a shell can start.',
  evidence: 'A stop took 10.1 s with a shell in between and 0.6 s without.',
  propose: (build) =>
    fromFindings(build, {
      codes: ['DL3025', 'JSONArgsRecommended'],
      reason: 'In the shell form a shell is the first process, and the signal to stop ends there.',
      effect: 'The container stops when it is told to instead of being killed ten seconds later.',
      question: 'The program becomes the first process: does it handle signals, and wait for its children?',
      nothing: 'ENTRYPOINT and CMD are arrays already.',
      isWanted: ({ range }) => !startsPlainText(build, range.start),
      unwanted: 'What starts is a script without #! in its first line: nothing but a shell can start it.',
      isReviewed: true,
      changes: ['command', 'entrypoint', 'healthCheck'],
    }),
});

/** Whether a place is in an instruction that starts a script whose first line does not say what runs it. */
function startsPlainText({ stages, final, context }: BuildModel, at: number): boolean {
  return (final.launch.programs ?? []).some(({ instruction: { range }, path }) => {
    if (at < range.start || range.end <= at || path === undefined) return false;
    // Another stage may have brought it, at the same place.
    const copied = stages.flatMap((stage) => stage.copied.flatMap(({ files }) => files ?? []));
    const script = copied.findLast(({ to }) => to === path);
    const text = script && context?.text(script.from);
    return text !== undefined && !/^(#!|\x7fELF)/.test(text);
  });
}
