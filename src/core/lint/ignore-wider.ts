/** Comments that silence a code where one instruction is not enough: in a stage, in a whole file. */
import type { Comment, Dockerfile, Instruction } from '../dockerfile/model.ts';
import type { TextEdit } from '../text.ts';
import { codesInComment } from './codes-in-comments.ts';
import type { Finding } from './finding.ts';
import { lineBreakOf } from './line-breaks.ts';
import { ignoreHere, readPragma } from './suppressions.ts';

/** Whether it is a comment that silences this code; a check of BuildKit has a directive for that. */
export const canBeNamed = (code: string): boolean => /^(?:[DLSC0-9]+|QS\d{4})$/.test(code);

/**
 * Silences a finding on its instruction, and keeps a comment for a whole stage in force that had to stand right above
 * that instruction.
 */
export function ignoreOnInstruction(dockerfile: Dockerfile, finding: Finding): readonly TextEdit[] {
  const edit = ignoreHere(dockerfile, finding);
  const from = dockerfile.stages.find((stage) => stage.from.line === finding.line)?.from;
  const above = from && pragmaOn(dockerfile, from.line - 1, 'stage');
  if (!above || !canBeNamed(finding.code)) return [edit];
  const { lines, text } = dockerfile;
  const line = { start: lines.lineStart(above.line), end: lines.lineStart(above.line + 1) };
  const moved = text.slice(line.start, above.range.end);
  return [{ range: line, newText: '' }, edit, insertForStage(dockerfile, from, moved)];
}

/**
 * Silences a code in the stage of a finding, FROM itself apart, which such a comment never covers. It is written
 * where hadolint and we read it alike: the released hadolint never covers the line right below such a comment.
 * @returns undefined where that would not silence the finding
 */
export function ignoreInStage(dockerfile: Dockerfile, { code, line }: Finding): readonly TextEdit[] | undefined {
  const stage = dockerfile.stages.findLast(({ from }) => from.line <= line);
  if (!canBeNamed(code) || !stage || stage.from.line === line) return undefined;
  const { from } = stage;
  const first = stage.instructions[0]?.line ?? line;
  const there = dockerfile.comments.find(
    (comment) =>
      (comment.line === from.line - 1 || (comment.line > from.line && comment.line + 1 < first)) &&
      readPragma(comment)?.scope === 'stage',
  );
  if (there) return [oneMore(there, code)];
  const pragma = `# hadolint stage ignore=${code}`;
  // The place right above FROM may be taken by a comment that has to stand there.
  if (pragmaOn(dockerfile, from.line - 1, 'line')) return [insertForStage(dockerfile, from, pragma)];
  const start = dockerfile.lines.lineStart(from.line);
  return [{ range: { start, end: start }, newText: pragma + lineBreakOf(dockerfile.text) }];
}

/** Below FROM, with an empty line where the next one is an instruction. */
function insertForStage(dockerfile: Dockerfile, from: Instruction, pragma: string): TextEdit {
  const { lines, instructions, text } = dockerfile;
  const below = lines.positionAt(from.range.end).line + 1;
  const touches = instructions.some(({ line }) => line === below);
  return insertBelow(dockerfile, from, touches ? pragma + lineBreakOf(text) : pragma);
}

/** Silences a code in the whole file: in the comment that is there, or in a new one below what the builder reads first. */
export function ignoreInFile(dockerfile: Dockerfile, code: string): readonly TextEdit[] | undefined {
  if (!canBeNamed(code)) return undefined;
  const there = dockerfile.comments.find((comment) => readPragma(comment)?.scope === 'global');
  if (there) return [oneMore(there, code)];
  const pragma = `# hadolint global ignore=${code}`;
  const directive = dockerfile.directives.at(-1);
  if (directive) return [insertBelow(dockerfile, directive, pragma)];
  const start = dockerfile.lines.lineStart(0);
  return [{ range: { start, end: start }, newText: pragma + lineBreakOf(dockerfile.text) }];
}

/** The comment on a line, where it is one that silences codes in this scope. */
function pragmaOn({ comments }: Dockerfile, line: number, scope: 'line' | 'stage'): Comment | undefined {
  return comments.find((comment) => comment.line === line && readPragma(comment)?.scope === scope);
}

const listOfCodes = new RegExp(`^.*?=[ \\t]*(${codesInComment})`);

/** One code more at the end of the list of a comment. */
function oneMore({ range, text }: Comment, code: string): TextEdit {
  const [list, codes] = listOfCodes.exec(text) as RegExpExecArray;
  const end = range.start + 1 + list.length;
  const known = codes?.split(',').some((one) => one.trim() === code);
  return { range: { start: end, end }, newText: known ? '' : `,${code}` };
}

function insertBelow({ lines, text }: Dockerfile, { range }: Pick<Instruction, 'range'>, line: string): TextEdit {
  const lineBreak = lineBreakOf(text);
  const last = lines.positionAt(range.end).line;
  if (last + 1 >= lines.lineCount)
    return { range: { start: text.length, end: text.length }, newText: lineBreak + line };
  const start = lines.lineStart(last + 1);
  return { range: { start, end: start }, newText: line + lineBreak };
}
