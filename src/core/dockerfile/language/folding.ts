import type { Dockerfile } from '../model.ts';

export interface Fold {
  readonly kind: 'stage' | 'instruction' | 'heredoc' | 'comment';
  /** Zero-based lines; the first stays to be seen, the last is the last that goes. */
  readonly start: number;
  readonly end: number;
}

/** Stages, instructions of several lines, heredocs, and comments of several lines, each of two lines at least. */
export function folds(dockerfile: Dockerfile): Fold[] {
  const { comments, instructions, lines, stages } = dockerfile;
  const found: Fold[] = [];
  const add = (kind: Fold['kind'], start: number, end: number) => {
    if (end > start) found.push({ kind, start, end });
  };
  const lineOf = (offset: number) => lines.positionAt(offset).line;
  for (const { range } of stages) add('stage', lineOf(range.start), lineOf(range.end));
  for (const { heredocs, keywordRange, range } of instructions) {
    const start = lineOf(keywordRange.start);
    const lastLine = lineOf(range.end);
    // Where the first heredoc begins, the lines of the instruction itself are over.
    const body = heredocs[0] && lineOf(heredocs[0].body.start);
    if (body !== undefined) add('instruction', start, body - 1);
    else add('instruction', start, lastLine);
    for (const heredoc of heredocs) {
      const first = lineOf(heredoc.body.start);
      const end = heredoc.terminator ? lineOf(heredoc.terminator.start) : lineOf(heredoc.body.end);
      // The first one hides below the line that announces it; those after it below their own first line.
      add('heredoc', heredoc === heredocs[0] ? first - 1 : first, end);
    }
  }
  let first = 0;
  comments.forEach(({ line }, index) => {
    if (index > 0 && comments[index - 1]?.line !== line - 1) first = index;
    const next = comments[index + 1];
    if (next?.line !== line + 1) add('comment', comments[first]?.line ?? line, line);
  });
  return found.sort((a, b) => a.start - b.start || b.end - a.end);
}
