import { labelTypeRule } from '../labels/label-type-rule.ts';

export const labelIsGitHash = labelTypeRule({
  code: 'DL3055',
  fix: 'both',
  type: 'hash',
  summary: 'Write the label as the hash of a git commit, 7 or 40 digits long',
  says: 'must be the hash of a git commit: 7 or 40 digits in lower case',
  mend: (value) => {
    const hash = value.trim().toLowerCase();
    if (!/^[0-9a-f]{7,40}$/.test(hash)) return undefined;
    return hash.length === 7 || hash.length === 40
      ? { value: hash, safety: 'safe' }
      : { value: hash.slice(0, 7), safety: 'review' };
  },
});
