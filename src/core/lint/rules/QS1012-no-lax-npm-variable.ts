import { defineRule } from '../rule.ts';
import { weakeningVariable } from '../weakening-variable.ts';

const summary = 'Let npm and Yarn verify certificates: name the authority with NODE_EXTRA_CA_CERTS instead';

export const noLaxNpmVariable = defineRule({
  code: 'QS1012',
  severity: 'warning',
  fix: 'review',
  summary,
  onbuild: true,
  ...weakeningVariable({
    message: summary,
    name: /^(?:NPM_CONFIG_STRICT_SSL|YARN_STRICT_SSL|YARN_ENABLE_STRICT_SSL)$/i,
    isWeak: (value) => /^(?:false|0)$/i.test(value),
    strong: 'true',
  }),
});
