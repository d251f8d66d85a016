/** Checks of BuildKit that a comment may name. */
const buildChecks = [
  ...['ConsistentInstructionCasing', 'CopyIgnoredFile', 'DuplicateStageName', 'ExposeInvalidFormat'],
  ...['ExposeProtoCasing', 'FromAsCasing', 'FromPlatformFlagConstDisallowed', 'InvalidBaseImagePlatform'],
  ...['InvalidDefaultArgInFrom', 'InvalidDefinitionDescription', 'JSONArgsRecommended', 'LegacyKeyValueFormat'],
  ...['MaintainerDeprecated', 'MultipleInstructionsDisallowed', 'NoEmptyContinuation', 'RedundantTargetPlatform'],
  ...['ReservedStageName', 'SecretsUsedInArgOrEnv', 'StageNameCasing', 'UndefinedArgInFrom', 'UndefinedVar'],
  'WorkdirRelativePath',
];

const ofHadolint = '[DLSC0-9]+';
// The longer ones come first: `S` and `StageNameCasing` begin alike.
const code = `(?:QS\\d{4}|${buildChecks.join('|')}|${ofHadolint})`;

const listOf = (one: string) => `${one}(?:[ \\t]*,[ \\t]*${one})*`;

/**
 * Source of a pattern for the codes that a comment silences, parted by commas. Hadolint takes whatever
 * consists of the letters and digits of its own codes and ShellCheck's; where one name does not, it has no
 * eye for the whole comment. Our codes and the names of BuildKit's checks are the exception to that.
 */
export const codesInComment = listOf(code);

/** The same without that exception. */
export const codesForHadolint = listOf(ofHadolint);
