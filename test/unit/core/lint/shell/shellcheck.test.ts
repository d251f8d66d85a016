import { describe, expect, test } from 'vitest';
import { parseDockerfile } from '../../../../../src/core/dockerfile/parse.ts';
import { type Configuration, configurationFrom } from '../../../../../src/core/lint/configuration.ts';
import { lint } from '../../../../../src/core/lint/engine.ts';
import type { Finding } from '../../../../../src/core/lint/finding.ts';
import { shellRules } from '../../../../../src/core/lint/shell/index.ts';
import { shellCheckScripts } from '../../../../../src/core/lint/shell/shellcheck.ts';
import {
  readShellCheckAnswer,
  type ShellCheckComment,
} from '../../../../../src/core/lint/shell/shellcheck-comments.ts';

const inputs = (text: string) => shellCheckScripts(parseDockerfile(text)).map(({ input }) => input);

/** A comment about the first place of a text in an input, in lines and columns as ShellCheck counts them. */
function says(input: string, code: number, about: string, more: Partial<ShellCheckComment> = {}): ShellCheckComment {
  const before = input.slice(0, input.indexOf(about)).split('\n');
  const line = before.length;
  const column = [...(before.at(-1) ?? '')].length + 1;
  const endColumn = column + [...about].length;
  const span = { line, column, endLine: line, endColumn };
  return { code, level: 'warning', message: 'Said.', replacements: [], ...span, ...more };
}

/** What is found where ShellCheck says this of the first script. */
function found(
  text: string,
  comments: (input: string) => ShellCheckComment[],
  configuration?: Configuration,
): readonly Finding[] {
  const dockerfile = parseDockerfile(text);
  const [script] = shellCheckScripts(dockerfile);
  const input = script?.input ?? '';
  const shellCheck = new Map([[input, comments(input)]]);
  return lint(dockerfile, { rules: shellRules, shellCheck, configuration });
}

const brief = (text: string, findings: readonly Finding[]) =>
  findings.map(({ code, range, line }) => [code, text.slice(range.start, range.end), line]);

describe('what ShellCheck is given', () => {
  test('is the shell, what ARG and ENV set, and the script without continuations and comments', () => {
    const text = 'FROM a\nARG B=1 A\nENV C=2\nRUN echo \\\n  # why\n  $A\n';
    const [input = ''] = inputs(text);
    const [shell, ...lines] = input.split('\n');
    expect(shell).toBe('#!/bin/sh');
    expect(lines.slice(0, 4)).toEqual(['export A=1', 'export B=1', 'export C=1', 'export FTP_PROXY=1']);
    expect(lines.at(-1)).toMatch(/^echo +\$A$/);
  });

  test('is nothing for the exec form, for other shells and for what is no POSIX shell', () => {
    expect(inputs('FROM a\nRUN ["ls", "$x"]\nSHELL ["pwsh", "-c"]\nRUN ls\n')).toEqual([]);
    expect(inputs('FROM a\nRUN <<EOF\n#!/usr/bin/env python3\nprint(1)\nEOF\n')).toEqual([]);
  });

  test('names the shell of SHELL, of a comment, and of a heredoc, which has it at its top alone', () => {
    const [of, pragma, heredoc = ''] = inputs(
      'FROM a\nSHELL ["/bin/bash", "-c"]\nRUN a\n# hadolint shell=dash\nRUN b\nRUN <<EOF\n#!/bin/ksh\nc\nEOF\n',
    );
    expect([of, pragma, heredoc].map((input) => input?.split('\n', 1)[0])).toEqual([
      '#!/bin/bash',
      '#!dash',
      '#!/bin/ksh',
    ]);
    expect(heredoc.match(/#!/g)).toHaveLength(1);
  });

  test('leaves names out that no shell could export', () => {
    expect(inputs('FROM a\nENV A.B=1 2C=3 D=4\nRUN e\n')[0]).not.toMatch(/A\.B|2C/);
  });
});

describe('what ShellCheck says', () => {
  test('stands at its true place behind continuations, comments and characters of two units', () => {
    const text = 'FROM a\nRUN echo "😀é" && \\\n  # about $x\n  cat "$x" | grep "$y"\n';
    const findings = found(text, (input) => [says(input, 2002, 'cat "$x"'), says(input, 2154, '$y')]);
    expect(brief(text, findings)).toEqual([
      ['SC2002', 'cat "$x"', 1],
      ['SC2154', '$y', 1],
    ]);
    expect(findings[1]?.range.start).toBe(text.lastIndexOf('$y'));
  });

  test('stands at its true place in a heredoc with a shell of its own', () => {
    const text = 'FROM a\nENV V=1\nRUN <<EOF\n#!/bin/bash\nread x\nEOF\n';
    expect(
      brief(
        text,
        found(text, (input) => [says(input, 2162, 'read')]),
      ),
    ).toEqual([['SC2162', 'read', 2]]);
  });

  test('is not shown where it is about what was put in front of the script', () => {
    const text = 'FROM a\nENV V=1\nRUN true\n';
    const findings = found(text, (input) => [says(input, 2239, '#!/bin/sh'), says(input, 2034, 'V=1')]);
    expect(findings).toEqual([]);
  });

  test('decides: what we alone say goes, what it alone says comes, and what both say is ours with its fix', () => {
    const text = 'FROM a\nRUN echo $x $y\n';
    expect(brief(text, lint(parseDockerfile(text), { rules: shellRules }))).toEqual([
      ['SC2086', '$x', 1],
      ['SC2086', '$y', 1],
    ]);
    const findings = found(text, (input) => [says(input, 2086, '$y'), says(input, 2154, '$x')]);
    expect(brief(text, findings)).toEqual([
      ['SC2154', '$x', 1],
      ['SC2086', '$y', 1],
    ]);
    expect(findings[1]?.severity).toBe('warning');
    expect(findings[1]?.fix).toBeDefined();
    expect(findings[1]?.message).not.toBe('Said.');
  });

  test('decides for the scripts alone that it has read', () => {
    const text = 'FROM a\nRUN true\nRUN echo $x\n';
    expect(
      brief(
        text,
        found(text, () => []),
      ),
    ).toEqual([['SC2086', '$x', 2]]);
  });

  test('is silenced by comments and by the configuration, and takes its severity from it', () => {
    const text = 'FROM a\nRUN read answer\n';
    const comments = (input: string) => [says(input, 2162, 'read'), says(input, 2034, 'answer')];
    const ignored = configurationFrom({ ignored: ['SC2162'], override: { error: ['SC2034'] } });
    expect(found(text, comments, ignored).map(({ code, severity }) => [code, severity])).toEqual([['SC2034', 'error']]);
    const commented = text.replace('RUN', '# hadolint ignore=SC2034\nRUN');
    expect(found(commented, comments).map(({ code }) => code)).toEqual(['SC2162']);
  });

  test('is not asked for where only the findings of hadolint are wanted', () => {
    const dockerfile = parseDockerfile('FROM a:1\nRUN read x\n');
    const [{ input } = { input: '' }] = shellCheckScripts(dockerfile);
    const shellCheck = new Map([[input, [says(input, 2162, 'read')]]]);
    expect(lint(dockerfile, { compat: true, shellCheck })).toEqual([]);
  });

  test('brings its fix to the words that it is for, not to the line before', () => {
    const text = 'FROM a\nRUN echo a \\\n  ${x[0]}\n';
    const [finding] = found(text, (input) => {
      const at = says(input, 2068, '${x[0]}');
      const open = { ...at, endColumn: at.column, replacement: '"', attached: 'behind' } as const;
      const close = { ...at, column: at.endColumn, replacement: '"', attached: 'before' } as const;
      return [{ ...at, replacements: [open, close] }];
    });
    expect(finding?.fix?.safety).toBe('review');
    let mended = text;
    for (const { range, newText } of [...(finding?.fix?.edits ?? [])].reverse())
      mended = mended.slice(0, range.start) + newText + mended.slice(range.end);
    expect(mended).toBe('FROM a\nRUN echo a \\\n  "${x[0]}"\n');
  });

  test('brings no fix that would swallow a continuation', () => {
    const text = 'FROM a\nRUN cat \\\n  x\n';
    const [finding] = found(text, (input) => {
      const at = says(input, 2002, input.slice(input.indexOf('cat')));
      return [{ ...at, replacements: [{ ...at, replacement: '< x', attached: 'behind' }] }];
    });
    expect(finding?.code).toBe('SC2002');
    expect(finding?.fix).toBeUndefined();
  });
});

describe('an answer', () => {
  const comment = { file: '-', line: 1, endLine: 1, column: 2, endColumn: 3, level: 'info', code: 2086, message: 'M' };

  test('is read with its fix', () => {
    const replacements = [
      { line: 1, endLine: 1, column: 2, endColumn: 2, insertionPoint: 'afterEnd', replacement: '"' },
    ];
    expect(readShellCheckAnswer(JSON.stringify({ comments: [{ ...comment, fix: { replacements } }] }))).toMatchObject([
      { code: 2086, level: 'info', column: 2, replacements: [{ attached: 'behind', replacement: '"' }] },
    ]);
  });

  test.each(['', 'no JSON', 'null', '[]', '{}', '{"comments":3}', '{"comments":[null]}'])('is not %j', (text) => {
    expect(readShellCheckAnswer(text)).toBeUndefined();
  });

  test.each([{ code: '2086' }, { level: 'loud' }, { line: 0 }, { message: null }])(
    'has no comment with %j',
    (wrong) => {
      expect(readShellCheckAnswer(JSON.stringify({ comments: [{ ...comment, ...wrong }] }))).toBeUndefined();
    },
  );
});
