import { describe, expect, test } from 'vitest';
import { parseDockerfile } from '../../../../src/core/dockerfile/parse.ts';
import { isBuildCheck } from '../../../../src/core/lint/build-checks.ts';
import { configurationFrom } from '../../../../src/core/lint/configuration.ts';
import { lint } from '../../../../src/core/lint/engine.ts';
import type { Finding } from '../../../../src/core/lint/finding.ts';
import { ignoreHere } from '../../../../src/core/lint/suppressions.ts';
import { applyEdits } from '../../../../src/core/text.ts';

const body = 'FROM a:1 as B\nENV A b\nCMD x\n';

/** `code severity` of what is found. */
function found(text: string): string[] {
  const findings = lint(parseDockerfile(text));
  return findings.map(({ code, severity }) => `${code} ${severity}`);
}

const all = ['FromAsCasing warning', 'StageNameCasing warning', 'LegacyKeyValueFormat warning', 'DL3025 warning'];

test('a name of words is a check of BuildKit, a code is none', () => {
  expect(['StageNameCasing', 'JSONArgsRecommended'].every(isBuildCheck)).toBe(true);
  expect(['DL3006', 'SC2086', 'QS1001'].some(isBuildCheck)).toBe(false);
});

test.each([
  ['', all],
  ['# check=skip=StageNameCasing,FromAsCasing\n', ['LegacyKeyValueFormat warning', 'DL3025 warning']],
  ['#check=skip=all\n', ['DL3025 warning']],
  ['# syntax=docker/dockerfile:1\n# CHECK = skip=all # for now\n', ['DL3025 warning']],
  ['# check=error=true\n', all.map((entry) => entry.replace(/^([A-Z][a-z].*) warning/, '$1 error'))],
  ['# check=skip=FromAsCasing,StageNameCasing;error=1\n', ['LegacyKeyValueFormat error', 'DL3025 warning']],
  ['# check=skip=stagenamecasing\n', all],
  ['\n# check=skip=all\n\n', all],
  ['# a note\n# check=skip=StageNameCasing\n\n', all],
])('the directive %j is obeyed', (directive, expected) => {
  expect(found(directive + body)).toEqual(expected);
});

test('a comment of that form right above an instruction speaks for it alone', () => {
  const text = 'FROM a:1\n# check=skip=LegacyKeyValueFormat because\nENV A b\nENV C d\n';
  expect(lint(parseDockerfile(text)).map(({ code, line }) => `${line} ${code}`)).toEqual(['3 LegacyKeyValueFormat']);
});

test('the configuration switches checks off and weighs them, and the comments of hadolint leave them alone', () => {
  const configuration = configurationFrom({ ignored: ['FromAsCasing'], override: { info: ['StageNameCasing'] } });
  const codes = lint(parseDockerfile(body), { configuration }).map(({ code, severity }) => `${code} ${severity}`);
  expect(codes).toEqual(['StageNameCasing info', 'LegacyKeyValueFormat warning', 'DL3025 warning']);
});

describe('what two tools have a name for', () => {
  test('is said once', () => expect(found('FROM a:1\nCMD x\n')).toEqual(['DL3025 warning']));
  test('is not said at all where a comment silences it', () => {
    expect(found('FROM a:1\n# hadolint ignore=DL3025\nCMD x\n')).toEqual([]);
  });
});

test.each([
  ['', '# check=skip=StageNameCasing\n'],
  ['# check=skip=FromAsCasing\n', '# check=skip=FromAsCasing,StageNameCasing\n'],
  ['# check=error=true;skip=A\n', '# check=error=true;skip=A,StageNameCasing\n'],
  ['# check=error=true\n', '# check=skip=StageNameCasing;error=true\n'],
  ['# escape=`\n', '# check=skip=StageNameCasing\n# escape=`\n'],
  ['#!/usr/bin/env x\r\n', '#!/usr/bin/env x\r\n# check=skip=StageNameCasing\r\n'],
])('a check is switched off for the file: %j becomes %j', (before, after) => {
  const text = before + body;
  const dockerfile = parseDockerfile(text);
  const finding = lint(dockerfile).find(({ code }) => code === 'StageNameCasing') as Finding;
  const changed = applyEdits(text, [ignoreHere(dockerfile, finding)]);
  expect(changed).toBe(after + body);
  expect(found(changed).some((entry) => entry.startsWith('StageNameCasing'))).toBe(false);
});
