import { defineRule } from '../rule.ts';
import { weakeningVariable } from '../weakening-variable.ts';

const summary = 'Let pip verify the certificate of its index: name the authority with PIP_CERT instead';

export const noTrustedHostVariable = defineRule({
  code: 'QS1016',
  severity: 'warning',
  fix: 'review',
  summary,
  onbuild: true,
  ...weakeningVariable({ message: summary, name: /^PIP_TRUSTED_HOST$/, isWeak: (value) => value !== '' }),
});
