import { expect, test } from 'vitest';
import { parseDockerfile } from '../../../../src/core/dockerfile/parse.ts';
import { type ConfigurationLayer, configurationFrom } from '../../../../src/core/lint/configuration.ts';
import { lint } from '../../../../src/core/lint/engine.ts';
import { ignoreHere } from '../../../../src/core/lint/suppressions.ts';
import { applyEdits } from '../../../../src/core/text.ts';

/** `line code` of what is found, lines counted from 1. */
function found(text: string, layer: ConfigurationLayer = {}): string[] {
  const findings = lint(parseDockerfile(text), { configuration: configurationFrom(layer) });
  return findings.map(({ line, code }) => `${line + 1} ${code}`);
}

test.each([
  ['# hadolint ignore=DL3002'],
  ['#hadolint ignore=DL3002'],
  ['  #  hadolint  ignore = DL3001 , DL3002 '],
  ['# hadolint ignore=DL3002 # the entry point steps down'],
])('a comment right above an instruction silences it: %s', (comment) => {
  expect(found(`FROM a:1\n${comment}\nUSER 0\n`)).toEqual([]);
});

test.each([
  ['one of ours', 'ENV PYTHONHTTPSVERIFY=0', 'QS1005'],
  ['one of ours among those of hadolint', 'ENV PYTHONHTTPSVERIFY=0', 'DL3059,QS1005,SC2086'],
  ['the name of a check of BuildKit, along with others', 'USER 0', 'StageNameCasing , DL3002'],
])('a comment may name %s', (_, instruction, codes) => {
  expect(found(`FROM a:1\n${instruction}\n`)).toHaveLength(1);
  expect(found(`FROM a:1\n# hadolint ignore=${codes}\n${instruction}\n`)).toEqual([]);
  expect(found(`# hadolint global ignore=${codes}\nFROM a:1\n${instruction}\n`)).toEqual([]);
});

test('a comment that names one of ours silences nothing in compat mode, as in hadolint', () => {
  const text = 'FROM a:1\n# hadolint ignore=QS1005,DL3002\nUSER 0\n';
  expect(found(text)).toEqual([]);
  expect(lint(parseDockerfile(text), { compat: true }).map(({ code }) => code)).toEqual(['DL3002']);
});

test('the configuration may name our codes too', () => {
  const text = 'FROM a:1\nENV PYTHONHTTPSVERIFY=0\n';
  expect(found(text, { ignored: ['QS1005'] })).toEqual([]);
  expect(found(text, { override: { error: ['QS2003'] } })).toEqual(['1 QS2003', '2 QS1005']);
});

test.each([
  ['a blank line between', '# hadolint ignore=DL3002\n\n'],
  ['another comment between', '# hadolint ignore=DL3002\n# note\n'],
  ['a name that cannot be a code', '# hadolint ignore=crazy,DL3002\n'],
  ['a name that is nearly one of ours', '# hadolint ignore=QS101,DL3002\n'],
  ['words behind the codes', '# hadolint ignore=DL3002 because\n'],
  ['words behind the codes of a stage', '# hadolint stage ignore=DL3002 # because\n'],
  ['another code', '# hadolint ignore=DL3003\n'],
  ['another tool', '# hadolinter ignore=DL3002\n'],
  ['a second comment with another code below', '# hadolint ignore=DL3002\n# hadolint ignore=DL3003\n'],
])('a comment silences nothing with %s', (_, comment) => {
  expect(found(`FROM a:1\n${comment}USER 0\n`).map((entry) => entry.split(' ')[1])).toEqual(['DL3002']);
});

test('a comment inside an instruction silences nothing', () => {
  expect(found('FROM a:1\nUSER \\\n# hadolint global ignore=DL3002\n 0\n')).toEqual(['2 DL3002']);
});

test('a global comment silences its codes in the whole file, wherever it stands', () => {
  expect(found('FROM debian\nUSER 0\n# hadolint global ignore=DL3006,DL3002\n')).toEqual([]);
});

test('a comment for a stage holds from the line below it to the next FROM', () => {
  const text = 'FROM a:1\nWORKDIR a\n# hadolint stage ignore=DL3000\nWORKDIR b\n\nWORKDIR c\nFROM b:1\nWORKDIR d\n';
  expect(found(text)).toEqual(['2 DL3000', '8 DL3000']);
});

test('a comment for a stage above its FROM leaves that FROM visible and covers the next one', () => {
  const text = '# hadolint stage ignore=DL3000,DL3006\nFROM a\nWORKDIR b\nFROM b\nWORKDIR c\n';
  expect(found(text)).toEqual(['2 DL3006', '5 DL3000']);
});

test('comments silence nothing where the configuration says so', () => {
  const text = '# hadolint global ignore=DL3006\nFROM debian\n';
  expect(found(text)).toEqual([]);
  expect(found(text, { disableIgnorePragma: true })).toEqual(['2 DL3006']);
});

test('what does not parse cannot be silenced', () => {
  expect(found('# hadolint global ignore=DL1000\nFROM a:1\n# hadolint ignore=DL1000\nRUM x\n')).toEqual(['4 DL1000']);
});

test.each([
  [
    'above the instruction, as it is indented',
    'FROM a:1\r\n  USER 0\r\n',
    'FROM a:1\r\n  # hadolint ignore=DL3002\r\n  USER 0\r\n',
  ],
  [
    'above the first line of a continued one',
    'FROM a:1\nUSER \\\n  0\n',
    'FROM a:1\n# hadolint ignore=DL3002\nUSER \\\n  0\n',
  ],
  [
    'in the comment that is there',
    'FROM a:1\n# hadolint ignore=DL3001 # old\nUSER 0\n',
    'FROM a:1\n# hadolint ignore=DL3001,DL3002 # old\nUSER 0\n',
  ],
  [
    'below a comment for the whole stage',
    'FROM a:1\n# hadolint stage ignore=DL3001\nUSER 0\n',
    'FROM a:1\n# hadolint stage ignore=DL3001\n# hadolint ignore=DL3002\nUSER 0\n',
  ],
])('a finding is ignored %s', (_, text, expected) => {
  const dockerfile = parseDockerfile(text);
  const [finding] = lint(dockerfile);
  const ignored = applyEdits(text, [ignoreHere(dockerfile, finding as NonNullable<typeof finding>)]);
  expect(ignored).toBe(expected);
  expect(found(ignored)).toEqual([]);
});
