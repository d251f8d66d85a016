import { describe, expect, test } from 'vitest';
import { bytes, progressText } from '../../../src/core/amounts.ts';

describe('an amount of bytes', () => {
  test.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [89_650_000, '89.7 MB'],
    [5_000_000_000_000_000, '5000.0 TB'],
  ])('%d is %s', (count, said) => expect(bytes(count)).toBe(said));
});

describe('a step of progress says', () => {
  test('how many of how many', () => {
    expect(progressText({ message: 'RUN npm ci', done: 3, total: 6, unit: 'steps' })).toBe('RUN npm ci (3 of 6 steps)');
  });
  test('bytes in units that a person reads', () => {
    const event = { message: 'Sending the build context', done: 1_200_000, total: 5_400_000, unit: 'bytes' };
    expect(progressText(event)).toBe('Sending the build context (1.2 MB of 5.4 MB)');
  });
  test('what is done where the end is not known', () => {
    expect(progressText({ message: 'Reading', done: 200, unit: 'findings' })).toBe('Reading (200 findings)');
  });
  test('nothing more where nothing is counted, or the message counts itself', () => {
    expect(progressText({ message: 'Planning' })).toBe('Planning');
    expect(progressText({ message: 'Building', done: 0, total: 0, unit: 'steps' })).toBe('Building');
    expect(progressText({ message: '1 of 2 tasks run', done: 1, total: 2, unit: 'tasks' })).toBe('1 of 2 tasks run');
  });
});
