import { defineRule } from '../rule.ts';

export const noHostTools = defineRule({
  code: 'DL3001',
  severity: 'info',
  fix: { none: 'what should happen instead depends on what was wanted' },
  summary: 'Leave out tools for a machine or a person at it: a build has neither services nor a terminal',
  onbuild: true,
  commands: {
    'free kill mount ps service shutdown ssh top vim': ({ name, nameRange }, { report }) => {
      report({ range: nameRange }, { message: `\`${name}\` is for a machine or a person at it, not for a build` });
    },
  },
});
