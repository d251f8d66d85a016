import { labelTypeRule } from '../labels/label-type-rule.ts';
import { spdxLicenses } from '../labels/spdx-licenses.ts';

export const labelIsLicence = labelTypeRule({
  code: 'DL3054',
  fix: 'both',
  type: 'spdx',
  summary: 'Name the licence by its SPDX identifier',
  says: 'must be the SPDX identifier of one licence, such as Apache-2.0',
  mend: (value) => {
    const written = value.trim().toLowerCase();
    return (
      spelled(written, 'safe') ??
      // What the licences of GNU were called before the list said which of the two is meant.
      (written.endsWith('+')
        ? spelled(`${written.slice(0, -1)}-or-later`, 'safe')
        : spelled(`${written}-only`, 'review'))
    );
  },
});

function spelled(written: string, safety: 'safe' | 'review') {
  for (const value of spdxLicenses) if (value.toLowerCase() === written) return { value, safety };
  return undefined;
}
