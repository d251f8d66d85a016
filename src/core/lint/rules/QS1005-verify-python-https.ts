import { defineRule } from '../rule.ts';
import { weakeningVariable } from '../weakening-variable.ts';

const summary = 'Let Python verify certificates: PYTHONHTTPSVERIFY=0 switches that off for everything it runs';

export const verifyPythonHttps = defineRule({
  code: 'QS1005',
  severity: 'warning',
  fix: 'review',
  summary,
  onbuild: true,
  ...weakeningVariable({
    message: summary,
    name: /^PYTHONHTTPSVERIFY$/,
    isWeak: (value) => value === '0',
    strong: '1',
  }),
});
