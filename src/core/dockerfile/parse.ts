import { LineIndex } from '../text.ts';
import { HASH, skipSpace } from './characters.ts';
import { DirectiveReader } from './directives.ts';
import { heredocMarks, readHeredocs, TerminatorIndex } from './heredocs.ts';
import { ParsedInstruction } from './instruction.ts';
import { commentAt, LineWalk, readLogicalLine } from './lines.ts';
import type { Comment, Directive, Dockerfile, ParseProblem, Stage } from './model.ts';
import { instructionProblem, structureProblems } from './problems.ts';
import { stagesOf } from './stages.ts';
import { valueProblem } from './value-problems.ts';

/**
 * Parses a Dockerfile as BuildKit reads it, in one pass and in time linear to its length. It never
 * throws: what the builder would refuse is in `problems`, and the tree holds all that could be read.
 */
export function parseDockerfile(text: string): Dockerfile {
  const comments: Comment[] = [];
  const instructions: ParsedInstruction[] = [];
  const reader = new DirectiveReader();
  const terminators = new TerminatorIndex(text);
  const walk = new LineWalk(text, text.charCodeAt(0) === 0xfeff ? 1 : 0);
  while (walk.next()) {
    const first = skipSpace(text, walk.start, walk.end);
    if (first === walk.end) {
      reader.close();
    } else if (text.charCodeAt(first) === HASH) {
      if (!reader.readComment(walk, first)) comments.push(commentAt(walk, first, false));
    } else {
      reader.close();
      instructions.push(readInstruction(walk, first, reader.escape.charCodeAt(0), comments, terminators));
    }
  }
  return new ParsedDockerfile(text, reader, comments, instructions);
}

function readInstruction(
  walk: LineWalk,
  first: number,
  escapeCode: number,
  comments: Comment[],
  terminators: TerminatorIndex,
): ParsedInstruction {
  const { folded, line, end } = readLogicalLine(walk, first, escapeCode, comments);
  const instruction = new ParsedInstruction(walk.text, folded, { start: 0, line, end }, escapeCode);
  if (!folded.text.includes('<<')) return instruction;
  const owner = instruction.trigger ?? instruction;
  const known = heredocKeywords[owner.keyword];
  if (known === undefined || owner.json.kind === 'strings') return instruction;
  const marks = heredocMarks(folded.text);
  // The builder's own heredocs must be closed; in CMD it sees plain text, and so do we unless a body is there.
  if (known === 'tolerated' && !marks.every(({ name }) => terminators.hasAfter(name, walk.nextStart)))
    return instruction;
  instruction.attachHeredocs(readHeredocs(walk, folded, marks));
  return instruction;
}

const heredocKeywords: Readonly<Record<string, 'own' | 'tolerated'>> = {
  ADD: 'own',
  COPY: 'own',
  RUN: 'own',
  CMD: 'tolerated',
  ENTRYPOINT: 'tolerated',
};

class ParsedDockerfile implements Dockerfile {
  readonly text: string;
  readonly escape: '\\' | '`';
  readonly directives: readonly Directive[];
  readonly comments: readonly Comment[];
  readonly instructions: readonly ParsedInstruction[];
  readonly stages: readonly Stage[];
  readonly #directiveProblems: readonly ParseProblem[];
  #lines: LineIndex | undefined;
  #problems: readonly ParseProblem[] | undefined;
  #refusals: readonly ParseProblem[] | undefined;
  #instructionProblems: readonly (ParseProblem | undefined)[] | undefined;

  constructor(text: string, reader: DirectiveReader, comments: Comment[], instructions: ParsedInstruction[]) {
    this.text = text;
    this.escape = reader.escape;
    this.directives = reader.directives;
    this.comments = comments;
    this.instructions = instructions;
    this.stages = stagesOf(instructions);
    this.#directiveProblems = reader.problems;
  }

  get lines(): LineIndex {
    this.#lines ??= new LineIndex(this.text);
    return this.#lines;
  }

  get problems(): readonly ParseProblem[] {
    this.#problems ??= this.#findProblems();
    return this.#problems;
  }

  get refusals(): readonly ParseProblem[] {
    this.#refusals ??= this.instructions.flatMap(
      (instruction, index) => (this.#ofInstructions[index] ? undefined : valueProblem(instruction)) ?? [],
    );
    return this.#refusals;
  }

  get #ofInstructions(): readonly (ParseProblem | undefined)[] {
    this.#instructionProblems ??= this.instructions.map(instructionProblem);
    return this.#instructionProblems;
  }

  #findProblems(): ParseProblem[] {
    const problems = [...this.#directiveProblems];
    for (const found of this.#ofInstructions) if (found) problems.push(found);
    for (const found of structureProblems(this.text, this.instructions)) problems.push(found);
    return problems.sort((a, b) => a.range.start - b.range.start);
  }
}
