import type { Dockerfile, Instruction, Stage } from '../dockerfile/model.ts';
import type { ShellCommand } from '../dockerfile/shell.ts';
import type { Range } from '../text.ts';
import type { PackageManager } from './manager.ts';

/**
 * The line of the first step before a command that changes where its package manager takes packages from. What the
 * base image says does not count for the command then.
 * @returns one-based; undefined where there is none
 */
export function lineOfOtherSources(
  dockerfile: Dockerfile,
  instruction: Instruction,
  command: ShellCommand,
  { otherSources }: PackageManager,
): number | undefined {
  for (const { start, end } of stepsBefore(instruction, command)) {
    // A mirror that takes the place of the usual one has the same packages.
    const text = dockerfile.text
      .slice(start, end)
      .replace(/^[ \t]*#.*$|\bsed\s[^;&|]*/gm, (kept) => ' '.repeat(kept.length));
    const found = otherSources.exec(text);
    if (found) return dockerfile.lines.positionAt(start + found.index).line + 1;
  }
  return undefined;
}

function* stepsBefore(instruction: Instruction, command: ShellCommand): Generator<Range> {
  const stages: Stage[] = [];
  for (let stage = instruction.stage; stage; stage = stage.parent) stages.unshift(stage);
  for (const step of stages.flatMap(({ instructions }) => instructions)) {
    if (step === instruction) break;
    if (['RUN', 'COPY', 'ADD'].includes(step.keyword)) yield step.range;
  }
  yield { start: instruction.range.start, end: command.nameRange.start };
}
