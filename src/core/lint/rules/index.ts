import type { Rule } from '../rule.ts';
import { oneCaseForInstructions } from './ConsistentInstructionCasing-one-case.ts';
import { copyFromTheContext } from './CopyIgnoredFile-not-in-the-context.ts';
import { noInlineIgnore } from './DL1001-no-inline-ignore.ts';
import { absoluteWorkdir } from './DL3000-absolute-workdir.ts';
import { noHostTools } from './DL3001-no-host-tools.ts';
import { noRootUser } from './DL3002-no-root-user.ts';
import { workdirNotCd } from './DL3003-workdir-not-cd.ts';
import { noSudo } from './DL3004-no-sudo.ts';
import { tagTheImage } from './DL3006-tag-the-image.ts';
import { noLatestTag } from './DL3007-no-latest-tag.ts';
import { pinAptPackages } from './DL3008-pin-apt-packages.ts';
import { deleteAptLists } from './DL3009-delete-apt-lists.ts';
import { unpackWithAdd } from './DL3010-unpack-with-add.ts';
import { validPort } from './DL3011-valid-port.ts';
import { oneHealthcheck } from './DL3012-one-healthcheck.ts';
import { pinPipPackages } from './DL3013-pin-pip-packages.ts';
import { answerApt } from './DL3014-answer-apt.ts';
import { noRecommendedPackages } from './DL3015-no-recommended-packages.ts';
import { pinNpmPackages } from './DL3016-pin-npm-packages.ts';
import { pinApkPackages } from './DL3018-pin-apk-packages.ts';
import { noApkCache } from './DL3019-no-apk-cache.ts';
import { copyNotAdd } from './DL3020-copy-not-add.ts';
import { folderForSeveralFiles } from './DL3021-folder-for-several-files.ts';
import { copyFromAStage } from './DL3022-copy-from-a-stage.ts';
import { noCopyFromItself } from './DL3023-no-copy-from-itself.ts';
import { oneStageAName } from './DL3024-one-stage-a-name.ts';
import { execForm } from './DL3025-exec-form.ts';
import { trustedRegistry } from './DL3026-trusted-registry.ts';
import { aptGetNotApt } from './DL3027-apt-get-not-apt.ts';
import { pinGems } from './DL3028-pin-gems.ts';
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
import { noLoginRecords } from './DL3046-no-login-records.ts';
import { quietWget } from './DL3047-quiet-wget.ts';
import { validLabelName } from './DL3048-valid-label-name.ts';
import { requiredLabels } from './DL3049-required-labels.ts';
import { noOtherLabels } from './DL3050-no-other-labels.ts';
import { noEmptyLabel } from './DL3051-no-empty-label.ts';
import { labelIsUrl } from './DL3052-label-is-url.ts';
import { labelIsTime } from './DL3053-label-is-time.ts';
import { labelIsLicence } from './DL3054-label-is-licence.ts';
import { labelIsGitHash } from './DL3055-label-is-git-hash.ts';
import { labelIsVersion } from './DL3056-label-is-version.ts';
import { sayHowHealthy } from './DL3057-say-how-healthy.ts';
import { labelIsEmail } from './DL3058-label-is-email.ts';
import { joinRuns } from './DL3059-join-runs.ts';
import { cleanYarn } from './DL3060-clean-yarn.ts';
import { fromFirst } from './DL3061-from-first.ts';
import { pinGoPackages } from './DL3062-pin-go-packages.ts';
import { noReservedName } from './DL3063-no-reserved-name.ts';
import { noSecretsInVariables } from './DL3064-no-secrets-in-variables.ts';
import { noTargetPlatform } from './DL3065-no-target-platform.ts';
import { numericUser } from './DL3066-numeric-user.ts';
import { noCopyOfAWholeImage } from './DL3067-no-copy-of-a-whole-image.ts';
import { noMaintainer } from './DL4000-no-maintainer.ts';
import { curlOrWget } from './DL4001-curl-or-wget.ts';
import { oneCmd } from './DL4003-one-cmd.ts';
import { oneEntrypoint } from './DL4004-one-entrypoint.ts';
import { shellNotLink } from './DL4005-shell-not-link.ts';
import { setPipefail } from './DL4006-set-pipefail.ts';
import { stageNameOfItsOwn } from './DuplicateStageName-name-of-its-own.ts';
import { portAlone } from './ExposeInvalidFormat-port-alone.ts';
import { lowerCaseProtocol } from './ExposeProtoCasing-lower-case.ts';
import { asLikeFrom } from './FromAsCasing-like-from.ts';
import { noConstantPlatform } from './FromPlatformFlagConstDisallowed-no-constant.ts';
import { defaultThatWorks } from './InvalidDefaultArgInFrom-default-that-works.ts';
import { nameFirst } from './InvalidDefinitionDescription-name-first.ts';
import { jsonArguments } from './JSONArgsRecommended-exec-form.ts';
import { equalsSign } from './LegacyKeyValueFormat-equals-sign.ts';
import { labelForMaintainer } from './MaintainerDeprecated-label.ts';
import { keepTheLast } from './MultipleInstructionsDisallowed-keep-the-last.ts';
import { closeTheGap } from './NoEmptyContinuation-close-the-gap.ts';
import { noSshPort } from './QS1001-no-ssh-port.ts';
import { verifyCurl } from './QS1002-verify-curl.ts';
import { verifyWget } from './QS1003-verify-wget.ts';
import { verifyPackageIndex } from './QS1004-verify-package-index.ts';
import { verifyPythonHttps } from './QS1005-verify-python-https.ts';
import { verifyNodeTls } from './QS1006-verify-node-tls.ts';
import { signedApkPackages } from './QS1007-signed-apk-packages.ts';
import { signedAptPackages } from './QS1008-signed-apt-packages.ts';
import { signedRpmRepositories } from './QS1009-signed-rpm-repositories.ts';
import { verifyRpm } from './QS1010-verify-rpm.ts';
import { noForceYes } from './QS1011-no-force-yes.ts';
import { noLaxNpmVariable } from './QS1012-no-lax-npm-variable.ts';
import { strictNpm } from './QS1013-strict-npm.ts';
import { verifyGit } from './QS1014-verify-git.ts';
import { verifyYum } from './QS1015-verify-yum.ts';
import { noTrustedHostVariable } from './QS1016-no-trusted-host-variable.ts';
import { noPasswordInBuild } from './QS1017-no-password-in-build.ts';
import { installWhereYouUpdate } from './QS1018-install-where-you-update.ts';
import { leaveSystemFolders } from './QS1019-leave-system-folders.ts';
import { noSecretInText } from './QS1020-no-secret-in-text.ts';
import { noSecretFile } from './QS1021-no-secret-file.ts';
import { healthCheckOfTheTask } from './QS2001-health-check-of-the-task.ts';
import { portAbove1023 } from './QS2002-port-above-1023.ts';
import { nameAUser } from './QS2003-name-a-user.ts';
import { platformThatFargateRuns } from './QS2004-platform-that-fargate-runs.ts';
import { noLastingVolume } from './QS2005-no-lasting-volume.ts';
import { platformOfTheTask } from './QS2101-platform-of-the-task.ts';
import { portOfTheTask } from './QS2102-port-of-the-task.ts';
import { nothingTheBuilderRefuses } from './QS3001-nothing-the-builder-refuses.ts';
import { leaveTargetPlatformOut } from './RedundantTargetPlatform-leave-it-out.ts';
import { anotherStageName } from './ReservedStageName-another-name.ts';
import { mountSecrets } from './SecretsUsedInArgOrEnv-mount-them.ts';
import { lowerCaseStageName } from './StageNameCasing-lower-case.ts';
import { declareArgumentOfFrom } from './UndefinedArgInFrom-declare-it.ts';
import { defineVariableFirst } from './UndefinedVar-define-it-first.ts';
import { absoluteWorkdirFirst } from './WorkdirRelativePath-absolute-first.ts';

/** Every rule, in the order of the folder; a test holds the two together. */
export const rules: readonly Rule[] = [
  oneCaseForInstructions,
  copyFromTheContext,
  noInlineIgnore,
  absoluteWorkdir,
  noHostTools,
  noRootUser,
  workdirNotCd,
  noSudo,
  tagTheImage,
  noLatestTag,
  pinAptPackages,
  deleteAptLists,
  unpackWithAdd,
  validPort,
  oneHealthcheck,
  pinPipPackages,
  answerApt,
  noRecommendedPackages,
  pinNpmPackages,
  pinApkPackages,
  noApkCache,
  copyNotAdd,
  folderForSeveralFiles,
  copyFromAStage,
  noCopyFromItself,
  oneStageAName,
  execForm,
  trustedRegistry,
  aptGetNotApt,
  pinGems,
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
  noLoginRecords,
  quietWget,
  validLabelName,
  requiredLabels,
  noOtherLabels,
  noEmptyLabel,
  labelIsUrl,
  labelIsTime,
  labelIsLicence,
  labelIsGitHash,
  labelIsVersion,
  sayHowHealthy,
  labelIsEmail,
  joinRuns,
  cleanYarn,
  fromFirst,
  pinGoPackages,
  noReservedName,
  noSecretsInVariables,
  noTargetPlatform,
  numericUser,
  noCopyOfAWholeImage,
  noMaintainer,
  curlOrWget,
  oneCmd,
  oneEntrypoint,
  shellNotLink,
  setPipefail,
  stageNameOfItsOwn,
  portAlone,
  lowerCaseProtocol,
  asLikeFrom,
  noConstantPlatform,
  defaultThatWorks,
  nameFirst,
  jsonArguments,
  equalsSign,
  labelForMaintainer,
  keepTheLast,
  closeTheGap,
  noSshPort,
  verifyCurl,
  verifyWget,
  verifyPackageIndex,
  verifyPythonHttps,
  verifyNodeTls,
  signedApkPackages,
  signedAptPackages,
  signedRpmRepositories,
  verifyRpm,
  noForceYes,
  noLaxNpmVariable,
  strictNpm,
  verifyGit,
  verifyYum,
  noTrustedHostVariable,
  noPasswordInBuild,
  installWhereYouUpdate,
  leaveSystemFolders,
  noSecretInText,
  noSecretFile,
  healthCheckOfTheTask,
  portAbove1023,
  nameAUser,
  platformThatFargateRuns,
  noLastingVolume,
  platformOfTheTask,
  portOfTheTask,
  nothingTheBuilderRefuses,
  leaveTargetPlatformOut,
  anotherStageName,
  mountSecrets,
  lowerCaseStageName,
  declareArgumentOfFrom,
  defineVariableFirst,
  absoluteWorkdirFirst,
];
