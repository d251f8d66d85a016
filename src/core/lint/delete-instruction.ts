import type { Dockerfile, Instruction } from '../dockerfile/model.ts';
import type { TextEdit } from '../text.ts';
import { indexFrom } from './after.ts';
import { readPragma } from './suppressions.ts';

/**
 * Takes an instruction out with its lines. Undefined where more than the instruction would be lost or
 * moved: a comment between its lines, a comment above that would silence what follows, two RUNs that
 * would then stand side by side.
 */
export function deleteInstruction(instruction: Instruction, dockerfile: Dockerfile): TextEdit | undefined {
  const { comments, instructions, lines, text } = dockerfile;
  const start = lines.lineStart(instruction.line);
  const nextLine = lines.positionAt(instruction.range.end).line + 1;
  const end = nextLine < lines.lineCount ? lines.lineStart(nextLine) : text.length;
  const at = indexFrom(instructions, instruction.range.start);
  if (instructions[at] !== instruction) return undefined;
  const following = instructions[at + 1];
  if (following && following.range.start < end) return undefined;
  const inner = comments[indexFrom(comments, start)];
  if (inner && inner.range.start < end) return undefined;
  const above = comments[indexFrom(comments, start) - 1];
  if (above && above.line === instruction.line - 1 && readPragma(above)) return undefined;
  if (partsRuns(instructions, at)) return undefined;
  return { range: { start, end }, newText: '' };
}

/** Whether a RUN stands on both sides, what may be deleted along with this one left out. */
function partsRuns(instructions: readonly Instruction[], at: number): boolean {
  return isRunBeyond(instructions, at, -1) && isRunBeyond(instructions, at, 1);
}

function isRunBeyond(instructions: readonly Instruction[], at: number, step: 1 | -1): boolean {
  let beyond = at + step;
  // Nobody writes more of them; where somebody does, a RUN may well come at last.
  const farthest = at + step * 100;
  while (beyond !== farthest && isRepeatable(instructions[beyond])) beyond += step;
  return beyond === farthest || instructions[beyond]?.keyword === 'RUN';
}

function isRepeatable(instruction: Instruction | undefined): boolean {
  const keyword = instruction?.keyword;
  return keyword === 'CMD' || keyword === 'ENTRYPOINT' || keyword === 'HEALTHCHECK';
}
