import { imageReference } from './image-reference.ts';
import type { ParsedInstruction } from './instruction.ts';
import type { ImageReference, Instruction, Stage, Word } from './model.ts';

/** Puts the instructions into stages, in one pass, and tells each its stage. */
export function stagesOf(instructions: readonly ParsedInstruction[]): Stage[] {
  const stages: OpenStage[] = [];
  const named = new Map<string, Stage>();
  let current: OpenStage | undefined;
  for (const instruction of instructions) {
    if (instruction.keyword === 'FROM') {
      current = openStage(instruction, stages.length, named);
      stages.push(current);
      // The builder compares names without regard to case, and FROM sees earlier stages only.
      if (current.name) named.set(current.name.value.toLowerCase(), current);
    } else if (current) {
      current.instructions.push(instruction);
      current.range.end = instruction.range.end;
    }
    instruction.stage = current;
  }
  return stages;
}

interface OpenStage extends Stage {
  readonly instructions: Instruction[];
  readonly range: { start: number; end: number };
}

function openStage(from: ParsedInstruction, index: number, named: ReadonlyMap<string, Stage>): OpenStage {
  const base = from.words[0];
  const image: ImageReference | undefined = base && imageReference(base);
  return {
    index,
    from,
    image,
    name: stageName(from.words),
    platform: from.flags.find((flag) => flag.name === 'platform'),
    instructions: [],
    parent: base && named.get(base.value.toLowerCase()),
    range: { start: from.range.start, end: from.range.end },
  };
}

function stageName(words: readonly Word[]): Word | undefined {
  return words[1]?.value.toLowerCase() === 'as' ? words[2] : undefined;
}
