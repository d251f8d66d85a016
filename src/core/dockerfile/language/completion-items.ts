import type { Range } from '../../text.ts';
import type { Dockerfile, Instruction } from '../model.ts';

export interface Completion {
  readonly label: string;
  readonly kind: 'instruction' | 'flag' | 'value' | 'stage' | 'variable';
  readonly insertText: string;
  /** What is replaced: on one line, and around the place that was asked for. */
  readonly range: Range;
  readonly detail?: string;
  /** Markdown. */
  readonly documentation?: string;
  /** What follows can be completed at once. */
  readonly again?: boolean;
}

/** The instruction up to the place, continuations folded away: its last character is the last before the place. */
export interface Typed {
  readonly keyword: string;
  /** After the keyword and its blanks. */
  readonly text: string;
  /** The word that is being typed; empty behind a blank. */
  readonly word: string;
  /** The words before it. */
  readonly before: readonly string[];
  readonly instruction: Instruction;
  readonly offset: number;
}

/** The named stages before an instruction. */
export function stageItems(dockerfile: Dockerfile, instruction: Instruction, range: Range): Completion[] {
  const own = instruction.stage;
  const earlier = dockerfile.stages.filter(({ index, name }) => name && own && index < own.index);
  return earlier.flatMap(({ image, name }) =>
    name
      ? [
          {
            label: name.value,
            kind: 'stage',
            insertText: name.value,
            range,
            detail: `stage on ${image?.text ?? '?'}`,
          } as const,
        ]
      : [],
  );
}

export const valueItem = (label: string, range: Range): Completion => ({
  label,
  kind: 'value',
  insertText: label,
  range,
});
