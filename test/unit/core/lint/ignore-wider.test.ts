import { expect, test } from 'vitest';
import { parseDockerfile } from '../../../../src/core/dockerfile/parse.ts';
import { lint } from '../../../../src/core/lint/engine.ts';
import type { Finding } from '../../../../src/core/lint/finding.ts';
import { ignoreInFile, ignoreInStage, ignoreOnInstruction } from '../../../../src/core/lint/ignore-wider.ts';
import { applyEdits } from '../../../../src/core/text.ts';

const codesIn = (text: string, compat = false) =>
  lint(parseDockerfile(text), { compat }).map(({ line, code }) => `${line + 1} ${code}`);

function findingOf(text: string, code: string): Finding {
  const finding = lint(parseDockerfile(text)).find((one) => one.code === code);
  if (!finding) throw new Error(`There is no ${code} in ${text}`);
  return finding;
}

const inStage = (text: string, code: string) => {
  const edits = ignoreInStage(parseDockerfile(text), findingOf(text, code));
  return edits && applyEdits(text, edits);
};

const inFile = (text: string, code: string) => applyEdits(text, ignoreInFile(parseDockerfile(text), code) ?? []);

test.each([
  [
    'above its FROM',
    'FROM a:1\nFROM b:1\nWORKDIR x\nWORKDIR y\n',
    'FROM a:1\n# hadolint stage ignore=DL3000\nFROM b:1\nWORKDIR x\nWORKDIR y\n',
  ],
  [
    'below a FROM that has a comment of its own',
    '# hadolint ignore=DL3006\nFROM a\nWORKDIR x\n',
    '# hadolint ignore=DL3006\nFROM a\n# hadolint stage ignore=DL3000\n\nWORKDIR x\n',
  ],
  [
    'below such a FROM, where a line that is there parts it from the first instruction',
    '# hadolint ignore=DL3006\nFROM a\n# note\nWORKDIR x\n',
    '# hadolint ignore=DL3006\nFROM a\n# hadolint stage ignore=DL3000\n# note\nWORKDIR x\n',
  ],
  [
    'below the last line of such a FROM, with its line breaks',
    '# hadolint ignore=DL3006\r\nFROM a \\\r\n  AS b\r\nWORKDIR x\r\n',
    '# hadolint ignore=DL3006\r\nFROM a \\\r\n  AS b\r\n# hadolint stage ignore=DL3000\r\n\r\nWORKDIR x\r\n',
  ],
  [
    'in the comment above its FROM',
    '# hadolint stage ignore=DL3003 , DL3002\nFROM a:1\nWORKDIR x\n',
    '# hadolint stage ignore=DL3003 , DL3002,DL3000\nFROM a:1\nWORKDIR x\n',
  ],
  [
    'in the comment below its FROM',
    'FROM a:1\n#hadolint stage ignore=DL3003\n\nWORKDIR x\n',
    'FROM a:1\n#hadolint stage ignore=DL3003,DL3000\n\nWORKDIR x\n',
  ],
  [
    'and not in a comment that the released hadolint begins to obey too late',
    'FROM a:1\n\n#hadolint stage ignore=DL3003\nWORKDIR x\n',
    '# hadolint stage ignore=DL3000\nFROM a:1\n\n#hadolint stage ignore=DL3003\nWORKDIR x\n',
  ],
  [
    'and not in a comment that begins too late',
    'FROM a:1\nWORKDIR x\n# hadolint stage ignore=DL3003\nWORKDIR y\n',
    '# hadolint stage ignore=DL3000\nFROM a:1\nWORKDIR x\n# hadolint stage ignore=DL3003\nWORKDIR y\n',
  ],
  [
    'below the directives',
    '# escape=`\nFROM a:1\nWORKDIR x\n',
    '# escape=`\n# hadolint stage ignore=DL3000\nFROM a:1\nWORKDIR x\n',
  ],
])('a code is ignored in a stage %s', (_, text, expected) => {
  const ignored = inStage(text, 'DL3000');
  expect(ignored).toBe(expected);
  for (const compat of [false, true]) {
    expect(codesIn(text, compat).filter((entry) => entry.endsWith('DL3000')).length).toBeGreaterThan(0);
    expect(codesIn(ignored ?? '', compat).filter((entry) => entry.endsWith('DL3000'))).toEqual([]);
  }
});

test('a stage cannot ignore what its FROM is told', () => {
  expect(inStage('FROM a\nRUN b\n', 'DL3006')).toBeUndefined();
});

test.each([
  ['at the top', 'FROM a\n', '# hadolint global ignore=DL3006\nFROM a\n'],
  ['with the line breaks of the file', 'FROM a\r\n', '# hadolint global ignore=DL3006\r\nFROM a\r\n'],
  [
    'below the directives, which have to come first',
    '# syntax=docker/dockerfile:1\n# escape=`\n\nFROM a\n',
    '# syntax=docker/dockerfile:1\n# escape=`\n# hadolint global ignore=DL3006\n\nFROM a\n',
  ],
  [
    'in the comment that is there, which names codes of ours too',
    'FROM a\n# hadolint global ignore=QS1005, StageNameCasing\n',
    'FROM a\n# hadolint global ignore=QS1005, StageNameCasing,DL3006\n',
  ],
  [
    'in the comment that is there, before its remark',
    'FROM a\n# hadolint global ignore=DL3000 # old\n',
    'FROM a\n# hadolint global ignore=DL3000,DL3006 # old\n',
  ],
  ['behind a byte order mark', '\ufeffFROM a\n', '\ufeff# hadolint global ignore=DL3006\nFROM a\n'],
])('a code is ignored in a file %s', (_, text, expected) => {
  expect(codesIn(text)).toHaveLength(1);
  const ignored = inFile(text, 'DL3006');
  expect(ignored).toBe(expected);
  expect(codesIn(ignored)).toEqual([]);
});

test('a code that a comment cannot name is not written into one', () => {
  const dockerfile = parseDockerfile('FROM a\n');
  expect(ignoreInFile(dockerfile, 'FromAsCasing')).toBeUndefined();
  expect(
    ignoreInStage(dockerfile, { ...findingOf('FROM a\n', 'DL3006'), code: 'FromAsCasing', line: 1 }),
  ).toBeUndefined();
});

test('a comment for the stage goes on to hold when FROM gets one of its own', () => {
  const text = '# hadolint stage ignore=DL3000\nFROM a\nWORKDIR x\n';
  const edits = ignoreOnInstruction(parseDockerfile(text), findingOf(text, 'DL3006'));
  const ignored = applyEdits(text, edits);
  expect(ignored).toBe('# hadolint ignore=DL3006\nFROM a\n# hadolint stage ignore=DL3000\n\nWORKDIR x\n');
  for (const compat of [false, true]) expect(codesIn(ignored, compat)).toEqual([]);
});

test('other instructions are ignored by one comment above', () => {
  const text = 'FROM a:1\nWORKDIR x';
  const edits = ignoreOnInstruction(parseDockerfile(text), findingOf(text, 'DL3000'));
  expect(applyEdits(text, edits)).toBe('FROM a:1\n# hadolint ignore=DL3000\nWORKDIR x');
});

test('codes of ours are ignored like those of hadolint', () => {
  const text = 'FROM a:1\nENV PYTHONHTTPSVERIFY=0\n';
  expect(inFile(text, 'QS1005')).toBe(`# hadolint global ignore=QS1005\n${text}`);
  expect(inStage(text, 'QS1005')).toBe(`# hadolint stage ignore=QS1005\n${text}`);
});
