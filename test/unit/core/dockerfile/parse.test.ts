import { describe, expect, test } from 'vitest';
import type { Dockerfile, Instruction } from '../../../../src/core/dockerfile/model.ts';
import { parseDockerfile } from '../../../../src/core/dockerfile/parse.ts';
import type { Range } from '../../../../src/core/text.ts';
import { checkTree } from './tree-check.ts';

function parse(text: string): Dockerfile {
  const dockerfile = parseDockerfile(text);
  checkTree(dockerfile);
  return dockerfile;
}

const only = (text: string): Instruction => parse(text).instructions[0] as Instruction;
const cut = (text: string, range: Range | undefined) => range && text.slice(range.start, range.end);

describe('the lines of an instruction', () => {
  test('a keyword may be written in any case and is told in upper case', () => {
    const text = 'from alpine\n';
    const { keyword, keywordRange } = only(text);
    expect([keyword, cut(text, keywordRange)]).toEqual(['FROM', 'from']);
  });

  test('an instruction ends where its text does, not at the blanks or the line break behind it', () => {
    const text = '  USER app  \t\nRUN a\n';
    expect(parse(text).instructions.map(({ range }) => cut(text, range))).toEqual(['USER app', 'RUN a']);
  });

  test('a continued instruction is one, and its comments inside are told as such', () => {
    const text = 'RUN a \\\n  # why\n\n  && b\n# after\n';
    const { instructions, comments } = parse(text);
    expect(instructions.map(({ range }) => cut(text, range))).toEqual(['RUN a \\\n  # why\n\n  && b']);
    expect(comments.map((comment) => [comment.text, comment.line, comment.inside])).toEqual([
      [' why', 1, true],
      [' after', 4, false],
    ]);
  });

  test('blanks may follow the backslash of a continuation', () => {
    expect(only('USER a\\ \t\nb\n').words[0]?.value).toBe('ab');
  });

  test('two backslashes at the end of a line continue nothing', () => {
    expect(parse('RUN a \\\\\nUSER b\n').instructions.map(({ keyword }) => keyword)).toEqual(['RUN', 'USER']);
  });

  test('a keyword may be cut by a continuation', () => {
    const text = 'US\\\nER app\n';
    const { keyword, words } = only(text);
    expect([keyword, words[0]?.value]).toEqual(['USER', 'app']);
  });

  test('a line with a continuation alone leads to the keyword on a later line', () => {
    const { keyword, line } = only('\\\n\nUSER app\n');
    expect([keyword, line]).toEqual(['USER', 2]);
  });

  test('a backslash at the end of the file belongs to the instruction', () => {
    const text = 'USER app \\\n';
    expect(cut(text, only(text).range)).toBe('USER app \\');
  });

  test('a comment at the end of a line is none', () => {
    expect(parse('USER app # who\n').comments).toEqual([]);
  });

  test('a file without anything has no instructions', () => {
    expect(parse('').instructions).toEqual([]);
    expect(parse('\n\n  \n').instructions).toEqual([]);
  });
});

describe('the bytes of a file', () => {
  test('lines may end in CR LF', () => {
    const text = 'FROM a\r\nRUN b \\\r\n  c\r\n';
    const { instructions } = parse(text);
    expect(instructions.map(({ line }) => line)).toEqual([0, 1]);
    const command = instructions[1]?.command;
    expect(command?.form === 'shell' && command.script.text).toBe('b   c');
  });

  test('lines may end in a lone CR, as they do for editors', () => {
    expect(parse('FROM a\rUSER b\r').instructions.map(({ line, keyword }) => [line, keyword])).toEqual([
      [0, 'FROM'],
      [1, 'USER'],
    ]);
  });

  test('a byte order mark is counted but not read', () => {
    const text = '\ufeff# escape=`\nUSER a`\nb\n';
    const { escape: character, instructions } = parse(text);
    expect([character, instructions[0]?.words[0]?.value, instructions[0]?.range.start]).toEqual(['`', 'ab', 12]);
  });

  test('NUL is a character like others', () => {
    expect(only('USER a\u0000b\n').words[0]?.value).toBe('a\u0000b');
  });

  test('characters outside the basic plane count as two', () => {
    const text = 'LABEL a=😀 b=c\n';
    expect(only(text).pairs.map(({ range }) => cut(text, range))).toEqual(['a=😀', 'b=c']);
  });
});

describe('directives', () => {
  const names = (text: string) => parse(text).directives.map(({ name, value }) => `${name}: ${value}`);

  test('syntax, check and escape are read from the comments that lead the file', () => {
    const text = '# syntax=docker/dockerfile:1\n#CHECK = skip=all;error=true \n#escape=`\nFROM a\n';
    expect(names(text)).toEqual(['syntax: docker/dockerfile:1', 'check: skip=all;error=true', 'escape: `']);
    const [, check] = parse(text).directives;
    expect([cut(text, check?.range), cut(text, check?.valueRange)]).toEqual([
      '#CHECK = skip=all;error=true',
      'skip=all;error=true',
    ]);
  });

  test.each([
    ['an empty line', '\n# escape=`\n'],
    ['another comment', '# hello\n# escape=`\n'],
    ['an unknown key', '# mode=fast\n# escape=`\n'],
    ['an instruction', 'FROM a\n# escape=`\n'],
  ])('%s ends them', (_, text) => {
    expect([names(text), parse(text).escape]).toEqual([[], '\\']);
  });

  test('a shebang may stand before them; the escape character is then left alone, as the builder does', () => {
    const text = '#!/usr/bin/env docker\n# syntax=x\n# escape=`\n';
    expect([names(text), parse(text).escape]).toEqual([['syntax: x', 'escape: `'], '\\']);
  });

  test('one that is given twice counts once and is a problem', () => {
    const { directives, problems } = parse('# escape=`\n# escape=\\\nFROM a\n');
    expect([directives.length, problems.map(({ kind }) => kind)]).toEqual([1, ['duplicate-directive']]);
  });

  test('an escape character other than the two is a problem and changes nothing', () => {
    const { escape: character, problems } = parse('# escape=^\nFROM a\n');
    expect([character, problems.map(({ kind }) => kind)]).toEqual(['\\', ['invalid-escape']]);
  });

  test('with the backtick as escape character a backslash continues nothing', () => {
    const { instructions } = parse('# escape=`\nRUN a `\n b\nCOPY a C:\\\nUSER c\n');
    expect(instructions.map(({ keyword }) => keyword)).toEqual(['RUN', 'COPY', 'USER']);
  });
});

// Megabytes on a busy machine: the limit is there to end a wait, not to measure.
describe('what no person would write', { timeout: 60_000 }, () => {
  test('a million continued lines are one instruction', () => {
    const { instructions } = parseDockerfile(`RUN a${' \\\n  b'.repeat(1_000_000)}\n`);
    const command = instructions[0]?.command;
    expect(command?.form === 'shell' && command.script.text.length).toBe(4_000_001);
  });

  test('ten megabytes in one word are one word', () => {
    const { instructions, problems } = parseDockerfile(`FROM a\nENV X=${'x'.repeat(10_000_000)}\n`);
    expect([instructions[1]?.pairs[0]?.value?.value.length, problems]).toEqual([10_000_000, []]);
  });

  test('fifty thousand instructions are read', () => {
    const { instructions, problems } = parseDockerfile(`FROM a\n${'COPY --link a b\n'.repeat(50_000)}`);
    expect([instructions.length, problems]).toEqual([50_001, []]);
  });

  test('a hundred thousand ONBUILDs in a row nest once', () => {
    const { instructions } = parseDockerfile('ONBUILD '.repeat(100_000));
    expect([instructions[0]?.trigger?.keyword, instructions[0]?.trigger?.trigger]).toEqual(['ONBUILD', undefined]);
  });

  test('half a million variables that are never closed do not hold up', () => {
    const { stages } = parseDockerfile(`FROM ${'${'.repeat(500_000)}`);
    expect(stages[0]?.image?.repository.length).toBe(1_000_000);
  });

  test('fifty thousand CMDs with heredocs that never end do not hold up', () => {
    const { instructions } = parseDockerfile(Array.from({ length: 50_000 }, (_, i) => `CMD cat <<E${i}`).join('\n'));
    expect(instructions.length).toBe(50_000);
  });
});
