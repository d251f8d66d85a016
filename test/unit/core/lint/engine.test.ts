import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { parseDockerfile } from '../../../../src/core/dockerfile/parse.ts';
import { lint } from '../../../../src/core/lint/engine.ts';
import { defineRule, type Rule } from '../../../../src/core/lint/rule.ts';
import { rules } from '../../../../src/core/lint/rules/index.ts';
import { applyEdits } from '../../../../src/core/text.ts';

/** Thousands of files, perhaps on a machine that has other work. */
vi.setConfig({ testTimeout: 120_000 });

const keywords =
  'ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR *';

function found(text: string, ...own: Rule[]) {
  return lint(parseDockerfile(text), { rules: own }).map(({ line, message, range }) => ({
    line: line + 1,
    message,
    covers: text.slice(range.start, range.end),
  }));
}

test('a rule hears of what it names and of nothing else', () => {
  const rule = defineRule({
    code: 'T1',
    severity: 'info',
    fix: { none: 'this is a test' },
    summary: 'heard',
    on: { 'USER WORKDIR': (instruction, { report }) => report(instruction) },
  });
  expect(found('FROM a\nUSER b\nRUN c\nWORKDIR \\\n  /d\n', rule)).toEqual([
    { line: 2, message: 'heard', covers: 'USER b' },
    { line: 4, message: 'heard', covers: 'WORKDIR \\\n  /d' },
  ]);
});

test('a rule hears of every command of a name, and its reports for one RUN are one finding', () => {
  const rule = defineRule({
    code: 'T1',
    severity: 'info',
    fix: { none: 'this is a test' },
    summary: 'a',
    commands: {
      'a b': (command, { report }) => {
        const { start } = command.nameRange;
        const edits = [{ range: { start, end: start }, newText: '!' }];
        report(
          { range: command.nameRange },
          {
            message: `${command.name}?`,
            fix: { title: 'Shout', safety: command.name === 'a' ? 'safe' : 'review', edits },
          },
        );
      },
    },
  });
  const text = 'FROM x\nRUN a && c $(b; d) || (a)\nRUN c\nRUN b\n';
  const findings = lint(parseDockerfile(text), { rules: [rule] });
  expect(findings.map(({ line, message }) => [line + 1, message])).toEqual([
    [2, 'a?'],
    [4, 'b?'],
  ]);
  const [first] = findings;
  expect(first?.related?.map(({ message, range }) => [message, text.slice(range.start, range.end)])).toEqual([
    ['b?', 'b'],
    ['a?', 'a'],
  ]);
  expect(first?.fix?.safety).toBe('review');
  expect(applyEdits(text, first?.fix?.edits ?? [])).toBe('FROM x\nRUN !a && c $(!b; d) || (!a)\nRUN c\nRUN b\n');
});

const counting = defineRule({
  code: 'T1',
  severity: 'info',
  fix: { none: 'this is a test' },
  summary: '',
  perFile: () => ({ runs: 0 }),
  perStage: (parent: { runs: number } | undefined) => ({ runs: parent?.runs ?? 0 }),
  on: {
    RUN: (instruction, { inFile, inStage, report }) => {
      inFile.runs++;
      inStage.runs++;
      report(instruction, { message: `${inFile.runs} in the file, ${inStage.runs} in the stage` });
    },
  },
});

test('memory of a stage begins anew at each FROM, or as the stage left it that it is built on', () => {
  const text = 'FROM a AS one\nRUN x\nRUN x\nFROM b\nRUN x\nFROM one\nRUN x\n';
  expect(found(text, counting).map(({ message }) => message)).toEqual([
    '1 in the file, 1 in the stage',
    '2 in the file, 2 in the stage',
    '3 in the file, 1 in the stage',
    '4 in the file, 3 in the stage',
  ]);
});

test('nothing is remembered from one file to the next', () => {
  const text = 'FROM a\nRUN x\n';
  expect(found(text, counting)).toEqual(found(text, counting));
});

test('what ONBUILD puts off is seen by a run of its own, where the rule asks for one', () => {
  const text = 'FROM a\nONBUILD RUN x\nRUN x\nFROM b\nONBUILD RUN x\n';
  expect(found(text, counting).map(({ line }) => line)).toEqual([3]);
  const messages = found(text, { ...counting, onbuild: true }).map(({ line, message }) => `${line}: ${message}`);
  expect(messages).toEqual([
    '2: 1 in the file, 1 in the stage',
    '3: 1 in the file, 1 in the stage',
    '5: 2 in the file, 2 in the stage',
  ]);
});

test('findings come in the order of the text, whenever they were made', () => {
  const late = defineRule({
    code: 'T1',
    severity: 'info',
    fix: { none: 'this is a test' },
    summary: 'late',
    atEnd: ({ dockerfile, report }) => {
      const [first] = dockerfile.instructions;
      if (first) report(first, { instruction: first });
    },
  });
  expect(found('FROM a\nRUN x\n', counting, late).map(({ line }) => line)).toEqual([1, 2]);
});

test('every rule names instructions that there are', () => {
  const known = new Set(keywords.split(' '));
  for (const { code, on } of rules) {
    for (const name of Object.keys(on ?? {}).flatMap((names) => names.split(' '))) expect(known, code).toContain(name);
  }
});

test('no text makes a rule fail, point outside of it, or offer edits that cannot be applied', () => {
  const piece = fc.constantFrom(
    ...'FROM RUN ADD CMD ENV SHELL WORKDIR USER ONBUILD HEALTHCHECK debian scratch:latest root apt-get update install pip'.split(
      ' ',
    ),
    ...[
      '$X',
      '${Y:-z}',
      '&&',
      '||',
      '|',
      ';',
      '(',
      ')',
      '"',
      "'",
      '`',
      '<<EOF',
      'EOF',
      '[',
      '"a",',
      ']',
      '--mount=type=cache',
      '#',
      '=',
    ],
    ...[
      '\\\n',
      '\\\r\n',
      '\n',
      '\r\n',
      ' ',
      '\t',
      '# hadolint ignore=DL3006\n',
      '# escape=`\n',
      'PIP_NO_CACHE_DIR=1',
      '\0',
      '\uFEFF',
    ],
  );
  const text = fc
    .array(fc.tuple(piece, fc.constantFrom(' ', '', '\n')), { maxLength: 40 })
    .map((parts) => parts.flat().join(''));
  fc.assert(
    fc.property(text, (dockerfile) => {
      for (const { range, fix, line } of lint(parseDockerfile(dockerfile))) {
        expect(range.start).toBeGreaterThanOrEqual(0);
        expect(range.end).toBeGreaterThanOrEqual(range.start);
        expect(range.end).toBeLessThanOrEqual(dockerfile.length);
        expect(line).toBeGreaterThanOrEqual(0);
        if (fix) expect(applyEdits(dockerfile, fix.edits)).not.toBe(dockerfile);
      }
    }),
    { numRuns: 3000 },
  );
});
