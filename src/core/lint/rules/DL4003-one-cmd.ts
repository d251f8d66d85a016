import { onlyTheLast } from '../only-the-last.ts';

export const oneCmd = onlyTheLast(
  {
    code: 'DL4003',
    severity: 'warning',
    fix: 'review',
    summary: 'Keep one CMD a stage: this one takes the place of the one before, which never runs',
  },
  'CMD',
);
