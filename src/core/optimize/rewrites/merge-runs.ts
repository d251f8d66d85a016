import { fromFindings } from '../from-findings.ts';
import { defineRewrite } from '../rewrite.ts';

export const mergeRuns = defineRewrite({
  id: 'merge-runs',
  kind: 'layers',
  title: 'Join RUNs that belong together',
  safety: 'both',
  precondition:
    'The same shell, user and mounts; the first leaves no folder, variable, option or trap behind that the second would see.',
  evidence:
    'cd, export and umask of a first RUN change what a second one does once they are joined; merging alone changes no size.',
  propose: (build) =>
    fromFindings(build, {
      codes: ['DL3059'],
      reason: 'RUNs that stand side by side make a layer each.',
      effect: 'Fewer layers, and a change of one runs both again.',
      question: 'Does the second RUN stay what it is after what the first one leaves behind?',
      nothing: 'No two RUNs stand side by side.',
    }),
});
