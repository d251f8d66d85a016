import { describe, expect, test } from 'vitest';
import { parseDockerfile } from '../../../../src/core/dockerfile/parse.ts';
import { explainBuildFailure } from '../../../../src/core/image/build-failure.ts';
import { instructionOfStep } from '../../../../src/core/image/failed-instruction.ts';

const stages = `# syntax=docker/dockerfile:1
ARG BASE=node:22
FROM \${BASE} AS build
WORKDIR /src
COPY . .
RUN npm ci && \\
    # the tests too
    npm test
RUN npm ci
FROM build
ENV NAME=x
RUN echo \${NAME} /$NAME
RUN npm ci
RUN <<EOF
make
EOF
`;

describe('the instruction of a step', () => {
  const lineOf = (step: string) => {
    const found = instructionOfStep(step, parseDockerfile(stages));
    return found && found.line + 1;
  };
  test.each([
    ['[build 1/5] FROM docker.io/library/node:22', 3],
    ['[build 2/5] WORKDIR /src', 4],
    ['[build 4/5] RUN npm ci &&     npm test', 6],
    ['[linux/arm64 build 5/5] RUN npm ci', 9],
    ['[stage-1 1/3] RUN echo x /x', 12],
    ['[stage-1 2/3] RUN npm ci', 13],
    ['[stage-1 3/3] RUN <<EOF (make)', 14],
    ['[4/9] COPY . .', 5],
    ['[internal] load build context', undefined],
  ])('%s stands on line %s', (step, line) => expect(lineOf(step)).toBe(line));

  test('of two that read alike the one at that place is meant', () => {
    const twins = parseDockerfile('FROM a\nRUN exit 1\nRUN exit 1\nCOPY x y');
    expect(instructionOfStep('[2/4] RUN exit 1', twins)?.line).toBe(1);
    expect(instructionOfStep('[3/4] RUN exit 1', twins)?.line).toBe(2);
  });
});

describe('why a build failed', () => {
  const explain = (message: string, step?: string, output: string[] = [], target?: string) =>
    explainBuildFailure({ message, step, output, target }, parseDockerfile(stages));

  test('a line that cannot be read is named by the builder', () => {
    expect(explain('dockerfile parse error on line 7: unknown instruction: FOO')).toMatchObject({
      says: 'The Dockerfile cannot be read: unknown instruction: FOO.',
      line: 7,
    });
  });

  test('a stage that is not there is answered with those that are', () => {
    expect(explain('target stage "prod" could not be found', undefined, [], 'prod').says).toBe(
      'The Dockerfile has no stage “prod”; it has build.',
    );
  });

  test('a base image is found through the default of its ARG', () => {
    const says = explain(
      'node:22: failed to resolve source metadata for docker.io/library/node:22: docker.io/library/node:22: not found',
      '[internal] load metadata for docker.io/library/node:22',
    );
    expect(says).toMatchObject({
      says: 'The base image “node:22” cannot be pulled: it was not found in its registry.',
      line: 3,
    });
  });

  test('a frontend that cannot be had is blamed on the syntax line', () => {
    const message =
      'failed to resolve source metadata for docker.io/docker/dockerfile:1: failed to do request: dial tcp: no such host';
    expect(explain(message)).toMatchObject({
      line: 1,
      says: expect.stringContaining('its registry cannot be reached'),
    });
  });

  test('a file that COPY misses is named', () => {
    const message = 'failed to calculate checksum of ref x::y: "/package.json": not found';
    expect(explain(message, '[build 3/5] COPY . .')).toMatchObject({
      says: 'COPY asks for “package.json”, which is not in the build context.',
      line: 5,
    });
  });

  test('engines before 23 say the same in other words', () => {
    const frame = 'failed to solve with frontend dockerfile.v0: failed to create LLB definition: ';
    expect(explain(`${frame}dockerfile parse error line 6: unknown instruction: FOO`)).toMatchObject({
      says: 'The Dockerfile cannot be read: unknown instruction: FOO.',
      line: 6,
    });
    const head =
      'failed to do request: Head "https://registry-1.docker.io/v2/library/node/manifests/22": dial tcp: no such host';
    expect(explain(frame + head)).toMatchObject({
      says: 'The base image “node:22” cannot be pulled: its registry cannot be reached.',
      line: 3,
    });
    expect(explain('failed to compute cache key: "/ghost" not found: not found', '[build 3/5] COPY . .').says).toBe(
      'COPY asks for “ghost”, which is not in the build context.',
    );
  });

  test('a command that failed is quoted with its last words', () => {
    const failed = explain(
      'process "/bin/sh -c npm ci" did not complete successfully: exit code: 1',
      '[build 5/5] RUN npm ci',
      ['npm error code E404', ''],
    );
    expect(failed).toMatchObject({ says: '“RUN npm ci” ended with exit code 1: npm error code E404', line: 9 });
  });

  test('a program of another architecture is told from a failing one', () => {
    const message = 'process "/bin/sh -c npm ci" did not complete successfully: exit code: 255';
    expect(explain(message, '[build 5/5] RUN npm ci', ['exec /bin/sh: exec format error']).says).toContain(
      'exec format error',
    );
  });

  test('what is not known is passed on, at the instruction that it quotes', () => {
    expect(explain('unsupported thing "npm test"')).toMatchObject({
      says: 'The build failed at “RUN npm ci && …”: unsupported thing "npm test".',
      line: 6,
    });
  });
});
