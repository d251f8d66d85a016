import { labelTypeRule } from '../labels/label-type-rule.ts';

export const labelIsTime = labelTypeRule({
  code: 'DL3053',
  fix: 'safe',
  type: 'rfc3339',
  summary: 'Write the label as a time in the form of RFC 3339',
  says: 'must be a time in the form of RFC 3339, such as 2024-05-01T12:30:00Z',
  mend: (value) => ({ value: value.replace(/^(\S+) +(\S+)$/, '$1T$2'), safety: 'safe' }),
});
