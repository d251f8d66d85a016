import { expect, test } from 'vitest';
import { configurationFrom } from '../../../../src/core/lint/configuration.ts';
import { environmentLayer, variablesThatApply } from '../../../../src/core/lint/environment.ts';

const all = {
  HADOLINT_FORMAT: 'json',
  HADOLINT_FAILURE_THRESHOLD: 'error',
  HADOLINT_IGNORE: 'DL3006, DL3008,',
  HADOLINT_OVERRIDE_ERROR: 'DL3001',
  HADOLINT_OVERRIDE_WARNING: 'DL3002',
  HADOLINT_OVERRIDE_INFO: 'DL3003',
  HADOLINT_OVERRIDE_STYLE: 'DL3004',
  HADOLINT_TRUSTED_REGISTRIES: 'docker.io,a.example',
  HADOLINT_REQUIRE_LABELS: 'maintainer:email,a:b:text',
  HADOLINT_STRICT_LABELS: 'Yes',
  HADOLINT_DISABLE_IGNORE_PRAGMA: '1',
  HADOLINT_NOFAIL: 'on',
  HADOLINT_VERBOSE: 'no',
};

test('every variable of hadolint is read', () => {
  const { layer, unknown } = environmentLayer(all);
  expect(unknown).toEqual([]);
  expect(configurationFrom(layer)).toEqual(
    configurationFrom({
      format: 'json',
      failureThreshold: 'error',
      ignored: ['DL3006', 'DL3008'],
      override: { error: ['DL3001'], warning: ['DL3002'], info: ['DL3003'], style: ['DL3004'] },
      trustedRegistries: ['docker.io', 'a.example'],
      labelSchema: { maintainer: 'email', 'a:b': 'text' },
      strictLabels: true,
      disableIgnorePragma: true,
      noFail: true,
      verbose: false,
    }),
  );
});

test('an environment without them says nothing', () => {
  expect(configurationFrom(environmentLayer({ PATH: '/bin' }).layer)).toEqual(configurationFrom());
});

test('what is not known says nothing and is told of', () => {
  const { layer, unknown } = environmentLayer({
    HADOLINT_FAILURE_THRESHOLD: 'high',
    HADOLINT_REQUIRE_LABELS: 'a:colour,b:url',
  });
  expect(layer).toMatchObject({ failureThreshold: undefined, labelSchema: { b: 'url' } });
  expect(unknown.map(({ message }) => message)).toEqual([
    'There is no threshold `high`.',
    '`a:colour` names no label and type.',
  ]);
});

test('those that only say how a command tells of its findings mean nothing to an editor', () => {
  const others = ['FORMAT', 'FAILURE_THRESHOLD', 'NOFAIL', 'VERBOSE'].map((name) => `HADOLINT_${name}`);
  expect(variablesThatApply(all).sort()).toEqual(
    Object.keys(all)
      .filter((name) => !others.includes(name))
      .sort(),
  );
  expect(variablesThatApply({ HADOLINT_IGNORE: '' })).toEqual([]);
});
