import { expect, test } from 'vitest';
import { monthlyEstimate } from '../../../../src/core/fargate/prices.ts';

test('a quarter of a vCPU with half a gigabyte costs about nine dollars a month', () => {
  const { lines } = monthlyEstimate({ cpu: 256, memory: 512, architecture: 'x86_64', count: 1 }, 2);
  expect(lines[0]).toEqual({ what: '1 × Fargate task', dollars: 9.01 });
});

test('arm costs less, and every public address is counted', () => {
  const { lines, total } = monthlyEstimate({ cpu: 512, memory: 1024, architecture: 'arm64', count: 2 }, 2);
  expect(lines.map((line) => line.dollars)).toEqual([28.84, 16.43, 14.6]);
  expect(total).toBe(59.87);
});
