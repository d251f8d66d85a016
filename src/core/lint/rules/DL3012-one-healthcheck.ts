import { onlyTheLast } from '../only-the-last.ts';

export const oneHealthcheck = onlyTheLast(
  {
    code: 'DL3012',
    severity: 'error',
    fix: 'review',
    summary: 'Keep one HEALTHCHECK a stage: this one takes the place of the one before',
  },
  'HEALTHCHECK',
);
