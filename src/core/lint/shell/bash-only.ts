import type { ShellNodeOf } from '../../dockerfile/bash.ts';
import { defineRule, type Rule } from '../rule.ts';
import { bashVariables } from './bash-variables.ts';
import { argumentsOf } from './places.ts';
import type { ShellProgram } from './program.ts';
import type { Stretch } from './script-finding.ts';

/** What bash knows and the shell of the image may not: the places of it in a script for plain `sh`, and for `dash`. */
function bashOnly(code: string, summary: string, places: (program: ShellProgram) => readonly Stretch[]): Rule {
  return defineRule({
    code,
    severity: 'warning',
    fix: { none: 'the shell that is meant may be bash: then SHELL is what to change' },
    summary: `${summary}, or set SHELL to bash: plain \`sh\` does not know this`,
    onbuild: true,
    script: (program, report) => {
      if (program.dialect !== 'sh' && program.dialect !== 'dash') return;
      for (const place of places(program)) report(place);
    },
  });
}

/** Of what `echo -e` does in dash nothing is said: busybox, which is called ash as well, obeys it. */
export const bashOnlyRules: readonly Rule[] = [
  bashOnly('SC3001', 'Use a pipe or a file in place of `<(…)`', (program) => program.of('ProcessSubstitution')),
  bashOnly('SC3002', 'Use `case`, or several globs, in place of `@(…)` and its like', (program) =>
    program.of('ExtendedGlob'),
  ),
  bashOnly('SC3003', "Use `printf` in place of `$'…'`", (program) => program.of('AnsiCQuoted')),
  bashOnly('SC3004', 'Use a text in plain quotes in place of `$"…"`', (program) => program.of('LocaleString')),
  bashOnly('SC3005', 'Use a `while` loop in place of `for ((…))`', (program) =>
    program.of('ArithmeticFor').map(({ pos }) => ({ pos, end: pos + 3 })),
  ),
  bashOnly('SC3006', 'Use `[ "$((…))" -ne 0 ]` in place of `((…))`', (program) => program.of('ArithmeticCommand')),
  bashOnly('SC3008', 'Use `read` and `case` in place of `select`', (program) =>
    program.of('Select').map(({ pos }) => ({ pos, end: pos + 'select'.length })),
  ),
  bashOnly('SC3009', 'Write the words out in place of `{…,…}`', (program) => program.of('BraceExpansion')),
  bashOnly('SC3010', 'Use `[ … ]` in place of `[[ … ]]`', (program) => program.of('TestCommand')),
  bashOnly('SC3011', 'Use `printf … |` or a heredoc in place of `<<<`', (program) =>
    program.of('HereString').map(({ pos, descriptor }) => {
      const start = descriptor?.end ?? pos;
      return { pos: start, end: start + 3 };
    }),
  ),
  bashOnly('SC3014', 'Use `=` in place of `==`', (program) => testOperators(program, '==')),
  bashOnly('SC3015', 'Use `grep`, `expr` or `case` in place of `=~`', (program) => testOperators(program, '=~')),
  bashOnly('SC3018', 'Write `x=$((x + 1))` in place of `++` and `--`', (program) =>
    program.of('ArithmeticUnary').flatMap(({ operator, prefix, pos, end }) => {
      if (operator !== '++' && operator !== '--') return [];
      return prefix ? { pos, end: pos + 2 } : { pos: end - 2, end };
    }),
  ),
  bashOnly('SC3019', 'Multiply in place of `**`', (program) =>
    program.of('ArithmeticBinary').flatMap(({ operator, left }) => {
      if (operator !== '**') return [];
      const pos = program.text.indexOf(operator, left.end);
      return { pos, end: pos + operator.length };
    }),
  ),
  bashOnly('SC3020', 'Use `>file 2>&1` in place of `&>file`', (program) =>
    redirects(program, ({ operator }) => operator === '&>'),
  ),
  bashOnly('SC3021', 'Use `>file 2>&1` in place of `>&file`', (program) =>
    redirects(
      program,
      ({ operator, target, descriptor }) =>
        operator === '>&' && !descriptor && !/^(?:[-\d$]|"\$)/.test(target?.text ?? '-'),
    ),
  ),
  bashOnly('SC3024', 'Write `x="$x…"` in place of `x+=…`', (program) =>
    program.of('Assignment').flatMap(({ append, pos, name }) => (append ? { pos, end: pos + name.length } : [])),
  ),
  bashOnly('SC3028', 'Set this variable yourself', bashVariables),
  bashOnly('SC3030', 'Use the arguments that `set --` sets in place of an array', (program) =>
    program.of('ArrayValue'),
  ),
  bashOnly('SC3037', 'Use `printf` in place of `echo` with options', (program) =>
    program.dialect === 'sh' ? echoFlags(program, /^-[eEsn]+$/) : [],
  ),
  bashOnly('SC3038', 'Leave the options of `exec` out', (program) =>
    program.commands('exec').flatMap((command) => {
      const [first] = argumentsOf(command);
      return first?.value.startsWith('-') ? first : [];
    }),
  ),
  bashOnly('SC3039', 'Write `x=$((…))` in place of `let`', (program) => program.commands('let')),
  bashOnly('SC3040', 'Leave this option of `set` out', (program) =>
    program.dialect === 'sh' ? setOptions(program) : [],
  ),
  bashOnly('SC3043', 'Leave `local` out and give the variable a name of its own', (program) =>
    program.dialect === 'sh' ? named(program, 'local') : [],
  ),
  bashOnly('SC3044', 'Do without this command of bash', (program) => ofBash.flatMap((name) => named(program, name))),
  bashOnly('SC3046', 'Use `.` in place of `source`', (program) => named(program, 'source')),
  bashOnly('SC3047', 'Trap a signal or EXIT', (program) =>
    program.commands('trap').flatMap((command) => {
      const [, ...events] = argumentsOf(command);
      return events.filter(({ value }) => /^(?:ERR|DEBUG|RETURN)$/i.test(value));
    }),
  ),
  bashOnly('SC3053', 'Use `eval` or `printenv` in place of `${!x}`', (program) =>
    parameters(program, ({ prefix }) => prefix === '!'),
  ),
  bashOnly('SC3054', 'Use the arguments that `set --` sets in place of an array', (program) =>
    parameters(
      program,
      ({ index, prefix, operation }) => index !== undefined && prefix === undefined && operation === undefined,
    ),
  ),
  bashOnly('SC3055', 'Keep a list of the keys yourself in place of `${!x[@]}`', (program) =>
    parameters(program, ({ prefix, index }) => prefix === '!' && /^[@*]$/.test(index?.text ?? '')),
  ),
  bashOnly('SC3056', 'Use `set` and `grep` in place of `${!x*}`', (program) =>
    parameters(program, ({ operation }) => operation?.type === 'Names'),
  ),
  bashOnly('SC3057', 'Use `cut`, `${x#…}` or `${x%…}` in place of `${x:…}`', (program) =>
    parameters(program, ({ operation, index }) => operation?.type === 'Slice' && index === undefined),
  ),
  bashOnly('SC3059', 'Use `tr` in place of `${x^}` and `${x,}`', (program) =>
    parameters(program, ({ operation }) => operation?.type === 'CaseModification'),
  ),
  bashOnly('SC3060', 'Use `sed` in place of `${x/…/…}`', (program) =>
    parameters(program, ({ operation }) => operation?.type === 'Replace'),
  ),
];

function parameters(
  program: ShellProgram,
  isMeant: (node: ShellNodeOf<'ParameterExpansion'>) => boolean,
): readonly Stretch[] {
  return program.of('ParameterExpansion').filter(isMeant);
}

function redirects(program: ShellProgram, isMeant: (node: ShellNodeOf<'Redirect'>) => boolean): readonly Stretch[] {
  return program.of('Redirect').filter(isMeant);
}

/** Without redirections, which are no part of what is wrong. */
function named(program: ShellProgram, name: string): readonly Stretch[] {
  return program.commands(name).map(({ pos, end, suffix, name }) => {
    const words = suffix.filter(({ type }) => type === 'Word' || type === 'Assignment');
    return { pos, end: words.at(-1)?.end ?? name?.end ?? end };
  });
}

const ofBash =
  'caller compgen complete declare dirs disown enable mapfile popd pushd readarray shopt suspend typeset'.split(' ');

function echoFlags(program: ShellProgram, flags: RegExp): readonly Stretch[] {
  return program.commands('echo').flatMap((command) => {
    const [first] = argumentsOf(command);
    return first && flags.test(first.value) ? first : [];
  });
}

/** In `[ … ]` the operator, in `test …` the whole command. */
function testOperators(program: ShellProgram, operator: string): readonly Stretch[] {
  const isOperator = ({ text }: { readonly text: string }) => text === operator;
  const single = program.commands('[').flatMap((command) => argumentsOf(command).filter(isOperator));
  const named = program.commands('test').filter((command) => argumentsOf(command).some(isOperator));
  const double = program.of('TestBinary').filter((test) => test.operator === operator);
  const places = double.map(({ left }) => {
    const pos = program.text.indexOf(operator, left.end);
    return { pos, end: pos + operator.length };
  });
  return [...single, ...named, ...places];
}

const posixOptions = new Set(
  'allexport errexit ignoreeof monitor noclobber noexec noglob nolog notify nounset verbose vi xtrace emacs'.split(' '),
);

function setOptions(program: ShellProgram): readonly Stretch[] {
  return program.commands('set').flatMap((command) => {
    const words = argumentsOf(command);
    return words.filter(
      ({ value }, index) => /^[-+][a-zA-Z]*o$/.test(words[index - 1]?.value ?? '') && !posixOptions.has(value),
    );
  });
}
