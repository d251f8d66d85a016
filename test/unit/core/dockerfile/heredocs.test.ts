import { describe, expect, test } from 'vitest';
import type { Instruction } from '../../../../src/core/dockerfile/model.ts';
import { parseDockerfile } from '../../../../src/core/dockerfile/parse.ts';
import { checkTree } from './tree-check.ts';

function parse(text: string) {
  const dockerfile = parseDockerfile(text);
  checkTree(dockerfile);
  return dockerfile;
}

const bodies = (text: string, { heredocs }: Instruction = parse(text).instructions[0] as Instruction) =>
  heredocs.map(({ name, body, terminator }) => [name, text.slice(body.start, body.end), terminator !== undefined]);

function script(text: string): string | undefined {
  const { command } = parse(text).instructions[0] as Instruction;
  return command?.form === 'shell' ? command.script.text : undefined;
}

describe('heredocs', () => {
  test('a body runs to the line that is the name and nothing else', () => {
    const text = 'RUN <<EOF\na\nEOF b\n EOF\nEOF\nUSER c\n';
    expect(bodies(text)).toEqual([['EOF', 'a\nEOF b\n EOF\n', true]]);
    expect(parse(text).instructions.map(({ keyword, line }) => [keyword, line])).toEqual([
      ['RUN', 0],
      ['USER', 5],
    ]);
  });

  test('the instruction ends with the last terminator', () => {
    const text = 'RUN <<EOF\na\nEOF\n\n';
    const [run] = parse(text).instructions;
    expect(text.slice(run?.range.start, run?.range.end)).toBe('RUN <<EOF\na\nEOF');
  });

  test('several bodies follow one another', () => {
    const text = 'COPY <<A <<"B" /x/\na\nA\nb\nB\n';
    expect(bodies(text)).toEqual([
      ['A', 'a\n', true],
      ['B', 'b\n', true],
    ]);
  });

  test('quotes switch variables off and are not part of the name', () => {
    const text = "RUN <<'E F'\na\nE F\n";
    const [heredoc] = parse(text).instructions[0]?.heredocs ?? [];
    expect([heredoc?.name, heredoc?.quoted, text.slice(heredoc?.nameRange.start, heredoc?.nameRange.end)]).toEqual([
      'E F',
      true,
      'E F',
    ]);
    expect(parse('RUN <<E\nE\n').instructions[0]?.heredocs[0]?.quoted).toBe(false);
  });

  test('after <<- tabs may stand before the terminator', () => {
    expect(bodies('RUN <<-E\n\ta\n\t\tE\n')).toEqual([['E', '\ta\n', true]]);
    expect(bodies('RUN <<E\na\n\tE\n')).toEqual([['E', 'a\n\tE\n', false]]);
  });

  test('a body may be empty, and a file may end without a line break', () => {
    expect(bodies('RUN <<E\nE')).toEqual([['E', '', true]]);
  });

  test('lines of a body are neither comments nor continuations', () => {
    const { comments, instructions } = parse('RUN <<E\n# a \\\nE\nUSER b\n');
    expect([comments, instructions.length]).toEqual([[], 2]);
  });

  test('a file descriptor may stand before, and blanks between << and the name', () => {
    expect(bodies('RUN cat 3<<A <<  B\nA\nB\n').map(([name]) => name)).toEqual(['A', 'B']);
  });

  test.each([
    ['a here string', 'RUN cat <<<EOF\n'],
    ['a shift', 'RUN echo $((1<<2))\n'],
    ['quoted text', 'RUN echo "<<EOF"\n'],
    ['a word that has text before it', 'RUN cat<<EOF\n'],
    ['the exec form', 'RUN ["cat", "<<EOF"]\n'],
    ['a line with an open quote', "RUN echo it's <<EOF\n"],
    ['an instruction without heredocs', 'LABEL a=b <<EOF\n'],
  ])('%s opens none', (_, text) => {
    expect(bodies(text)).toEqual([]);
  });

  test('one that is never closed takes the rest of the file and is a problem', () => {
    const { problems, instructions } = parse('FROM a\nRUN <<EOF\nb\n');
    expect([problems.map(({ kind }) => kind), instructions.length]).toEqual([['unterminated-heredoc'], 2]);
  });

  test('in ONBUILD the trigger has it too', () => {
    const text = 'ONBUILD RUN <<E\na\nE\n';
    const [onbuild] = parse(text).instructions;
    expect([bodies(text, onbuild), onbuild?.trigger && bodies(text, onbuild.trigger)]).toEqual([
      [['E', 'a\n', true]],
      [['E', 'a\n', true]],
    ]);
  });

  test('CMD and ENTRYPOINT have them where a body is there, though the builder has none', () => {
    const { instructions, problems } = parse('FROM a\nCMD <<E\nb\nE\nUSER c\n');
    expect([instructions.map(({ keyword }) => keyword), problems.map(({ kind }) => kind)]).toEqual([
      ['FROM', 'CMD', 'USER'],
      ['heredoc-not-allowed'],
    ]);
    expect(parse('FROM a\nCMD cat <<E\nUSER b\n').problems).toEqual([]);
  });
});

describe('the script of a RUN with heredocs', () => {
  test('is the body where the heredoc is all there is', () => {
    expect(script('RUN <<EOF\na\nb\nEOF\n')).toBe('a\nb\n');
    const command = parse('RUN <<EOF\n#!/bin/sh\nEOF\n').instructions[0]?.command;
    expect(command?.form === 'shell' && command.scriptHeredoc?.name).toBe('EOF');
  });

  test('is the command with its bodies otherwise', () => {
    expect(script('RUN cat <<A && \\\n  sh <<B\na\nA\nb\nB\n')).toBe('cat <<A &&   sh <<B\na\nA\nb\nB');
  });

  test('has no tabs at the start of its lines after <<-', () => {
    expect(script('RUN <<-E\n\ta\n\t\tb\tc\n\tE\n')).toBe('a\nb\tc\n');
  });

  test('has line feeds for line breaks of any kind', () => {
    expect(script('RUN <<E\r\na\r\nb\r\nE\r\n')).toBe('a\nb\n');
  });
});
