import { expect, test } from 'vitest';
import { configurationFrom, severityOf } from '../../../../src/core/lint/configuration.ts';
import { withSettings } from '../../../../src/core/lint/editor-settings.ts';

test('settings that say nothing change nothing', () => {
  const file = { ignored: ['DL3008'], override: { error: ['DL3015'] }, trustedRegistries: ['docker.io'] };
  expect(withSettings({}, file)).toEqual(configurationFrom(file));
});

test('what a setting ignores is joined to what the file ignores', () => {
  const { ignored } = withSettings({ ignored: ['DL3006'] }, { ignored: ['DL3008'] });
  expect([...ignored]).toEqual(['DL3008', 'DL3006']);
});

test.each([
  ['shows what the file ignores', { ignored: ['DL3008'] }, { DL3008: 'info' }, 'info'],
  ['makes mild what the file makes worse', { override: { error: ['DL3008'] } }, { DL3008: 'style' }, 'style'],
  ['hides what the file makes worse', { override: { error: ['DL3008'] } }, { DL3008: 'ignore' }, 'ignore'],
  ['leaves other codes alone', { override: { error: ['DL3008'] } }, { DL3009: 'style' }, 'error'],
  ['says nothing with a word that it does not know', { override: { error: ['DL3008'] } }, { DL3008: 'mild' }, 'error'],
])('a severity by code %s', (_, file, severity, expected) => {
  expect(severityOf('DL3008', 'warning', withSettings({ severity }, file))).toBe(expected);
});

test('a severity has the last word over the list of ignored codes, which stands beside it', () => {
  const configuration = withSettings({ ignored: ['DL3008'], severity: { DL3008: 'error' } }, {});
  expect(severityOf('DL3008', 'warning', configuration)).toBe('error');
});

test('the environment has its say below the file, and a setting for a code above both', () => {
  const environment = { ignored: ['DL3006', 'DL3008'], strictLabels: true, disableIgnorePragma: true };
  const file = { ignored: ['DL3007'], strictLabels: false };
  const configuration = withSettings({ severity: { DL3008: 'error' } }, file, environment);
  expect([...configuration.ignored]).toEqual(['DL3006', 'DL3007']);
  expect(configuration).toMatchObject({ strictLabels: false, disableIgnorePragma: true });
  expect(severityOf('DL3008', 'warning', configuration)).toBe('error');
});

test('registries are joined', () => {
  const { trustedRegistries } = withSettings(
    { trustedRegistries: ['a.example'] },
    { trustedRegistries: ['docker.io'] },
    { trustedRegistries: ['b.example'] },
  );
  expect(trustedRegistries).toEqual(['b.example', 'docker.io', 'a.example']);
});

test.each([
  [{ ignored: 'DL3008' }],
  [{ ignored: [1, null] }],
  [{ severity: ['DL3008'] }],
  [{ severity: null }],
  [{ trustedRegistries: {} }],
])('what has not the right shape says nothing: %j', (settings) => {
  expect(withSettings(settings, {})).toEqual(configurationFrom());
});
