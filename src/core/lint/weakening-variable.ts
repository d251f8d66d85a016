import type { Instruction, Pair } from '../dockerfile/model.ts';
import type { ShellCommand } from '../dockerfile/shell.ts';
import type { Range } from '../text.ts';
import { deleteInstruction } from './delete-instruction.ts';
import type { Fix } from './finding.ts';
import type { Context, RuleDefinition } from './rule.ts';
import { takeOut } from './take-out.ts';

/** A variable that switches a check off when it has such a value. */
export interface WeakeningVariable {
  readonly message: string;
  /** Of the whole name. */
  readonly name: RegExp;
  readonly isWeak: (value: string) => boolean;
  /** The value that leaves the check on; where there is none, the variable has to go. */
  readonly strong?: string;
}

type Given = Pick<Context, 'dockerfile' | 'instruction' | 'report'>;

/** The part of a rule that finds the variable wherever a Dockerfile can set it. */
export function weakeningVariable(variable: WeakeningVariable): Pick<RuleDefinition, 'on' | 'commands'> {
  return {
    on: { 'ARG ENV': (instruction, context) => reportInPairs(variable, instruction, context) },
    commands: { '*': (command, context) => reportInCommand(variable, command, context) },
  };
}

/** Reports the variable in ENV and ARG. */
export function reportInPairs(variable: WeakeningVariable, instruction: Instruction, context: Given): void {
  for (const pair of instruction.pairs) {
    const { name, value } = pair;
    if (!value || !isWeakening(variable, name.value, value.value)) continue;
    context.report(pair, { message: variable.message, fix: mendedPair(variable, pair, instruction, context) });
  }
}

function mendedPair(
  { strong }: WeakeningVariable,
  { name, value, range }: Pair,
  instruction: Instruction,
  { dockerfile }: Given,
): Fix | undefined {
  if (strong !== undefined && value) {
    const edits = [{ range: value.range, newText: strong }];
    return { title: `Write ${strong}`, safety: 'review', edits };
  }
  if (isMentionedElsewhere(name.value, dockerfile.text)) return undefined;
  const alone = instruction.pairs.length === 1;
  const deletion = alone ? deleteInstruction(instruction, dockerfile) : undefined;
  const edits = alone ? deletion && [deletion] : takeOut([range], instruction, dockerfile);
  return edits && { title: `Delete ${name.value}`, safety: 'review', edits };
}

/** Without its definition a variable would be empty where it is used. */
function isMentionedElsewhere(name: string, text: string): boolean {
  return text.indexOf(name) !== text.lastIndexOf(name);
}

/** Reports the variable where a command is given it, and where it is exported. */
export function reportInCommand(variable: WeakeningVariable, command: ShellCommand, context: Given): void {
  for (const { name, value, range } of command.assignments) {
    if (isWeakening(variable, name, value)) reportAssignment(variable, name, range, context, true);
  }
  if (command.name !== 'export') return;
  for (const { raw, range } of command.words) {
    const [, name = '', value = ''] = /^(\w+)=["']?([^"']*)["']?$/.exec(raw) ?? [];
    if (isWeakening(variable, name, value)) {
      reportAssignment(variable, name, range, context, command.words.length > 1);
    }
  }
}

function isWeakening({ name, isWeak }: WeakeningVariable, given: string, value: string): boolean {
  return name.test(given) && isWeak(value);
}

function reportAssignment(
  { message, strong }: WeakeningVariable,
  name: string,
  range: Range,
  { dockerfile, instruction, report }: Given,
  mayGo: boolean,
): void {
  const deletion = mayGo ? takeOut([range], instruction, dockerfile) : undefined;
  const edits = strong === undefined ? deletion : [{ range, newText: `${name}=${strong}` }];
  const title = strong === undefined ? `Delete ${name}` : `Write ${strong}`;
  const isText = instruction.command?.form === 'shell';
  report({ range }, { message, fix: edits && isText ? { title, safety: 'review', edits } : undefined });
}
