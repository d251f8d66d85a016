import { describe, expect, test } from 'vitest';
import { parseDockerfile } from '../../../../src/core/dockerfile/parse.ts';
import type { ProofSide } from '../../../../src/core/proof/model.ts';
import { proofDocument } from '../../../../src/core/proof/report.ts';
import { compareTexts } from '../../../../src/core/proof/texts.ts';
import { ProofRecord } from '../../../../src/core/proof/verdict.ts';

const side: ProofSide = {
  dockerfile: '/x/Dockerfile',
  size: 1_500_000,
  layers: [{ instruction: 'RUN a | b `c`', line: 3, bytes: 1_500_000 }],
  seconds: { cold: 1.25, warm: undefined, sourceChange: undefined },
  start: undefined,
};
const files = {
  same: 1,
  removed: [{ reason: 'tests', count: 2, bytes: 10, examples: ['/t'] }],
  added: [],
  changed: [],
};
const difference = {
  rung: 'image',
  what: 'ENV A is gone',
  where: 'environment A',
  before: '1',
  after: undefined,
  beforeLine: 2,
  afterLine: undefined,
} as const;

function report(fill: (record: ProofRecord) => void) {
  const record = new ProofRecord();
  fill(record);
  return record.report(files, { before: side, after: side });
}

describe('the verdict', () => {
  test('is different for one difference, whatever could not be told', () => {
    const found = report((record) => {
      record.doubt('start', 'x');
      record.differ(difference);
    });
    expect([found.verdict, found.differences.length, found.doubts.length]).toEqual(['different', 1, 1]);
  });

  test('is open for one doubt, and equal for none', () => {
    expect(report((record) => record.doubt('build', 'x')).verdict).toBe('could-not-tell');
    expect(report((record) => record.rung('start', 'same', 'x')).verdict).toBe('equal');
  });

  test('is open when it was never come to a start', () => {
    expect(report(() => {}).verdict).toBe('could-not-tell');
  });

  test('puts differences in the order of the steps', () => {
    const found = report((record) => {
      record.differ({ ...difference, rung: 'start' });
      record.differ({ ...difference, rung: 'parse' });
    });
    expect(found.differences.map(({ rung }) => rung)).toEqual(['parse', 'start']);
  });
});

test('the document says the verdict, the places with their lines, sizes and reasons', () => {
  const text = proofDocument(report((record) => record.differ(difference)));
  expect(text).toContain('**Different: ');
  expect(text).toContain(
    '- Configuration of the images: ENV A is gone, `environment A` (line 2 before): `1` → nothing',
  );
  expect(text).toContain('| Build without cache | 1.3 s | 1.3 s |');
  expect(text).toContain('| 1.5 MB | 3 | `` RUN a \\| b `c` `` |');
  expect(text).toContain('| tests | 2 | 10 B | `/t` |');
  expect(text.endsWith('\n')).toBe(true);
});

describe('two texts', () => {
  const compare = (before: string, after: string, mayChange: readonly string[] = []) =>
    compareTexts(parseDockerfile(before), parseDockerfile(after), { args: {} }, new Set(mayChange));

  test.each<[before: string, after: string, state: string]>([
    ['FROM a\nCMD node x.js\n', 'FROM a\nCMD ["node", "x.js"]\n', 'same'],
    ['FROM a\nCMD node $X\n', 'FROM a\nCMD ["node", "$X"]\n', 'different'],
    ['FROM a\nCMD ["x"]\n', 'FROM b\nCMD ["x"]\n', 'unsure'],
    ['FROM a\nUSER 1\n', 'FROM a\n', 'different'],
  ])('%j and %j: %s', (before, after, state) => {
    expect(compare(before, after).state).toBe(state);
  });

  test('may differ where it is meant', () => {
    expect(compare('FROM a\n', 'FROM a\nUSER 1\n', ['user']).state).toBe('same');
  });
});
