import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { parseDockerfile } from '../../../../src/core/dockerfile/parse.ts';
import { lint } from '../../../../src/core/lint/engine.ts';
import type { Finding } from '../../../../src/core/lint/finding.ts';
import { compatibleFixes, fixAll } from '../../../../src/core/lint/fix-all.ts';
import { rules } from '../../../../src/core/lint/rules/index.ts';
import { conformanceFolder, goldenFiles, goldens } from './conformance-data.ts';

/** Thousands of files, perhaps on a machine that has other work. */
vi.setConfig({ testTimeout: 120_000 });

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

test('fixes keep comments and line breaks, and bring nothing new, whatever stands beside what', () => {
  const line = fc.constantFrom(
    ...[
      'FROM debian',
      'FROM alpine:3 AS b',
      'FROM b',
      'USER root',
      '',
      '# note',
      '# hadolint ignore=DL3059',
      'WORKDIR $x',
    ],
    ...[
      'from b as Final',
      'FROM alpine:3 as Final',
      'FROM Final',
      'From debian',
      'FROM --platform=$TARGETPLATFORM debian AS t',
      'COPY --from=Final a b',
      'copy a /b',
      'Env A=1',
      'ENV A b c',
      'label a b',
      'EXPOSE 8080:80/TCP 90/Udp',
      'RUN a \\\n\n  b',
      'RUN a \\\n \n# note\n\n  && b',
      'SHELL ["/bin/ash", "-c"]',
    ],
    ...[
      'RUN a',
      '  RUN b',
      '\tRUN\tx',
      'RUN a \\\n  b',
      'RUN a \\\n# note\n  && b',
      'RUN a | b',
      'RUN cd x; rm *.c $(b)',
      'RUN echo `a` "`b`" \\\n # note\n $x > $y',
      'RUN a; b',
      'RUN a \\',
      'RUN ["a"]',
    ],
    ...[
      'RUN apt-get update',
      'RUN apt-get update && \\\n    apt-get install -y x',
      'RUN apt-get install x',
      'RUN pip install x',
    ],
    ...[
      'RUN --mount=type=cache,target=/x \\\n pip install y',
      'RUN <<EOF\napt-get update\nEOF',
      'RUN apt-get update `\n && c',
    ],
    ...[
      'ADD a b',
      'ADD ["a", "b"]',
      'ADD a.tgz c',
      'CMD a b',
      'CMD a "b c" \\\n  d',
      'ENTRYPOINT x',
      'HEALTHCHECK CMD curl x',
    ],
    ...[
      'SHELL ["/bin/bash", "-c"]',
      'WORKDIR a',
      'WORKDIR /a',
      'ONBUILD RUN apt-get update',
      'ONBUILD RUN pip install x',
    ],
    ...[
      'RUN curl -fskL x \\\n  --insecure',
      'RUN curl \\\n# note\n  -k \\\n  x',
      'RUN curl \\\n# note\n  -k',
      'RUN pip install --trusted-host y \\\n  x',
      'RUN GIT_SSL_NO_VERIFY=1 git -c http.sslVerify=0 clone x',
      'RUN <<EOF\nexport PYTHONHTTPSVERIFY=0 A=1\nnpm set strict-ssl false\nwget --no-check-certificate x\nEOF',
    ],
    ...[
      'ENV GIT_SSL_NO_VERIFY=1',
      'ENV PIP_TRUSTED_HOST=x \\\n  A=1 \\\n# note\n  NPM_CONFIG_STRICT_SSL=false',
      'ARG PYTHONHTTPSVERIFY=0',
      'EXPOSE 22',
      'EXPOSE 22 80 \\\n  22/tcp',
      'ONBUILD ENV GIT_SSL_NO_VERIFY=1 A=2',
    ],
    ...[
      'MAINTAINER me',
      'maintainer "a" b',
      'LABEL A=1 \\\n# note\n  b=2 "C"=3',
      'LABEL Org.Opencontainers.image.authors="x"',
      'ONBUILD LABEL A=1',
    ],
    ...[
      'FROM --platform=$TARGETPLATFORM a',
      'FROM --platform=x \\\n# note\n  scratch',
      'ENV A=1 B=$A',
      'ENV \\\n  A=1 \\\n  B=$A C=$B',
      'COPY a b c',
      'COPY --from=B . .',
      'COPY --from=a / .',
      'CMD ["a"]',
      'HEALTHCHECK NONE',
      'ENTRYPOINT \\\n# note\n  ["x"]',
    ],
    ...[
      'RUN cd /x && a',
      'RUN cd /x && \\\n  a && \\\n# note\n  b',
      'RUN sudo apt-get install y',
      'RUN apt update && apt install -y z',
      'RUN apk add x',
      'RUN ["apk", "add", "x"]',
      'RUN wget x',
      'RUN useradd -u 1000000 x',
      'RUN yarn install && \\\n  a',
      'RUN rm /bin/sh && ln -s /bin/bash /bin/sh',
      'ONBUILD RUN sudo yarn install',
    ],
  );
  const file = fc
    .tuple(
      fc.constantFrom('', '# escape=`\n'),
      fc.array(line, { minLength: 1, maxLength: 10 }),
      fc.constantFrom('\n', '\r\n'),
    )
    .map(([directive, lines, lineBreak]) => `${directive}${lines.join('\n')}\n`.replaceAll('\n', lineBreak));
  const notes = (text: string) => text.split('# note').length;
  fc.assert(
    fc.property(file, fc.boolean(), (text, includeReview) => {
      const before = countBefore(text, includeReview);
      const { text: mended, remaining } = fixAll(text, { includeReview });
      for (const [code, count] of countByCode(remaining)) expect(count).toBeLessThanOrEqual(before.get(code) ?? 0);
      expect(remaining.filter(({ fix }) => fix && (includeReview || fix.safety === 'safe'))).toEqual([]);
      expect(notes(mended)).toBe(notes(text));
      if (text.includes('\r\n')) expect(mended).not.toMatch(/[^\r]\n/);
    }),
    { numRuns: 2000 },
  );
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
        const before = countBefore(text, includeReview);
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

/** What sudo and apt hide from the rules for what they run has been there before they went. */
const unveiling = rules.filter(({ code }) => code === 'DL3004' || code === 'DL3027');

function countBefore(text: string, includeReview: boolean): Map<string, number> {
  const counts = countByCode(lint(parseDockerfile(text)));
  const { text: unveiled } = fixAll(text, { includeReview, rules: unveiling });
  if (unveiled === text) return counts;
  for (const [code, count] of countByCode(lint(parseDockerfile(unveiled)))) {
    counts.set(code, Math.max(count, counts.get(code) ?? 0));
  }
  return counts;
}

function countByCode(findings: readonly Finding[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { code } of findings) counts.set(code, (counts.get(code) ?? 0) + 1);
  return counts;
}
