import { describe, expect, test } from 'vitest';
import type { Instruction } from '../../../../src/core/dockerfile/model.ts';
import { parseDockerfile } from '../../../../src/core/dockerfile/parse.ts';
import type { Range } from '../../../../src/core/text.ts';
import { checkTree } from './tree-check.ts';

function only(text: string): Instruction {
  const dockerfile = parseDockerfile(text);
  checkTree(dockerfile);
  return dockerfile.instructions[0] as Instruction;
}

const words = (text: string) => only(text).words.map(({ value }) => value);
const cut = (text: string, range: Range | undefined) => range && text.slice(range.start, range.end);

describe('words', () => {
  test('COPY is cut at blanks, and each word loses its quotes', () => {
    expect(words('COPY "a" b\\ c \'d\'\n')).toEqual(['a', 'b', 'c', 'd']);
  });

  test('a word keeps how it is written and where', () => {
    const text = 'COPY a \\\n  "b" /c\n';
    expect(only(text).words.map(({ raw, range }) => [raw, cut(text, range)])).toEqual([
      ['a', 'a'],
      ['"b"', '"b"'],
      ['/c', '/c'],
    ]);
  });

  test('a word that runs over a continuation is one', () => {
    const text = 'FROM al\\\npine:3\n';
    const [word] = only(text).words;
    expect([word?.value, word?.raw]).toEqual(['alpine:3', 'al\\\npine:3']);
  });

  test('WORKDIR and USER are one word, blanks and all', () => {
    expect(words('WORKDIR /a b\n')).toEqual(['/a b']);
    expect(words('WORKDIR "/a b"\n')).toEqual(['/a b']);
  });

  test('variables are kept as written', () => {
    expect(words('COPY $A ${B:-"x y"} "${C}"/\n')).toEqual(['$A', '${B:-"x', 'y"}', '${C}/']);
    expect(words('WORKDIR ${B:-"x y"}\n')).toEqual(['${B:-"x y"}']);
  });

  test('a quote that is never closed is a character', () => {
    expect(words('COPY "a b\n')).toEqual(['"a', 'b']);
  });

  test('EXPOSE, VOLUME and unknown instructions are cut at blanks', () => {
    expect(words('EXPOSE 80 443/tcp $P\n')).toEqual(['80', '443/tcp', '$P']);
    expect(words('VOLUME /a  /b\n')).toEqual(['/a', '/b']);
    expect(words('FRMO a b\n')).toEqual(['a', 'b']);
  });
});

describe('flags', () => {
  const flags = (text: string) => only(text).flags.map(({ name, value }) => [name, value]);

  test('they stand before the arguments, with a value or without', () => {
    const text = 'COPY --link --from=base \\\n  --chown=a:b /x /y\n';
    expect(flags(text)).toEqual([
      ['link', undefined],
      ['from', 'base'],
      ['chown', 'a:b'],
    ]);
    expect(words(text)).toEqual(['/x', '/y']);
    expect(only(text).flags.map(({ valueRange }) => cut(text, valueRange))).toEqual([undefined, 'base', 'a:b']);
  });

  test('the first argument ends them, and so does a lone --', () => {
    expect(flags('COPY a --link b\n')).toEqual([]);
    expect([flags('RUN -- --x\n'), words('RUN -- --x\n')]).toEqual([[], ['--x']]);
  });

  test('quotes and backslashes in them are taken off', () => {
    expect(flags('RUN --mount="type=cache,target=/a b" c\n')).toEqual([['mount', 'type=cache,target=/a b']]);
    expect(flags('RUN --mount=a\\ b c\n')).toEqual([['mount', 'a b']]);
  });
});

describe('exec form', () => {
  test('a JSON array of strings is one, with the place of each string', () => {
    const text = 'CMD [ "a b",\t"\\u00e9\\n" ]\n';
    const { command } = only(text);
    expect(command?.form).toBe('exec');
    if (command?.form !== 'exec') return;
    expect(command.arguments.map(({ value, raw }) => [value, raw])).toEqual([
      ['a b', '"a b"'],
      ['é\n', '"\\u00e9\\n"'],
    ]);
    expect(cut(text, command.range)).toBe('[ "a b",\t"\\u00e9\\n" ]');
  });

  test('it may run over continuations', () => {
    expect(words('CMD ["a", \\\n  # why\n  "b" \\\n]\n')).toEqual(['a', 'b']);
  });

  test('an empty array is one', () => {
    expect(only('ENTRYPOINT []\n').command).toMatchObject({ form: 'exec', arguments: [] });
  });

  test.each([
    ['single quotes', "CMD ['a']"],
    ['a comma at the end', 'CMD ["a",]'],
    ['a word behind it', 'CMD ["a"] b'],
    ['a missing bracket', 'CMD ["a"'],
    ['an escape that JSON does not know', 'CMD ["\\d"]'],
    ['a tab in a string', 'CMD ["a\tb"]'],
  ])('%s makes it shell form', (_, text) => {
    expect([only(text).command?.form, parseDockerfile(`FROM a\n${text}`).problems]).toEqual(['shell', []]);
  });

  test('an array of other things than strings is a problem', () => {
    expect(parseDockerfile('FROM a\nCMD ["a", 1]\n').problems.map(({ kind }) => kind)).toEqual(['json-not-strings']);
  });

  test('COPY, ADD and VOLUME have it too', () => {
    expect(words('COPY ["a b", "c"]\n')).toEqual(['a b', 'c']);
    expect(words('VOLUME ["/a"]\n')).toEqual(['/a']);
  });
});

describe('pairs', () => {
  const pairs = (text: string) => only(text).pairs.map(({ name, value, legacy }) => [name.value, value?.value, legacy]);

  test('ENV and LABEL take several, quotes and escapes resolved', () => {
    expect(pairs('ENV A=1 B="x y" C=a\\ b D= \\\n  "E F"=\'$g\'\n')).toEqual([
      ['A', '1', false],
      ['B', 'x y', false],
      ['C', 'a b', false],
      ['D', '', false],
      ['E F', '$g', false],
    ]);
  });

  test('without = in the first word the rest of the line is the value', () => {
    expect(pairs('ENV A  b c=d "e"\n')).toEqual([['A', 'b c=d e', true]]);
    expect(pairs('LABEL a b\n')).toEqual([['a', 'b', true]]);
  });

  test('ARG takes several names, with values or without', () => {
    expect(pairs('ARG A B=2 C="x y"\n')).toEqual([
      ['A', undefined, false],
      ['B', '2', false],
      ['C', 'x y', false],
    ]);
  });

  test('each knows its place', () => {
    const text = 'ENV A=1 \\\n  B="x y"\n';
    expect(only(text).pairs.map(({ range, value }) => [cut(text, range), value?.raw])).toEqual([
      ['A=1', '1'],
      ['B="x y"', '"x y"'],
    ]);
  });

  test('other instructions have none', () => {
    expect(pairs('USER a=b\n')).toEqual([]);
  });
});

describe('HEALTHCHECK and ONBUILD', () => {
  test('the command of HEALTHCHECK stands behind CMD', () => {
    const text = 'HEALTHCHECK --interval=5s CMD curl -f x\n';
    const { command, flags } = only(text);
    expect([flags[0]?.value, command?.form, cut(text, command?.range)]).toEqual(['5s', 'shell', 'curl -f x']);
    expect(only('HEALTHCHECK cmd ["a"]\n').command?.form).toBe('exec');
  });

  test('HEALTHCHECK NONE has no command', () => {
    expect([words('HEALTHCHECK NONE\n'), only('HEALTHCHECK NONE\n').command]).toEqual([['NONE'], undefined]);
  });

  test('ONBUILD holds an instruction of its own', () => {
    const text = 'ONBUILD copy --from=a \\\n  b c\n';
    const { trigger } = only(text);
    expect([trigger?.keyword, trigger?.flags[0]?.value, trigger?.words.map(({ value }) => value)]).toEqual([
      'COPY',
      'a',
      ['b', 'c'],
    ]);
    expect(cut(text, trigger?.range)).toBe('copy --from=a \\\n  b c');
  });
});
