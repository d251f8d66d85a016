import { expect, test } from 'vitest';
import { type ProofRow, summaryOf, tableOf } from '../../prove/table.ts';

const row: ProofRow = {
  name: 'go-api',
  ecosystem: 'go',
  before: 731_400_000,
  after: 8_250_000,
  coldBefore: 41.24,
  coldAfter: 40.5,
  rebuildBefore: 9,
  rebuildAfter: undefined,
  verdict: 'equal',
};

test('a row tells both sizes, both times and the verdict', () => {
  expect(tableOf([row]).split('\n')[2]).toBe('| go-api | go | 731.4 | 8.3 | 41.2 → 40.5 | 9.0 → – | equal |');
});

test('the reason of a verdict cannot break the table', () => {
  const [, , line] = tableOf([{ ...row, verdict: 'different', reason: 'PATH is a|b\nnot a' }]).split('\n');
  expect(line).toContain('different: PATH is a\\|b not a |');
});

test('the share of equal ones is counted over what was built and proposed', () => {
  const rows = [
    row,
    row,
    row,
    { ...row, verdict: 'different' as const },
    { ...row, verdict: 'does not build' as const },
  ];
  expect(summaryOf(rows)).toBe('3 of 4 equal (75 %), 1 different, 1 does not build');
});
