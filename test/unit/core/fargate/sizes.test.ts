import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cpuUnits, memoryMiB, sizeAdvice, sizes } from '../../../../src/core/fargate/sizes.ts';

test.each([
  [256, 256],
  ['512', 512],
  ['1 vCPU', 1024],
  ['.25vcpu', 256],
  ['16 vCPUs', 16384],
  ['much', undefined],
  [true, undefined],
])('%j is so many CPU units', (written, units) => {
  expect(cpuUnits(written)).toBe(units);
});

test.each([
  [512, 512],
  ['1GB', 1024],
  ['0.5 gb', 512],
  ['2 GiB', 2048],
  ['512 MiB', 512],
  ['30 G', 30720],
  ['lots', undefined],
])('%j is so many MiB', (written, mebibytes) => {
  expect(memoryMiB(written)).toBe(mebibytes);
});

test('every size in the table is left alone', () => {
  for (const { cpu, memory } of sizes) {
    for (const each of memory) expect(sizeAdvice(cpu, each)).toBeUndefined();
  }
});

test('advice is always a size that is in the table', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...sizes.map((row) => row.cpu)),
      fc.integer({ min: 1, max: 200_000 }),
      (cpu, memory) => {
        const advice = sizeAdvice(cpu, memory);
        if (!advice) return;
        expect(sizeAdvice(cpu, advice.memory)).toBeUndefined();
        if (advice.other) {
          expect(sizeAdvice(advice.other.cpu, advice.other.memory)).toBeUndefined();
          expect(advice.other.memory).toBeGreaterThanOrEqual(memory);
        }
      },
    ),
  );
});
