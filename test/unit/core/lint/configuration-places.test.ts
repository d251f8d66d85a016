import { expect, test } from 'vitest';
import { isConfigurationName, personalConfigurations } from '../../../../src/core/lint/configuration-places.ts';

test('a person’s own configuration is looked for where hadolint looks, in its order', () => {
  expect(personalConfigurations('/home/ann', undefined)).toEqual([
    '/home/ann/.config/hadolint.yaml',
    '/home/ann/.config/hadolint.yml',
    '/home/ann/.hadolint/hadolint.yaml',
    '/home/ann/.hadolint/hadolint.yml',
    '/home/ann/.hadolint/config.yaml',
    '/home/ann/.hadolint/config.yml',
    '/home/ann/.hadolint.yaml',
    '/home/ann/.hadolint.yml',
  ]);
});

test('XDG_CONFIG_HOME takes the place of ~/.config, unless it is empty', () => {
  expect(personalConfigurations('/home/ann', '/etc/ann')[0]).toBe('/etc/ann/hadolint.yaml');
  expect(personalConfigurations('/home/ann', '')[0]).toBe('/home/ann/.config/hadolint.yaml');
});

test.each([
  ['.hadolint.yaml', true],
  ['.hadolint.yml', true],
  ['hadolint.yaml', false],
  ['.hadolint.json', false],
])('beside a Dockerfile %s is one: %s', (name, expected) => {
  expect(isConfigurationName(name)).toBe(expected);
});
