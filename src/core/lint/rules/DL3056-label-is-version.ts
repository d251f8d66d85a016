import { labelTypeRule } from '../labels/label-type-rule.ts';

export const labelIsVersion = labelTypeRule({
  code: 'DL3056',
  fix: 'both',
  type: 'semver',
  summary: 'Write the label as a semantic version',
  says: 'must be a semantic version without a `v` before it, such as 1.4.0',
  mend: (value) => {
    const bare = value.trim().replace(/^[vV]/, '');
    const [, major, minor = '0'] = /^(\d+)(?:\.(\d+))?$/.exec(bare) ?? [];
    return major === undefined ? { value: bare, safety: 'safe' } : { value: `${major}.${minor}.0`, safety: 'review' };
  },
});
