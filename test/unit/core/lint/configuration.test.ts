import { expect, test } from 'vitest';
import { configurationFrom, reaches, severityOf, thresholds } from '../../../../src/core/lint/configuration.ts';
import { decodeConfigurationFile } from '../../../../src/core/lint/configuration-file.ts';

test('a complete file is decoded', () => {
  const { layer, problems } = decodeConfigurationFile(`
failure-threshold: warning
format: json
ignored: [DL3008, SC2086]
override:
  error: [DL3015]
  style:
    - DL3006
trustedRegistries:
  - docker.io
  - "*.example.com"
label-schema:
  author: text
  url: url
strict-labels: true
disable-ignore-pragma: true
no-fail: true
no-color: true
verbose: false
`);
  expect(problems).toEqual([]);
  expect(layer).toEqual({
    failureThreshold: 'warning',
    format: 'json',
    ignored: ['DL3008', 'SC2086'],
    override: { error: ['DL3015'], style: ['DL3006'] },
    trustedRegistries: ['docker.io', '*.example.com'],
    labelSchema: { author: 'text', url: 'url' },
    strictLabels: true,
    disableIgnorePragma: true,
    noFail: true,
    noColor: true,
    verbose: false,
  });
});

test.each(['', '# nothing yet\n', 'ignored:\n', '---\n'])('a file that says nothing is fine: %j', (text) => {
  const { layer, problems } = decodeConfigurationFile(text);
  expect(problems).toEqual([]);
  expect(configurationFrom(layer)).toEqual(configurationFrom());
});

test.each([
  ['failure-threshold: bad', 'unknown-value', 'bad'],
  ['ignored: DL3006', 'wrong-type', 'DL3006'],
  ['no-fail: perhaps', 'wrong-type', 'perhaps'],
  ['label-schema:\n  a: number', 'unknown-value', 'number'],
  ['override: [DL3006]', 'wrong-type', '[DL3006]'],
  ['- DL3006', 'wrong-type', '- DL3006'],
])('a wrong value is found at its place and nothing of the file applies: %j', (text, kind, place) => {
  const { layer, problems } = decodeConfigurationFile(`${text}\n`);
  expect(problems.map((problem) => problem.kind)).toEqual([kind]);
  const { range, fatal } = problems[0] as NonNullable<(typeof problems)[0]>;
  expect(text.slice(range.start, range.end)).toBe(place);
  expect(fatal).toBe(true);
  expect(layer).toEqual({});
});

test('a file that is not YAML is told of at the line where it breaks', () => {
  const { layer, problems } = decodeConfigurationFile('ignored: [DL3006]\noverride: [\n');
  expect(problems[0]).toMatchObject({ kind: 'syntax', fatal: true });
  expect(problems[0]?.line).toBeGreaterThan(0);
  expect(layer).toEqual({});
});

test('an unknown key is told of, and the rest of the file applies', () => {
  const { layer, problems } = decodeConfigurationFile('ignore: [DL3006]\nignored: [DL3007]\n');
  expect(problems).toMatchObject([{ kind: 'unknown-key', line: 0, fatal: false, range: { start: 0, end: 6 } }]);
  expect(layer).toEqual({ ignored: ['DL3007'] });
});

test('a later source wins, lists are joined, a label keeps its first type', () => {
  const configuration = configurationFrom(
    { failureThreshold: 'error', ignored: ['DL1'], labelSchema: { a: 'url' }, noFail: true },
    { failureThreshold: 'style', ignored: ['DL2'], labelSchema: { a: 'text', b: 'text' } },
    { trustedRegistries: ['x'], format: undefined },
  );
  expect(configuration.failureThreshold).toBe('style');
  expect([...configuration.ignored]).toEqual(['DL1', 'DL2']);
  expect([...configuration.labelSchema]).toEqual([
    ['a', 'url'],
    ['b', 'text'],
  ]);
  expect(configuration.noFail).toBe(true);
  expect(configuration.trustedRegistries).toEqual(['x']);
});

test('the worst override wins, and an ignored code is not shown whatever it is overridden with', () => {
  const configuration = configurationFrom({
    override: { info: ['DL1', 'DL2'], error: ['DL1'], style: ['DL3'] },
    ignored: ['DL3'],
  });
  expect(severityOf('DL1', 'style', configuration)).toBe('error');
  expect(severityOf('DL2', 'warning', configuration)).toBe('info');
  expect(severityOf('DL3', 'warning', configuration)).toBe('ignore');
  expect(severityOf('DL4', 'warning', configuration)).toBe('warning');
});

test('a threshold is reached by what is as bad or worse', () => {
  expect(thresholds.filter((threshold) => reaches('info', threshold))).toEqual(['info', 'style', 'ignore']);
});
