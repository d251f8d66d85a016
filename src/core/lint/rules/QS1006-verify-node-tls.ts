import { defineRule } from '../rule.ts';
import { weakeningVariable } from '../weakening-variable.ts';

const summary =
  'Let Node verify certificates: NODE_TLS_REJECT_UNAUTHORIZED=0 switches that off for all that it talks to';

export const verifyNodeTls = defineRule({
  code: 'QS1006',
  severity: 'warning',
  fix: 'review',
  summary,
  onbuild: true,
  ...weakeningVariable({
    message: summary,
    name: /^NODE_TLS_REJECT_UNAUTHORIZED$/,
    isWeak: (value) => value === '0',
    strong: '1',
  }),
});
