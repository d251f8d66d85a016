import type { Rule } from '../rule.ts';
import { absoluteWorkdir } from './DL3000-absolute-workdir.ts';
import { noRootUser } from './DL3002-no-root-user.ts';
import { tagTheImage } from './DL3006-tag-the-image.ts';
import { noLatestTag } from './DL3007-no-latest-tag.ts';
import { pinAptPackages } from './DL3008-pin-apt-packages.ts';
import { deleteAptLists } from './DL3009-delete-apt-lists.ts';
import { noRecommendedPackages } from './DL3015-no-recommended-packages.ts';
import { copyNotAdd } from './DL3020-copy-not-add.ts';
import { execForm } from './DL3025-exec-form.ts';
import { noPipCache } from './DL3042-no-pip-cache.ts';
import { noOnbuildOfThese } from './DL3043-no-onbuild-of-these.ts';
import { joinRuns } from './DL3059-join-runs.ts';
import { fromFirst } from './DL3061-from-first.ts';
import { setPipefail } from './DL4006-set-pipefail.ts';

/** Every rule, in the order of the folder; a test holds the two together. */
export const rules: readonly Rule[] = [
  absoluteWorkdir,
  noRootUser,
  tagTheImage,
  noLatestTag,
  pinAptPackages,
  deleteAptLists,
  noRecommendedPackages,
  copyNotAdd,
  execForm,
  noPipCache,
  noOnbuildOfThese,
  joinRuns,
  fromFirst,
  setPipefail,
];
