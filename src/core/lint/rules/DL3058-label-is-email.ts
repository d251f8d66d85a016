import { labelTypeRule } from '../labels/label-type-rule.ts';

export const labelIsEmail = labelTypeRule({
  code: 'DL3058',
  fix: 'review',
  type: 'email',
  summary: 'Write the label as an e-mail address',
  says: 'must be an e-mail address and nothing else, such as team@example.com',
  mend: (value) => {
    const [, address] = /^[^<>]*<(?:mailto:)?([^<>@\s]+@[^<>@\s]+)>\s*$/.exec(value) ?? [];
    return address === undefined ? undefined : { value: address, safety: 'review' };
  },
});
