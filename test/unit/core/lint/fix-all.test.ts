import { describe, expect, test } from 'vitest';
import { parseDockerfile } from '../../../../src/core/dockerfile/parse.ts';
import { lint } from '../../../../src/core/lint/engine.ts';
import type { Finding } from '../../../../src/core/lint/finding.ts';
import { compatibleFixes, fixAll } from '../../../../src/core/lint/fix-all.ts';
import { conformanceFolder, goldenFiles, goldens } from './conformance-data.ts';

test('every safe fix of a file is applied, and those that need a look are not', () => {
  const text = `FROM debian:12.5
RUN apt-get update && apt-get install -y curl=7.88.*
RUN pip install flask==3.0.3
ADD app /app
CMD python -m app
`;
  const { text: mended, fixed, remaining } = fixAll(text);
  expect(mended).toBe(`FROM debian:12.5
RUN apt-get update && apt-get install -y curl=7.88.* && rm -rf /var/lib/apt/lists/*
RUN pip install --no-cache-dir flask==3.0.3
COPY app /app
CMD ["python", "-m", "app"]
`);
  expect(fixed.map(({ code }) => code)).toEqual(['DL3009', 'DL3042', 'DL3020', 'DL3025']);
  expect(remaining.map(({ code }) => code)).toEqual(['DL3015']);
});

test('fixes that need a look are applied when asked for', () => {
  const { text } = fixAll('FROM alpine:3.20\nWORKDIR app\nRUN a | b\nRUN c | d\n', { includeReview: true });
  expect(text).toBe(
    'FROM alpine:3.20\nWORKDIR /app\nSHELL ["/bin/ash", "-eo", "pipefail", "-c"]\nRUN a | b\nRUN c | d\n',
  );
});

test('a fix that another one opens the way for is applied too', () => {
  const { text } = fixAll('FROM debian:12\nRUN apt-get update\nRUN apt-get install -y curl=1\n');
  expect(text).toBe(
    'FROM debian:12\nRUN apt-get update \\\n    && apt-get install -y curl=1 \\\n    && rm -rf /var/lib/apt/lists/*\n',
  );
});

test('a silenced finding is left as it is', () => {
  const text = 'FROM a:1\n# hadolint ignore=DL3020\nADD x /x\n';
  expect(fixAll(text)).toMatchObject({ text, fixed: [], remaining: [] });
});

test('of fixes in each other’s way the first is applied', () => {
  const finding = (code: string, start: number, end: number): Finding => ({
    code,
    severity: 'info',
    message: '',
    line: 0,
    range: { start, end },
    fix: { title: '', safety: 'safe', edits: [{ range: { start, end }, newText: '' }] },
  });
  const { findings } = compatibleFixes(
    [finding('A', 0, 5), finding('B', 5, 6), finding('C', 7, 8), finding('D', 4, 9)],
    false,
  );
  expect(findings.map(({ code }) => code)).toEqual(['A', 'C']);
});

const texts = conformanceFolder === undefined ? [] : goldenFiles.flatMap(goldens).map(({ dockerfile }) => dockerfile);

describe.runIf(texts.length > 0)('on every Dockerfile of the conformance data', () => {
  test.each([
    ['the safe fixes', false],
    ['all fixes', true],
  ])(
    '%s leave nothing that they claim to mend, nothing new, and nothing to do for a second run',
    (_, includeReview) => {
      const wrong = texts.filter((text) => {
        const before = countByCode(lint(parseDockerfile(text)));
        const { text: mended, remaining } = fixAll(text, { includeReview });
        const hasNew = [...countByCode(remaining)].some(([code, count]) => count > (before.get(code) ?? 0));
        const hasFix = remaining.some(({ fix }) => fix?.safety === 'safe' || (includeReview && fix));
        return hasNew || hasFix || fixAll(mended, { includeReview }).text !== mended;
      });
      expect(wrong).toEqual([]);
      expect(texts.length).toBeGreaterThan(1000);
    },
  );
});

function countByCode(findings: readonly Finding[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { code } of findings) counts.set(code, (counts.get(code) ?? 0) + 1);
  return counts;
}
