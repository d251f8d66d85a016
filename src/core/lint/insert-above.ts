import type { Dockerfile, Instruction } from '../dockerfile/model.ts';
import type { TextEdit } from '../text.ts';
import { indexFrom } from './after.ts';
import { lineBreakOf } from './line-breaks.ts';

/** A new instruction in front of another one and of the comments that stand right above it, indented alike. */
export function insertAbove(instruction: Instruction, added: string, { comments, lines, text }: Dockerfile): TextEdit {
  let line = instruction.line;
  for (let at = indexFrom(comments, instruction.range.start) - 1; comments[at]?.line === line - 1; at--) line--;
  const start = lines.lineStart(line);
  const indentation = text.slice(lines.lineStart(instruction.line), instruction.keywordRange.start);
  return { range: { start, end: start }, newText: `${indentation}${added}${lineBreakOf(text)}` };
}
