import type { Rule } from '../rule.ts';
import { noInlineIgnore } from './DL1001-no-inline-ignore.ts';
import { absoluteWorkdir } from './DL3000-absolute-workdir.ts';
import { noRootUser } from './DL3002-no-root-user.ts';
import { tagTheImage } from './DL3006-tag-the-image.ts';
import { noLatestTag } from './DL3007-no-latest-tag.ts';
import { pinAptPackages } from './DL3008-pin-apt-packages.ts';
import { deleteAptLists } from './DL3009-delete-apt-lists.ts';
import { unpackWithAdd } from './DL3010-unpack-with-add.ts';
import { validPort } from './DL3011-valid-port.ts';
import { oneHealthcheck } from './DL3012-one-healthcheck.ts';
import { noRecommendedPackages } from './DL3015-no-recommended-packages.ts';
import { copyNotAdd } from './DL3020-copy-not-add.ts';
import { folderForSeveralFiles } from './DL3021-folder-for-several-files.ts';
import { copyFromAStage } from './DL3022-copy-from-a-stage.ts';
import { noCopyFromItself } from './DL3023-no-copy-from-itself.ts';
import { oneStageAName } from './DL3024-one-stage-a-name.ts';
import { execForm } from './DL3025-exec-form.ts';
import { trustedRegistry } from './DL3026-trusted-registry.ts';
import { noFixedPlatform } from './DL3029-no-fixed-platform.ts';
import { answerYum } from './DL3030-answer-yum.ts';
import { cleanYum } from './DL3032-clean-yum.ts';
import { pinYumPackages } from './DL3033-pin-yum-packages.ts';
import { answerZypper } from './DL3034-answer-zypper.ts';
import { noDistributionUpgrade } from './DL3035-no-distribution-upgrade.ts';
import { cleanZypper } from './DL3036-clean-zypper.ts';
import { pinZypperPackages } from './DL3037-pin-zypper-packages.ts';
import { answerDnf } from './DL3038-answer-dnf.ts';
import { cleanDnf } from './DL3040-clean-dnf.ts';
import { pinDnfPackages } from './DL3041-pin-dnf-packages.ts';
import { noPipCache } from './DL3042-no-pip-cache.ts';
import { noOnbuildOfThese } from './DL3043-no-onbuild-of-these.ts';
import { noOwnVariable } from './DL3044-no-own-variable.ts';
import { workdirBeforeCopy } from './DL3045-workdir-before-copy.ts';
import { sayHowHealthy } from './DL3057-say-how-healthy.ts';
import { joinRuns } from './DL3059-join-runs.ts';
import { fromFirst } from './DL3061-from-first.ts';
import { noReservedName } from './DL3063-no-reserved-name.ts';
import { noTargetPlatform } from './DL3065-no-target-platform.ts';
import { numericUser } from './DL3066-numeric-user.ts';
import { noCopyOfAWholeImage } from './DL3067-no-copy-of-a-whole-image.ts';
import { oneCmd } from './DL4003-one-cmd.ts';
import { oneEntrypoint } from './DL4004-one-entrypoint.ts';
import { setPipefail } from './DL4006-set-pipefail.ts';

/** Every rule, in the order of the folder; a test holds the two together. */
export const rules: readonly Rule[] = [
  noInlineIgnore,
  absoluteWorkdir,
  noRootUser,
  tagTheImage,
  noLatestTag,
  pinAptPackages,
  deleteAptLists,
  unpackWithAdd,
  validPort,
  oneHealthcheck,
  noRecommendedPackages,
  copyNotAdd,
  folderForSeveralFiles,
  copyFromAStage,
  noCopyFromItself,
  oneStageAName,
  execForm,
  trustedRegistry,
  noFixedPlatform,
  answerYum,
  cleanYum,
  pinYumPackages,
  answerZypper,
  noDistributionUpgrade,
  cleanZypper,
  pinZypperPackages,
  answerDnf,
  cleanDnf,
  pinDnfPackages,
  noPipCache,
  noOnbuildOfThese,
  noOwnVariable,
  workdirBeforeCopy,
  sayHowHealthy,
  joinRuns,
  fromFirst,
  noReservedName,
  noTargetPlatform,
  numericUser,
  noCopyOfAWholeImage,
  oneCmd,
  oneEntrypoint,
  setPipefail,
];
