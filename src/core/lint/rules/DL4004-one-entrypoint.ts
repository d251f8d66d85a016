import { onlyTheLast } from '../only-the-last.ts';

export const oneEntrypoint = onlyTheLast(
  {
    code: 'DL4004',
    severity: 'error',
    fix: 'review',
    summary: 'Keep one ENTRYPOINT a stage: this one takes the place of the one before, which never runs',
  },
  'ENTRYPOINT',
);
