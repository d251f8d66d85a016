import { expect, test } from 'vitest';
import { type ProofRow, summaryOf, tableOf, UNMEASURED } from '../../prove/table.ts';

const row: ProofRow = {
  name: 'go-api',
  ecosystem: 'go',
  image: { before: 931_400_000, after: 20_250_000 },
  above: { before: 731_400_000, after: 8_250_000 },
  byHand: 8_000_000,
  cold: { before: 41.24, after: 40.5 },
  rebuild: { before: 9, after: undefined },
  verdict: 'equal',
};

test('a row tells the sizes, how they compare with work by hand, both times and the verdict', () => {
  expect(tableOf([row]).split('\n')[2]).toBe(
    '| go-api | go | 931.4 → 20.3 | 731.4 → 8.3 | 8.0 | 1.03 | 41.2 → 40.5 | 9.0 → – | equal |',
  );
});

test('what was measured nowhere has no column', () => {
  const unmeasured = { ...row, byHand: undefined, cold: UNMEASURED, rebuild: UNMEASURED };
  expect(tableOf([unmeasured]).split('\n')[0]).toBe(
    '| application | builds with | image, MB | above its base, MB | verdict |',
  );
  expect(tableOf([unmeasured, row]).split('\n')[2]).toContain('| – | – | – | – | equal |');
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
    { ...row, verdict: 'unbuilt' as const },
  ];
  expect(summaryOf(rows)).toBe('3 of 4 equal (75 %), 1 different, 1 does not build, 1 unbuilt');
});
