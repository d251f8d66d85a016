import { describe, expect, test } from 'vitest';
import type { Instruction } from '../../../../src/core/dockerfile/model.ts';
import { parseDockerfile } from '../../../../src/core/dockerfile/parse.ts';
import { parseShell, type ShellCommand } from '../../../../src/core/dockerfile/shell.ts';
import {
  argumentsWithoutFlags,
  flagsOf,
  hasFlag,
  withoutFlagValues,
} from '../../../../src/core/dockerfile/shell-flags.ts';
import type { Range } from '../../../../src/core/text.ts';
import { checkTree } from './tree-check.ts';

function run(text: string) {
  const dockerfile = parseDockerfile(text);
  checkTree(dockerfile);
  return parseShell(dockerfile.instructions[0] as Instruction);
}

const names = (script: string) => run(`RUN ${script}`).commands.map(({ name }) => name);
const first = (script: string) => run(`RUN ${script}`).commands[0] as ShellCommand;
const words = (script: string) => first(script).words.map(({ value }) => value);
const cut = (text: string, range: Range | undefined) => range && text.slice(range.start, range.end);

describe('what is a command', () => {
  test.each([
    ['a && b || c; d | e & f', ['a', 'b', 'c', 'd', 'e', 'f']],
    ['a $(b `c`) <(d) > $(e) "$(f)" ${X:-$(g)}', ['a', 'b', 'c', 'd', 'e', 'f', 'g']],
    ['(a; { b; })', ['a', 'b']],
    ['f() { a; }; f', ['a', 'f']],
    ['if a; then b; elif c; then d; else e; fi', ['a', 'b', 'c', 'd', 'e']],
    ['for x in $(a); do b; done; while c; do d; done; case $(e) in x) f;; esac', ['a', 'b', 'c', 'd', 'e', 'f']],
    ['[ -f a ] && [[ -f b ]] && c', ['c']],
    ['A=$(b); C=d', ['b']],
    ['> a', []],
    ['$A b; "$(c)" d', ['c']],
    ['! a', ['a']],
    ['"a" \'b\'; a"b"', ['a', 'ab']],
    ['/usr/bin/a', ['/usr/bin/a']],
    ['env A=b c; sudo d; xargs e; sh -c "f"', ['env', 'sudo', 'xargs', 'sh']],
    ['export A=$(b)', ['export', 'b']],
  ])('in %s', (script, commands) => {
    expect(names(script)).toEqual(commands);
  });

  test.each([
    ['A=1 B=2 c', 'c'],
    ['command a', 'a'],
    ['command -v a', 'command'],
    ['builtin a', 'a'],
    ['busybox a', 'a'],
    ['busybox --list', 'busybox'],
    ['exec a', 'a'],
    ['exec -c -a b c', 'c'],
    ['exec > a', 'exec'],
    ['time', 'time'],
  ])('%s goes by the name of %s', (script, name) => {
    expect(names(script)).toEqual([name]);
  });

  test('what only a variable names is none, not even behind exec', () => {
    expect(names('exec $A; command "$B"')).toEqual([]);
  });

  test('what time measures are its arguments, and a command too', () => {
    expect(words('time a -b | c')).toEqual(['a', '-b']);
    expect(names('time a | b')).toEqual(['time', 'a', 'b']);
  });

  test('a text that is no shell has no commands', () => {
    const { parsed, commands } = run('RUN a && (b');
    expect([parsed, commands]).toEqual([false, []]);
  });

  test('a script of more than a million characters is not read', () => {
    expect(run(`RUN ${'a '.repeat(600_000)}`).parsed).toBe(false);
  });

  test('the bodies of heredocs are searched for substitutions', () => {
    expect(run('RUN cat <<E | b\n$(a) c\nE\n').commands.map(({ name }) => name)).toEqual(['cat', 'a', 'b']);
    expect(run("RUN cat <<'E'\n$(a)\nE\n").commands.map(({ name }) => name)).toEqual(['cat']);
  });

  test('the body of RUN <<EOF is the script', () => {
    expect(run('RUN <<EOF\napt-get update\nb | c\nEOF\n').commands.map(({ name }) => name)).toEqual([
      'apt-get',
      'b',
      'c',
    ]);
  });

  test('the words of an exec form count as a script', () => {
    const text = 'RUN ["sh", "-c", "a | b"]\n';
    const { commands, hasPipe } = run(text);
    expect([commands.map(({ name }) => name), hasPipe]).toEqual([['sh', 'b'], true]);
    expect(commands[0]?.words.map(({ range }) => cut(text, range))).toEqual(['-c', 'a']);
  });

  test('an instruction without a command has none', () => {
    expect(run('USER a\n').commands).toEqual([]);
  });

  test('asked twice it is parsed once', () => {
    const instruction = parseDockerfile('RUN a\n').instructions[0] as Instruction;
    expect(parseShell(instruction)).toBe(parseShell(instruction));
  });
});

describe('arguments', () => {
  test.each([
    ['a \'b c\' "d" e\\ f', ['b c', 'd', 'e f']],
    ['a $B ${C} ${D:-e} "x${F}y" $1', ['${B}', '${C}', '${D:-e}', 'x${F}y', '${1}']],
    ['a $(b c) "$(d)"', ['${bc}', '${d}']],
    ['a `b` $((1+2))', ['${VAR}', '${VAR}']],
    ['a *.x b? [c]', ['*.x', 'b?', '[c]']],
    ['a {b,c} x{1..2}y <(d)', ['', 'xy', '']],
    ['a > b 2>&1 c <d', ['c']],
    ['export A=b C', ['', 'C']],
    ['a A=b', ['A=b']],
  ])('of %s', (script, expected) => {
    expect(words(script)).toEqual(expected);
  });

  test('assignments before the name are kept apart', () => {
    expect(first('A=1 B="x y" c').assignments.map(({ name, value }) => [name, value])).toEqual([
      ['A', '1'],
      ['B', 'x y'],
    ]);
  });
});

describe('places', () => {
  test('command, name and arguments know where they stand, over continuations and comments', () => {
    const text = 'RUN A=1 apt-get \\\n  # why\n  install -y "git" \\\n  && b\n';
    const { commands } = run(text);
    expect(commands.map(({ nameRange }) => cut(text, nameRange))).toEqual(['apt-get', 'b']);
    expect(commands.map(({ range }) => cut(text, range))).toEqual(['A=1 apt-get \\\n  # why\n  install -y "git"', 'b']);
    expect(commands[0]?.words.map(({ range, raw }) => [cut(text, range), raw])).toEqual([
      ['install', 'install'],
      ['-y', '-y'],
      ['"git"', '"git"'],
    ]);
  });

  test('a command in backticks with escapes stands for the whole substitution', () => {
    const text = 'RUN a `b \\`c\\``\n';
    expect(run(text).commands.map(({ range }) => cut(text, range))).toEqual([
      'a `b \\`c\\``',
      '`b \\`c\\``',
      '`b \\`c\\``',
    ]);
  });

  test('each command knows what joins it to its neighbours', () => {
    const text = 'RUN a &&\\\n b | c; d || e\n';
    const operators = run(text).commands.map(({ name, before, after }) => [
      name,
      cut(text, before?.range),
      cut(text, after?.range),
    ]);
    expect(operators).toEqual([
      ['a', undefined, '&&'],
      ['b', '&&', '|'],
      ['c', '|', ';'],
      ['d', ';', '||'],
      ['e', '||', undefined],
    ]);
  });

  test('line feeds join the commands of a heredoc', () => {
    expect(run('RUN <<E\na\nb &\nE\n').commands.map(({ after }) => after?.operator)).toEqual(['\n', undefined]);
  });

  test('only what stands on the first level is told to', () => {
    expect(run('RUN a $(b) && (c) && { d; } && e\n').commands.map(({ topLevel }) => topLevel)).toEqual([
      true,
      false,
      false,
      false,
      true,
    ]);
  });
});

describe('pipes', () => {
  test.each([
    ['a | b', 1],
    ['a |& b | c', 2],
    ['a && b || c', 0],
    ['echo "a | b"', 0],
    ['a $(b | c)', 1],
    ['time a | b', 1],
    ['(a | b)', 1],
  ])('%s has %i', (script, count) => {
    const text = `RUN ${script}`;
    const { pipes, hasPipe } = run(text);
    expect([pipes.length, hasPipe]).toEqual([count, count > 0]);
    for (const { operator, range } of pipes) expect(cut(text, range)).toBe(operator);
  });
});

describe('flags of a command', () => {
  test('are single letters after one dash and names after two', () => {
    expect(flagsOf(first('a -bc --long=x --d - -- e')).map(({ name }) => name)).toEqual(['b', 'c', 'long', 'd']);
  });

  test('can be asked for', () => {
    expect([hasFlag(first('a -yq'), 'q'), hasFlag(first('a --yes'), 'y', 'yes'), hasFlag(first('a y'), 'y')]).toEqual([
      true,
      true,
      false,
    ]);
  });

  test('are not among the plain arguments, unlike their values', () => {
    expect(argumentsWithoutFlags(first('a -t b c - --x=y')).map(({ value }) => value)).toEqual(['b', 'c', '-']);
  });

  test('can be dropped together with their values', () => {
    const command = withoutFlagValues(first('a -t b --target=c d'), 't', 'target');
    expect(argumentsWithoutFlags(command).map(({ value }) => value)).toEqual(['d']);
  });
});
