import type { LabelType } from '../configuration.ts';
import { isEmailAddress } from './email-address.ts';
import { isSemanticVersion } from './semantic-version.ts';
import { spdxLicenses } from './spdx-licenses.ts';
import { isTimestamp } from './timestamp.ts';
import { isUri } from './uri.ts';

/** Whether a label of this type may have this value. */
export function isValidLabel(type: LabelType, value: string): boolean {
  return value !== '' && isOfType[type](value);
}

const isOfType: { readonly [T in LabelType]: (value: string) => boolean } = {
  text: () => true,
  url: isUri,
  semver: isSemanticVersion,
  hash: (value) => /^(?:[0-9a-f]{7}|[0-9a-f]{40})$/.test(value),
  rfc3339: isTimestamp,
  spdx: (value) => spdxLicenses.has(value.trimEnd()),
  email: isEmailAddress,
};
