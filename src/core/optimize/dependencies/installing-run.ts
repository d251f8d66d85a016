import type { Dockerfile } from '../../dockerfile/model.ts';
import { parseShell, type ShellCommand } from '../../dockerfile/shell.ts';
import { lineBreakOf } from '../../lint/line-breaks.ts';
import type { Range, TextEdit } from '../../text.ts';
import type { StageModel } from '../model/build-model.ts';
import type { Copied } from '../model/copied.ts';
import type { Task } from '../model/purpose.ts';
import type { Step } from '../model/steps.ts';
import { endOfLine, wholeLines } from '../multi-stage/convert.ts';
import { isBesideSources } from './beside-sources.ts';

/**
 * The part of a RUN that installs, and what stands between it and what the RUN does with the sources: that becomes
 * a RUN of its own.
 */
export function installingPart(
  { instruction }: Step,
  before: readonly Copied[],
  stage: StageModel,
  { text }: Dockerfile,
): { readonly tasks: readonly Task[]; readonly cut: Range; readonly rest: string } | string {
  const line = instruction.line + 1;
  const tasks = stage.tasks(instruction) ?? [];
  const script = parseShell(instruction).text.text;
  if (tasks.some(({ command }) => !command.topLevel) || /(^|[\s;&|])\[\s|<(?!<)/.test(script))
    return `The script of line ${line} has conditions or reads a file.`;
  const at = tasks.findIndex((task) => task.purpose !== 'dependencies' && !isBesideSources(task, undefined, before));
  if (at < 0) {
    const end = endOfLine(instruction.range.end, text);
    return { tasks, cut: { start: end, end }, rest: '' };
  }
  const last = tasks[at - 1]?.command;
  const next = tasks[at]?.command as ShellCommand;
  const first = tasks.slice(0, at);
  const cut = last && { start: last.range.end, end: next.range.start };
  const canBeParted =
    cut !== undefined &&
    first.some(({ purpose }) => purpose === 'dependencies') &&
    instruction.command?.form === 'shell' &&
    instruction.heredocs.length === 0 &&
    tasks.slice(1).every(({ command }) => command.before?.operator === '&&') &&
    // What one shell leaves behind the next one does not see.
    !first.some(({ purpose, command: { name } }) => purpose === 'shell' && !/^(echo|true|:)$/.test(name)) &&
    /^\s*&&(\s|\\\r?\n)*$/.test(text.slice(cut.start, cut.end)) &&
    text.slice(instruction.command.range.start).startsWith(text.slice(first[0]?.command.range.start));
  if (!canBeParted) return `The RUN of line ${line} does more than to install: ${next.name}.`;
  const keyword = text.slice(instruction.keywordRange.start, instruction.keywordRange.end);
  const flags = instruction.flags.map(({ range }) => `${text.slice(range.start, range.end)} `).join('');
  return { tasks: first, cut, rest: `${lineBreakOf(text)}${keyword} ${flags}` };
}

/** The install without the sources in front of them and of the install as it is, which then has little to do. */
export function runAhead(
  options: readonly string[],
  step: Step,
  stage: StageModel,
  dockerfile: Dockerfile,
): { readonly edit: (later: string) => TextEdit } | { readonly reason: string } {
  const { instruction } = step;
  const { text } = dockerfile;
  const [task] = stage.tasks(instruction) ?? [];
  const twice = stage.steps
    .slice(0, step.index)
    .some((other) =>
      stage.tasks(other.instruction)?.some(({ purpose, tool }) => purpose === 'dependencies' && tool === task?.tool),
    );
  if (twice) return { reason: `${task?.tool} installs in two steps already.` };
  const begin = instruction.range.start;
  const written = text.slice(begin, instruction.range.end);
  if (
    instruction.command?.form !== 'shell' ||
    instruction.heredocs.length > 0 ||
    task?.command.range.end !== instruction.range.end
  )
    return { reason: `The RUN of line ${instruction.line + 1} is written in another way.` };
  const start = wholeLines(instruction, dockerfile).start;
  const lineBreak = lineBreakOf(text);
  const first = `${written} ${options.join(' ')}`;
  return {
    edit: (later) => ({
      range: { start, end: start },
      newText: `${first}${later}${lineBreak}`,
    }),
  };
}
