import { fromFindings } from '../from-findings.ts';
import { defineRewrite } from '../rewrite.ts';

export const execForm = defineRewrite({
  id: 'exec-form',
  kind: 'instructions',
  title: 'Write CMD and ENTRYPOINT as JSON arrays',
  safety: 'review',
  precondition:
    'No variable, pipe, glob or builtin in it, no shell of its own, and no second one of ENTRYPOINT and CMD.',
  evidence: 'A stop took 10.1 s with a shell in between and 0.6 s without.',
  propose: (build) =>
    fromFindings(build, {
      codes: ['DL3025', 'JSONArgsRecommended'],
      reason: 'In the shell form a shell is the first process, and the signal to stop ends there.',
      effect: 'The container stops when it is told to instead of being killed ten seconds later.',
      question: 'The program becomes the first process: does it handle signals, and wait for its children?',
      nothing: 'ENTRYPOINT and CMD are arrays already.',
      isReviewed: true,
      changes: ['command', 'entrypoint', 'healthCheck'],
    }),
});
