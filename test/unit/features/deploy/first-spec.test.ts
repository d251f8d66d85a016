import { describe, expect, test } from 'vitest';
import { parseSpec } from '../../../../src/core/fargate/spec-file.ts';
import {
  exposedPort,
  firstSpecText,
  isPort,
  isServiceName,
  proposedName,
} from '../../../../src/features/deploy/first-spec.ts';

describe('a first quayside.yaml', () => {
  test.each([true, false])('is one that Quayside accepts (with Redis: %s)', (redis) => {
    const { spec, problems } = parseSpec(firstSpecText({ name: 'shop', port: 3000, redis }));
    expect(problems).toBeUndefined();
    expect(spec).toMatchObject({ name: 'shop', port: 3000 });
    expect(spec?.redis !== undefined).toBe(redis);
  });

  test.each([
    ['shop', 'shop'],
    ['My Shop (2)', 'my-shop-2'],
    ['2048', 'service'],
    ['a', 'service'],
    ['Étage', 'tage'],
    [`${'long-'.repeat(7)}name`, 'long-long-long-long-long-long-lo'],
  ])('is proposed for the folder %j as %j, which is allowed', (folder, name) => {
    expect(proposedName(folder)).toBe(name);
    expect(isServiceName(name)).toBe(true);
    expect(parseSpec(firstSpecText({ name, port: 80, redis: false })).problems).toBeUndefined();
  });

  test('takes the port that the last stage exposes', () => {
    expect(exposedPort('FROM node:22 AS build\nEXPOSE 9229\nFROM node:22-slim\nEXPOSE 3000/tcp\n')).toBe(3000);
    expect(exposedPort('FROM node:22\nEXPOSE $PORT\n')).toBeUndefined();
    expect(exposedPort('# EXPOSE 80\nFROM node:22\n')).toBeUndefined();
  });

  test('accepts ports that there are', () => {
    expect(['1', '80', '65535'].every(isPort)).toBe(true);
    expect(['0', '65536', '', '80a', '-1', '8.5'].some(isPort)).toBe(false);
  });
});
