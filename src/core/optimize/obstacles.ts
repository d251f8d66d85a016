import type { Dockerfile } from '../dockerfile/model.ts';
import { baseImageOf } from './model/base-image.ts';

/** What keeps every rewrite away from a file, as a sentence; undefined for a file that can be worked on. */
export function obstacleIn(dockerfile: Dockerfile): string | undefined {
  const { problems, refusals, stages, instructions, lines } = dockerfile;
  const templated = instructions.find(
    ({ keyword, words }) => keyword !== 'RUN' && words.some(({ raw }) => templateMark.test(raw)),
  );
  if (templated) return `Line ${templated.line + 1} is a template: what the builder gets is not known.`;
  const [problem] = [...problems, ...refusals];
  if (problem) {
    const line = lines.positionAt(problem.range.start).line + 1;
    return `The builder would not read the file: line ${line}: ${problem.message}`;
  }
  if (stages.length === 0) return 'There is no FROM.';
  if (dockerfile.escape === '`' || stages.some((stage) => baseImageOf(stage, dockerfile)?.isWindows)) {
    return 'It is written for Windows images, which Fargate runs but these rewrites do not know.';
  }
  if (lines.lineCount > mostLines) return `It has more than ${mostLines} lines.`;
  return undefined;
}

/** Of Jinja, Go, ERB, Mustache and of continuous integration. */
const templateMark = /\{\{|\{%|<%|%%[A-Z_]+%%|@@[A-Z_]+@@|^@[A-Z_]+@$/;

/** A file that is written by a program. */
const mostLines = 5000;
