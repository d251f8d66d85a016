import { expect, test } from 'vitest';
import { parseDockerfile } from '../../../../../src/core/dockerfile/parse.ts';
import { lint } from '../../../../../src/core/lint/engine.ts';

const shellFindings = (text: string) =>
  lint(parseDockerfile(text)).flatMap(({ code, line }) => (code.startsWith('SC') ? `${line + 1} ${code}` : []));

test('what a script is told depends on what is set before it, however often the script was seen', () => {
  const unknown = 'FROM debian:12\nRUN frob $OPTIONS\n';
  const known = 'FROM debian:12\nARG OPTIONS\nRUN frob $OPTIONS\n';
  expect([unknown, known, unknown, known].map(shellFindings)).toEqual([['2 SC2086'], [], ['2 SC2086'], []]);
});

test('what a script is told depends on the shell that reads it, however often the script was seen', () => {
  const text =
    'FROM debian:12\nRUN a <(b)\nSHELL ["/bin/bash", "-c"]\nRUN a <(b)\nSHELL ["/bin/sh", "-c"]\nRUN a <(b)\n';
  expect(shellFindings(text)).toEqual(['2 SC3001', '6 SC3001']);
});
