import type { Dockerfile, Instruction } from '../dockerfile/model.ts';
import { parseShell, type ShellCommand } from '../dockerfile/shell.ts';
import type { TextEdit } from '../text.ts';
import { lineBreakOf } from './line-breaks.ts';

/**
 * Lets a RUN end with one command more, joined by `&&` as its other lines are. Undefined where the
 * end of the script cannot simply be continued: an exec form, a heredoc, an open block, an early exit.
 */
export function appendCommand(run: Instruction, command: string, dockerfile: Dockerfile): TextEdit | undefined {
  if (run.command?.form !== 'shell' || run.heredocs.length > 0) return undefined;
  const { commands } = parseShell(run);
  const { end } = run.command.range;
  const last = commands.findLast(({ topLevel, range }) => topLevel && range.end === end);
  if (!last || end !== run.range.end) return undefined;
  if (commands.some((each) => each.topLevel && (/^(exit|return|exec)$/.test(each.name) || replacesShell(each))))
    return undefined;
  return { range: { start: end, end }, newText: joint(run, last, dockerfile) + command };
}

/** Whether a command is run by `exec`, which goes by the name of what it runs and has that among its words. */
export function replacesShell({ words, nameRange }: ShellCommand): boolean {
  return words.some(({ range }) => range.start === nameRange.start);
}

function joint(run: Instruction, last: ShellCommand, dockerfile: Dockerfile): string {
  const { lines, text } = dockerfile;
  const lineOf = (offset: number) => lines.positionAt(offset).line;
  const lastLine = lineOf(run.range.end);
  if (lastLine === run.line) return ' && ';
  const ownLine = lineOf(last.range.start);
  const before = last.before?.operator === '&&' ? lineOf(last.before.range.start) : ownLine;
  const start = lines.lineStart(ownLine > run.line ? ownLine : lastLine);
  const indentation = /^[ \t]*/.exec(text.slice(start, start + 200))?.[0] ?? '';
  const nextLine = `${dockerfile.escape}${lineBreakOf(text)}${indentation}`;
  return before < ownLine ? ` && ${nextLine}` : ` ${nextLine}&& `;
}
