import type { Range } from '../text.ts';
import { flagProblem } from './flag-problems.ts';
import { heredocMark } from './heredocs.ts';
import type { ParsedInstruction } from './instruction.ts';
import type { ParseProblem } from './model.ts';

/** What the builder would say about one instruction: the first thing it would stop at, or nothing. */
export function instructionProblem(instruction: ParsedInstruction): ParseProblem | undefined {
  const check = checks[instruction.keyword];
  if (!check) return unknownInstruction(instruction);
  const open = instruction.heredocs.find((heredoc) => !heredoc.terminator);
  if (open) {
    return { kind: 'unterminated-heredoc', message: `No line ${open.name} ends this heredoc.`, range: open.nameRange };
  }
  return check(instruction) ?? flagProblem(instruction) ?? misplacedHeredoc(instruction);
}

/** What is wrong with the file as a whole: no instruction at all, or one before the first FROM. */
export function structureProblems(text: string, instructions: readonly ParsedInstruction[]): ParseProblem[] {
  if (instructions.length === 0) {
    return [problem('no-instructions', 'The file has no instructions.', { start: text.length, end: text.length })];
  }
  const problems: ParseProblem[] = [];
  for (const { keyword, keywordRange, stage } of instructions) {
    if (stage) break;
    if (keyword === 'ARG' || !(keyword in checks)) continue;
    problems.push(problem('missing-from', `${keyword} stands before the first FROM; only ARG may.`, keywordRange));
  }
  if (problems.length === 0 && !instructions.some(({ stage }) => stage)) {
    const last = instructions[instructions.length - 1] as ParsedInstruction;
    problems.push(problem('missing-from', 'The file has no FROM.', last.keywordRange));
  }
  return problems;
}

type Check = (instruction: ParsedInstruction) => ParseProblem | undefined;

const checks: Readonly<Record<string, Check>> = {
  ADD: sourcesAndDestination,
  ARG: argumentNames,
  CMD: stringsOnly,
  COPY: sourcesAndDestination,
  ENTRYPOINT: stringsOnly,
  ENV: nameValuePairs,
  EXPOSE: atLeastOne,
  FROM: fromArguments,
  HEALTHCHECK: healthcheck,
  LABEL: nameValuePairs,
  MAINTAINER: exactlyOne,
  ONBUILD: trigger,
  RUN: stringsOnly,
  SHELL: shell,
  STOPSIGNAL: exactlyOne,
  USER: exactlyOne,
  VOLUME: volume,
  WORKDIR: exactlyOne,
};

function problem(kind: string, message: string, range: Range): ParseProblem {
  return { kind, message, range };
}

function unknownInstruction({ keyword, keywordRange, range }: ParsedInstruction): ParseProblem {
  if (keyword === '') return problem('empty-instruction', 'Nothing follows this continuation.', range);
  return problem('unknown-instruction', `There is no instruction ${keyword}.`, keywordRange);
}

function misplacedHeredoc({ keyword, heredocs }: ParsedInstruction): ParseProblem | undefined {
  const first = heredocs[0];
  if (!first || keyword === 'RUN' || keyword === 'COPY' || keyword === 'ADD' || keyword === 'ONBUILD') return undefined;
  return problem('heredoc-not-allowed', `The builder knows no heredoc in ${keyword}.`, first.nameRange);
}

function missing(instruction: ParsedInstruction, what: string): ParseProblem {
  return problem('missing-argument', `${instruction.keyword} needs ${what}.`, instruction.keywordRange);
}

function hasArguments(instruction: ParsedInstruction): boolean {
  return instruction.argumentsStart < instruction.argumentsEnd;
}

function atLeastOne(instruction: ParsedInstruction): ParseProblem | undefined {
  return hasArguments(instruction) ? undefined : missing(instruction, 'at least one argument');
}

function exactlyOne(instruction: ParsedInstruction): ParseProblem | undefined {
  return hasArguments(instruction) ? undefined : missing(instruction, 'an argument');
}

function stringsOnly(instruction: ParsedInstruction): ParseProblem | undefined {
  if (instruction.json.kind !== 'mixed') return undefined;
  return problem('json-not-strings', 'The exec form takes strings only.', instruction.argumentsRange);
}

function sourcesAndDestination(instruction: ParsedInstruction): ParseProblem | undefined {
  const mixed = stringsOnly(instruction);
  if (mixed) return mixed;
  const { words } = instruction;
  if (words.length < 2) return missing(instruction, 'a source and a destination');
  const destination = words[words.length - 1];
  if (!destination || !heredocMark(destination.value, 0)) return undefined;
  return problem('heredoc-destination', 'A heredoc is a source and cannot be the destination.', destination.range);
}

function volume(instruction: ParsedInstruction): ParseProblem | undefined {
  const mixed = stringsOnly(instruction);
  if (mixed) return mixed;
  if (instruction.words.length === 0) return missing(instruction, 'at least one argument');
  const empty = instruction.words.find((word) => word.value.trim() === '');
  return empty && problem('empty-argument', 'A volume needs a path.', empty.range);
}

function argumentNames(instruction: ParsedInstruction): ParseProblem | undefined {
  const { pairs } = instruction;
  if (pairs.length === 0) return missing(instruction, 'at least one argument');
  const blank = pairs.find((pair) => pair.name.value === '' && pair.value);
  return blank && problem('blank-name', 'A name must stand before =.', blank.range);
}

function nameValuePairs(instruction: ParsedInstruction): ParseProblem | undefined {
  const { pairs, keyword } = instruction;
  if (pairs.length === 0) return missing(instruction, 'at least one pair name=value');
  for (const pair of pairs) {
    if (!pair.value && pair.legacy) return missing(instruction, 'a value after the name');
    if (!pair.value) {
      return problem('missing-equals', `${keyword} takes pairs name=value; here = is missing.`, pair.range);
    }
    if (pair.name.value === '') return problem('blank-name', 'A name must stand before =.', pair.range);
  }
  return undefined;
}

function fromArguments(instruction: ParsedInstruction): ParseProblem | undefined {
  const { words } = instruction;
  if (words.length === 0) return missing(instruction, 'an image');
  if (words.length === 1) return undefined;
  const [, as, name] = words;
  if (words.length !== 3 || as?.value.toLowerCase() !== 'as' || !name) {
    return problem('bad-from', 'FROM takes an image and, if wanted, AS and a name.', instruction.argumentsRange);
  }
  if (/^[a-z][a-z0-9\-_.]*$/i.test(name.value)) return undefined;
  const message = 'The name of a stage starts with a letter and has only letters, digits, - _ and . in it.';
  return problem('invalid-stage-name', message, name.range);
}

function healthcheck(instruction: ParsedInstruction): ParseProblem | undefined {
  const [type, ...rest] = instruction.words;
  if (!type) return missing(instruction, 'CMD and a command, or NONE');
  switch (type.value.toUpperCase()) {
    case 'NONE':
      if (rest.length === 0) return undefined;
      return problem('extra-argument', 'HEALTHCHECK NONE takes no arguments.', instruction.argumentsRange);
    case 'CMD':
      return stringsOnly(instruction) ?? (rest.length === 0 ? missing(instruction, 'a command after CMD') : undefined);
    default:
      return problem('unknown-healthcheck', `HEALTHCHECK takes CMD or NONE, not ${type.value}.`, type.range);
  }
}

function shell(instruction: ParsedInstruction): ParseProblem | undefined {
  const mixed = stringsOnly(instruction);
  if (mixed) return mixed;
  if (instruction.words.length === 0) return missing(instruction, 'at least one argument');
  if (instruction.json.kind === 'strings') return undefined;
  return problem('shell-not-json', 'SHELL takes a JSON array.', instruction.argumentsRange);
}

function trigger(instruction: ParsedInstruction): ParseProblem | undefined {
  const { trigger: inner } = instruction;
  if (!inner) return missing(instruction, 'an instruction');
  if (inner.keyword === 'ONBUILD') {
    return problem('onbuild-chained', 'An ONBUILD cannot stand in an ONBUILD.', inner.keywordRange);
  }
  if (inner.keyword === 'FROM' || inner.keyword === 'MAINTAINER') {
    return problem('onbuild-forbidden', `${inner.keyword} cannot stand in an ONBUILD.`, inner.keywordRange);
  }
  return instructionProblem(inner);
}
