import { labelTypeRule } from '../labels/label-type-rule.ts';

export const labelIsUrl = labelTypeRule({
  code: 'DL3052',
  fix: 'review',
  type: 'url',
  summary: 'Write the label as a URL with its scheme',
  says: 'must be a URL with its scheme, such as https://example.com',
  mend: (value) =>
    /^(?:[\w-]+\.)+[A-Za-z]{2,}(?:[/?#]|$)/.test(value) ? { value: `https://${value}`, safety: 'review' } : undefined,
});
