import { describe, expect, test } from 'vitest';
import { parseDockerfile } from '../../../../../src/core/dockerfile/parse.ts';
import { lint } from '../../../../../src/core/lint/engine.ts';
import type { Finding } from '../../../../../src/core/lint/finding.ts';
import { reportNamed } from '../../../../../src/core/lint/reports/index.ts';
import type { LintedFile } from '../../../../../src/core/lint/reports/report.ts';
import { absoluteWorkdir } from '../../../../../src/core/lint/rules/DL3000-absolute-workdir.ts';
import { tagTheImage } from '../../../../../src/core/lint/rules/DL3006-tag-the-image.ts';
import { pinAptPackages } from '../../../../../src/core/lint/rules/DL3008-pin-apt-packages.ts';
import { noRecommendedPackages } from '../../../../../src/core/lint/rules/DL3015-no-recommended-packages.ts';
import { validLabelName } from '../../../../../src/core/lint/rules/DL3048-valid-label-name.ts';
import { rules } from '../../../../../src/core/lint/rules/index.ts';
import { readXml } from './read-xml.ts';

const text = 'FROM a\nLABEL A=1\nRUN true \\\n  && apt-get install -y b\nRUM x\nWORKDIR x\n';
const fewRules = [absoluteWorkdir, tagTheImage, pinAptPackages, noRecommendedPackages, validLabelName];

function linted(file: string, source: string): LintedFile {
  const dockerfile = parseDockerfile(source);
  return { file, lines: dockerfile.lines, findings: lint(dockerfile, { rules: fewRules }) };
}

const files = [linted('x/Dockerfile', text), linted('clean', 'FROM a:1\n')];
const write = (name: string, of: readonly LintedFile[] = files) =>
  reportNamed(name).write(of, { color: false, version: '1.2.3' });

/** A name and a message in which everything is that a format may trip over. */
const awkward: LintedFile = {
  ...linted('we ird&"<é>\'/#?%', 'FROM a:1\n'),
  findings: [
    {
      code: 'SC1000',
      severity: 'error',
      message: '<a> & "b"\n\t\0\ud800 ]]> é\u{1f600}',
      range: { start: 0, end: 0 },
      line: 0,
    },
  ],
};

test('the example has one finding of each severity, and what the builder cannot read', () => {
  expect(files[0]?.findings.map(({ code, severity, line }) => `${line} ${code} ${severity}`)).toEqual([
    '0 DL3006 warning',
    '1 DL3048 style',
    '2 DL3015 info',
    '2 DL3008 warning',
    '4 DL1000 error',
    '5 DL3000 error',
  ]);
});

test('a format that there is not is refused with those that there are', () => {
  expect(() => reportNamed('xml')).toThrow(
    expect.objectContaining({
      code: 'unknown-report-format',
      action: {
        says: 'Choose one of tty, json, checkstyle, codeclimate, gitlab_codeclimate, gnu, codacy, sonarqube, sarif, junit.',
      },
    }),
  );
});

describe('checkstyle', () => {
  test('has a file with its errors at their true places, and a file without', () => {
    const root = readXml(write('checkstyle').trimEnd());
    expect(root).toMatchObject({ name: 'checkstyle', attributes: { version: '4.3' } });
    expect(root.children.map(({ name, attributes }) => [name, attributes])).toEqual([
      ['file', { name: 'x/Dockerfile' }],
      ['file', { name: 'clean' }],
    ]);
    const errors = root.children[0]?.children.map(({ name, attributes: a }) => [
      name,
      a.line,
      a.column,
      a.severity,
      a.source,
    ]);
    expect(errors).toEqual([
      ['error', '1', '6', 'warning', 'DL3006'],
      ['error', '2', '7', 'style', 'DL3048'],
      ['error', '4', '6', 'info', 'DL3015'],
      ['error', '4', '25', 'warning', 'DL3008'],
      ['error', '5', '1', 'error', 'DL1000'],
      ['error', '6', '9', 'error', 'DL3000'],
    ]);
    expect(root.children[0]?.children[0]?.attributes.message).toBe(tagTheImage.summary);
  });

  test('escapes what XML takes for its own and replaces what it cannot have', () => {
    const file = readXml(write('checkstyle', [awkward]).trimEnd()).children[0];
    expect(file?.attributes.name).toBe(awkward.file);
    expect(file?.children[0]?.attributes.message).toBe('<a> & "b"\n\t\ufffd\ufffd ]]> é\u{1f600}');
  });
});

describe('codeclimate', () => {
  test('has issues on the lines of their instructions, with NUL behind each', () => {
    const issues = write('codeclimate').split('\0');
    expect(issues.pop()).toBe('');
    expect(issues.map((issue) => JSON.parse(issue)).slice(2, 5)).toEqual([
      {
        type: 'issue',
        check_name: 'DL3015',
        description: noRecommendedPackages.summary,
        categories: ['Bug Risk'],
        location: { path: 'x/Dockerfile', lines: { begin: 3, end: 3 } },
        severity: 'info',
      },
      expect.objectContaining({ check_name: 'DL3008', severity: 'major' }),
      expect.objectContaining({
        check_name: 'DL1000',
        severity: 'blocker',
        location: {
          path: 'x/Dockerfile',
          positions: { begin: { line: 5, column: 1 }, end: { line: 5, column: 4 } },
        },
      }),
    ]);
  });

  test('is empty where nothing is found', () => {
    expect(write('codeclimate', files.slice(1))).toBe('');
  });
});

describe('gitlab_codeclimate', () => {
  const issues = (of: readonly LintedFile[]): { check_name: string; fingerprint: string }[] =>
    JSON.parse(write('gitlab_codeclimate', of));

  test('has the issues in one array, each with a fingerprint of its own', () => {
    const twice = [...files, linted('x/Dockerfile', text)];
    expect(issues(files).map((issue) => issue.check_name)).toEqual(files[0]?.findings.map(({ code }) => code));
    const fingerprints = issues(twice).map(({ fingerprint }) => fingerprint);
    for (const fingerprint of fingerprints) expect(fingerprint).toMatch(/^[0-9a-f]{32}$/);
    expect(new Set(fingerprints).size).toBe(12);
  });

  test('keeps the fingerprint of what has only moved', () => {
    const moved = linted('x/Dockerfile', `# a note\n\n${text}`);
    expect(issues([moved]).map(({ fingerprint }) => fingerprint)).toEqual(
      issues(files).map(({ fingerprint }) => fingerprint),
    );
  });

  test('is an empty array where nothing is found', () => {
    expect(write('gitlab_codeclimate', files.slice(1))).toBe('[]\n');
  });
});

test('gnu has a line a finding', () => {
  const lines = write('gnu').split('\n');
  expect(lines[0]).toBe(`quayside:x/Dockerfile:1: DL3006 warning: ${tagTheImage.summary}`);
  expect(lines[2]).toBe(`quayside:x/Dockerfile:3: DL3015 info: ${noRecommendedPackages.summary}`);
  expect(lines[4]).toMatch(/^quayside:x\/Dockerfile:5:1: \S/);
  expect(lines).toHaveLength(7);
  expect(write('gnu', [awkward]).split('\n')).toHaveLength(2);
});

test('codacy has an object a line', () => {
  const objects = write('codacy').trimEnd().split('\n');
  expect(objects.map((object) => JSON.parse(object)).slice(2, 4)).toEqual([
    { filename: 'x/Dockerfile', line: 3, message: noRecommendedPackages.summary, patternId: 'DL3015' },
    { filename: 'x/Dockerfile', line: 3, message: expect.any(String), patternId: 'DL3008' },
  ]);
  expect(write('codacy', files.slice(1))).toBe('');
});

describe('sonarqube', () => {
  const issues = (of = files) => JSON.parse(write('sonarqube', of)).issues;

  test('has issues with true ranges, whose columns count from 0', () => {
    expect(issues()[3]).toEqual({
      engineId: 'Quayside',
      ruleId: 'DL3008',
      severity: 'MAJOR',
      type: 'CODE_SMELL',
      primaryLocation: {
        message: expect.any(String),
        filePath: 'x/Dockerfile',
        textRange: { startLine: 4, endLine: 4, startColumn: 24, endColumn: 25 },
      },
    });
    expect(issues().map((issue: { severity: string; type: string }) => `${issue.severity} ${issue.type}`)).toEqual([
      'MAJOR CODE_SMELL',
      'INFO CODE_SMELL',
      'MINOR CODE_SMELL',
      'MAJOR CODE_SMELL',
      'BLOCKER BUG',
      'CRITICAL BUG',
    ]);
  });

  test('has no columns for a range without characters', () => {
    expect(issues([awkward])[0].primaryLocation.textRange).toEqual({ startLine: 1, endLine: 1 });
  });
});

describe('sarif', () => {
  const log = (of: readonly LintedFile[] = files) => JSON.parse(write('sarif', of));

  test('names the tool and describes each rule that has a finding, with its page and level', () => {
    const { $schema, version, runs } = log();
    expect([$schema, version]).toEqual(['https://json.schemastore.org/sarif-2.1.0.json', '2.1.0']);
    expect(runs).toHaveLength(1);
    const { driver } = runs[0].tool;
    expect(driver.name).toBe('Quayside');
    expect(driver.rules.map(({ id, defaultConfiguration: { level } }: RuleDescriptor) => `${id} ${level}`)).toEqual([
      'DL1000 error',
      'DL3000 error',
      'DL3006 warning',
      'DL3008 warning',
      'DL3015 note',
      'DL3048 note',
    ]);
    expect(driver.rules[2]).toMatchObject({
      shortDescription: { text: tagTheImage.summary },
      helpUri: 'https://github.com/quayside/quayside/blob/main/docs/rules/DL3006.md',
    });
  });

  test('has results with true regions, which find their rule', () => {
    const { results, tool, columnKind } = log().runs[0];
    expect(columnKind).toBe('utf16CodeUnits');
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
    expect(results[3]).toMatchObject({
      ruleId: 'DL3008',
      level: 'warning',
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'x/Dockerfile' },
            region: { startLine: 4, startColumn: 25, endLine: 4, endColumn: 26, sourceLanguage: 'dockerfile' },
          },
        },
      ],
    });
  });

  test('brings the fixes and the places that belong to a finding', () => {
    const [result] = log([linted('Dockerfile', 'FROM a:1\nLABEL A=1 B=2\n')]).runs[0].results;
    expect(result.relatedLocations[0].physicalLocation.region).toMatchObject({ startLine: 2, startColumn: 11 });
    const [{ description, artifactChanges }] = result.fixes;
    expect(description.text).toBe('Write a');
    expect(artifactChanges[0].replacements[1]).toEqual({
      deletedRegion: { startLine: 2, startColumn: 11, endLine: 2, endColumn: 12 },
      insertedContent: { text: 'b' },
    });
  });

  test('writes paths as URIs', () => {
    const uri = (file: string) =>
      log([{ ...awkward, file }]).runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri;
    expect(uri(awkward.file)).toBe("we%20ird%26%22%3C%C3%A9%3E'/%23%3F%25");
    expect(uri('/srv/a b')).toBe('file:///srv/a%20b');
    expect(uri('C:\\app\\Dockerfile')).toBe('file:///C:/app/Dockerfile');
  });

  test('leads from the codes of ShellCheck to its own pages', () => {
    const { results, tool } = log([awkward]).runs[0];
    expect(tool.driver.rules[0]).toEqual({
      id: 'SC1000',
      shortDescription: { text: 'A finding of ShellCheck: SC1000' },
      helpUri: 'https://www.shellcheck.net/wiki/SC1000',
    });
    expect(results[0].locations[0].physicalLocation.region.sourceLanguage).toBe('sh');
  });

  test('describes the codes of scripts that we know as it does the others, and names the version', () => {
    const dockerfile = parseDockerfile('FROM a:1\nRUN echo $x\n');
    const file = { file: 'Dockerfile', lines: dockerfile.lines, findings: lint(dockerfile) };
    const { driver } = log([file]).runs[0].tool;
    expect(driver).toMatchObject({ version: '1.2.3' });
    const described = driver.rules.find(({ id }: { id: string }) => id === 'SC2086');
    expect(described).toMatchObject({
      shortDescription: { text: expect.stringContaining('double quotes') },
      helpUri: 'https://www.shellcheck.net/wiki/SC2086',
      defaultConfiguration: { level: 'note' },
    });
  });

  test('is a run without results where nothing is found', () => {
    expect(log(files.slice(1)).runs[0]).toMatchObject({ results: [], tool: { driver: { rules: [] } } });
  });
});

describe('junit', () => {
  test('has a suite a file, a failure a finding, and an error for what the builder cannot read', () => {
    const root = readXml(write('junit').trimEnd());
    expect(root.name).toBe('testsuites');
    expect(root.children.map(({ name, attributes }) => ({ name, ...attributes }))).toMatchObject([
      { name: 'x/Dockerfile', tests: '6', failures: '5', errors: '1' },
      { name: 'clean', tests: '0', failures: '0', errors: '0' },
    ]);
    const tests = root.children[0]?.children ?? [];
    expect(tests[2]).toMatchObject({
      name: 'testcase',
      attributes: { id: 'quayside.rule.DL3015', name: 'DL3015 in line 4', classname: 'x/Dockerfile' },
      children: [
        {
          name: 'failure',
          attributes: { id: 'DL3015', message: noRecommendedPackages.summary, type: 'info' },
          text: `File: x/Dockerfile\nLine: 3\nCategory: Quayside - Dockerfile Static Analysis\ninfo: ${noRecommendedPackages.summary}\n`,
        },
      ],
    });
    expect(tests[4]).toMatchObject({
      attributes: { id: 'quayside.error' },
      children: [{ name: 'error', text: expect.stringMatching(/^Parse Error in x\/Dockerfile\nLine: 5\nColumn: 1\n/) }],
    });
  });

  test('escapes what XML takes for its own', () => {
    const [failure] = readXml(write('junit', [awkward]).trimEnd()).children[0]?.children[0]?.children ?? [];
    expect(failure?.text).toContain(`File: ${awkward.file}\n`);
    expect(failure?.text).toContain('error: <a> & "b"\n\t\ufffd\ufffd ]]> é\u{1f600}\n');
  });
});

test('every format takes every rule, and ends with a line break unless it ends with NUL', () => {
  const findings: Finding[] = rules.map(({ code, severity, summary }) => ({
    code,
    severity,
    message: summary,
    range: { start: 5, end: 6 },
    line: 0,
  }));
  const all = [{ ...linted('Dockerfile', 'FROM a\n'), findings }];
  for (const name of [
    'tty',
    'json',
    'checkstyle',
    'gitlab_codeclimate',
    'gnu',
    'codacy',
    'sonarqube',
    'sarif',
    'junit',
  ]) {
    expect(write(name, all), name).toMatch(/\n$/);
  }
  expect(write('codeclimate', all)).toMatch(/\0$/);
});

interface RuleDescriptor {
  readonly id: string;
  readonly defaultConfiguration: { readonly level: string };
}
