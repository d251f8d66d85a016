import { expect, test } from 'vitest';
import { parseDockerfile } from '../../../../src/core/dockerfile/parse.ts';
import { isBuildCheck } from '../../../../src/core/lint/build-checks.ts';
import { type ConfigurationLayer, configurationFrom } from '../../../../src/core/lint/configuration.ts';
import { allRules, lint } from '../../../../src/core/lint/engine.ts';

/** `line code` of what is found, lines counted from 1. */
function found(text: string, layer: ConfigurationLayer = {}, compat = false): string[] {
  const findings = lint(parseDockerfile(text), { configuration: configurationFrom(layer), compat });
  return findings.map(({ line, code }) => `${line + 1} ${code}`);
}

/** An instruction that both rules speak of, by the codes of the two: that of hadolint, which is shown, first. */
const instructions: readonly (readonly [string, string, string])[] = [
  ['DL3000', 'WorkdirRelativePath', 'FROM a:1\nWORKDIR b'],
  ['DL3012', 'MultipleInstructionsDisallowed', 'FROM a:1\nHEALTHCHECK NONE\nHEALTHCHECK NONE'],
  ['DL3024', 'DuplicateStageName', 'FROM a:1 AS b\nFROM c:1 AS b'],
  ['DL3025', 'JSONArgsRecommended', 'FROM a:1\nCMD b'],
  ['DL3029', 'FromPlatformFlagConstDisallowed', 'FROM --platform=linux/amd64 a:1'],
  ['DL3063', 'ReservedStageName', 'FROM a:1 AS scratch'],
  ['DL3064', 'SecretsUsedInArgOrEnv', 'FROM a:1\nENV A_SECRET=1 A_TOKEN=2'],
  ['DL3065', 'RedundantTargetPlatform', 'FROM --platform=$TARGETPLATFORM a:1'],
  ['DL4000', 'MaintainerDeprecated', 'FROM a:1\nMAINTAINER b'],
  ['DL4003', 'MultipleInstructionsDisallowed', 'FROM a:1\nCMD ["b"]\nCMD ["c"]'],
  ['DL4004', 'MultipleInstructionsDisallowed', 'FROM a:1\nENTRYPOINT ["b"]\nENTRYPOINT ["c"]'],
];

test('every check of BuildKit that hadolint has a name for is tried', () => {
  const checks = allRules.filter(({ code }) => isBuildCheck(code));
  const pairs = checks.flatMap(({ code, twins = [] }) => twins.map((twin) => `${twin} ${code}`));
  expect(instructions.map(([one, other]) => `${one} ${other}`)).toEqual(pairs.sort());
});

test.each(instructions)('%s and %s are one finding, which either name silences', (shown, other, text) => {
  const lines = text.split('\n');
  const last = lines.length;
  const above = (comment: string) => [...lines.slice(0, -1), comment, lines.at(-1)].join('\n');
  expect(found(text)).toEqual([`${last} ${shown}`]);
  for (const code of [shown, other]) {
    expect(found(text, { ignored: [code] }), 'in the configuration').toEqual([]);
    expect(found(`# hadolint global ignore=${code}\n${text}`), 'in the file').toEqual([]);
  }
  expect(found(above(`# hadolint ignore=${shown}`)), 'on the instruction').toEqual([]);
  expect(found(`# check=skip=${other}\n${text}`), 'for the builder').toEqual([]);
});

test('a comment on the instruction may give either name', () => {
  expect(found('FROM a:1\n# hadolint ignore=WorkdirRelativePath\nWORKDIR b\n')).toEqual([]);
  expect(found('FROM a:1\n# check=skip=WorkdirRelativePath\nWORKDIR b\n')).toEqual([]);
});

test('only the finding of both is silent, not what one of the rules says elsewhere', () => {
  expect(found('# check=skip=WorkdirRelativePath\nFROM a:1\nWORKDIR b\nWORKDIR c\n')).toEqual(['4 DL3000']);
});

test('where comments are to silence nothing, the one for the builder silences nothing of hadolint’s', () => {
  const text = '# check=skip=WorkdirRelativePath\nFROM a:1\nWORKDIR b\n';
  expect(found(text, { disableIgnorePragma: true })).toEqual(['3 DL3000']);
  expect(found(text, { disableIgnorePragma: true, ignored: ['WorkdirRelativePath'] })).toEqual([]);
});

test('hadolint knows its own names alone', () => {
  const text = 'FROM a:1\nWORKDIR b\n';
  expect(found(text, { ignored: ['WorkdirRelativePath'] }, true)).toEqual(['2 DL3000']);
  expect(found(`# check=skip=WorkdirRelativePath\n${text}`, {}, true)).toEqual(['3 DL3000']);
  expect(found('FROM a:1\n# hadolint ignore=WorkdirRelativePath\nWORKDIR b\n', {}, true)).toEqual(['3 DL3000']);
});
