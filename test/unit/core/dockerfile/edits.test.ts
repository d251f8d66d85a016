import { describe, expect, test } from 'vitest';
import {
  environmentAt,
  insertAfter,
  insertLineBefore,
  plainWords,
  removeInstruction,
  replaceValue,
} from '../../../../src/core/dockerfile/edits.ts';
import type { Dockerfile, Instruction, Word } from '../../../../src/core/dockerfile/model.ts';
import { parseDockerfile } from '../../../../src/core/dockerfile/parse.ts';
import { applyEdits, type TextEdit } from '../../../../src/core/text.ts';

function edited(text: string, edit: (dockerfile: Dockerfile, last: Instruction) => TextEdit): string {
  const dockerfile = parseDockerfile(text);
  return applyEdits(text, [edit(dockerfile, dockerfile.instructions.at(-1) as Instruction)]);
}

describe('edits', () => {
  test('text goes in behind a word', () => {
    expect(edited('EXPOSE 80 \\\n 81\n', (_, last) => insertAfter(last.words[0] as Word, '/udp'))).toBe(
      'EXPOSE 80/udp \\\n 81\n',
    );
  });

  test('another value keeps the quotes', () => {
    const replace = (_: Dockerfile, last: Instruction) => replaceValue(last.words[0] as Word, '/b');
    expect(edited('WORKDIR "a"\n', replace)).toBe('WORKDIR "/b"\n');
    expect(edited('WORKDIR a\n', replace)).toBe('WORKDIR /b\n');
  });

  test.each([
    ['a line', 'FROM a\nRUN b\n', 'FROM a\nNEW\nRUN b\n'],
    ['an indented line', 'FROM a\n\tRUN b\n', 'FROM a\n\tNEW\n\tRUN b\n'],
    ['CR LF', 'FROM a\r\nRUN b\r\n', 'FROM a\r\nNEW\r\nRUN b\r\n'],
    ['the comments above', 'FROM a\n\n# 1\n# 2\nRUN b\n', 'FROM a\n\nNEW\n# 1\n# 2\nRUN b\n'],
    ['the first line', '\ufeffRUN b', '\ufeffNEW\nRUN b'],
  ])('a new line goes above %s', (_, before, after) => {
    expect(edited(before, (dockerfile, last) => insertLineBefore(dockerfile, last, 'NEW'))).toBe(after);
  });

  test.each([
    ['in the middle', 'FROM a\n  USER b \\\n c  \n# d\n', 'FROM a\n# d\n'],
    ['at the end', 'FROM a\nUSER b', 'FROM a'],
    ['with CR LF', 'FROM a\r\nUSER b', 'FROM a'],
    ['with a heredoc', 'FROM a\nRUN <<E\nb\nE\n', 'FROM a\n'],
    ['alone', '\ufeffUSER b', '\ufeff'],
  ])('an instruction %s goes with its lines', (_, before, after) => {
    expect(edited(before, removeInstruction)).toBe(after);
  });
});

describe('a script as plain words', () => {
  const plain = (script: string) => {
    const command = parseDockerfile(`CMD ${script}`).instructions[0]?.command;
    return command?.form === 'shell' ? plainWords(command.script)?.map(({ value }) => value) : 'exec';
  };

  test('is cut at blanks and loses its quotes', () => {
    expect(plain('node --x=y \'a b\' "c d"/e')).toEqual(['node', '--x=y', 'a b', 'c d/e']);
  });

  test.each(['a && b', 'a $B', 'a "$B"', 'a > b', 'a *', 'a ~', 'a\\ b', "a 'b", 'a `b`', 'a # b'])(
    '%s is none',
    (script) => {
      expect(plain(script)).toBeUndefined();
    },
  );
});

test('the environment of an instruction is what ENV said before it, in its stage and those below', () => {
  const text = 'FROM a AS x\nENV A=1 B=2\nFROM b\nENV C=3\nFROM x\nENV B=4\nRUN c\nENV D=5\n';
  const run = parseDockerfile(text).instructions.find(({ keyword }) => keyword === 'RUN') as Instruction;
  expect([...environmentAt(run)].map(([name, { value }]) => [name, value])).toEqual([
    ['A', '1'],
    ['B', '4'],
  ]);
});
