import { expect, test } from 'vitest';
import { parseDockerfile } from '../../../../../src/core/dockerfile/parse.ts';
import { lint } from '../../../../../src/core/lint/engine.ts';
import { defineRule } from '../../../../../src/core/lint/rule.ts';
import { around } from '../../../../../src/core/lint/shell/script-finding.ts';
import { applyEdits } from '../../../../../src/core/text.ts';

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

test('a rule is asked once for scripts that are the same, and its findings and fixes stand in each of their places', () => {
  const asked: string[] = [];
  const rules = [
    defineRule({
      code: 'QS9999',
      severity: 'info',
      fix: 'safe',
      summary: 'Say it politely',
      script: (program, report) => {
        asked.push(program.text);
        for (const command of program.commands('give'))
          report(command, { title: 'Ask', safety: 'safe', edits: around(command, 'please ', ' me') });
      },
    }),
  ];
  const text = 'FROM a\nRUN give\n RUN \\\n  # twice\n  give\nRUN give it\n';
  const lintedTwice = [text, text].map((one) => lint(parseDockerfile(one), { rules }));
  expect(lintedTwice[1]).toEqual(lintedTwice[0]);
  expect(asked).toEqual(['give', 'give it']);
  const edits = lintedTwice[1]?.flatMap(({ fix }) => fix?.edits ?? []) ?? [];
  expect(applyEdits(text, edits)).toBe(
    'FROM a\nRUN please give me\n RUN \\\n  # twice\n  please give me\nRUN please give it me\n',
  );
});
