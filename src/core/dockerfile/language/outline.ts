import type { Range } from '../../text.ts';
import type { Dockerfile, Instruction, Stage } from '../model.ts';

export interface OutlineItem {
  readonly kind: 'stage' | 'variable' | 'instruction';
  readonly name: string;
  readonly detail: string;
  readonly range: Range;
  /** Lies inside `range`. */
  readonly selectionRange: Range;
  readonly children: readonly OutlineItem[];
}

/** The stages with what is in them, and before them the ARGs for all of them. */
export function outline(dockerfile: Dockerfile): OutlineItem[] {
  const { instructions, stages } = dockerfile;
  const before = instructions.filter(({ stage }) => !stage).map((one) => instructionItem(one, dockerfile));
  return [...before, ...stages.map((stage) => stageItem(stage, dockerfile))];
}

function stageItem(stage: Stage, dockerfile: Dockerfile): OutlineItem {
  const { from, image, index, name, range } = stage;
  return {
    kind: 'stage',
    name: name?.value || `stage ${index}`,
    detail: image ? `from ${image.text}` : '',
    range,
    selectionRange: name && name.value !== '' ? name.range : from.range,
    children: stage.instructions.map((one) => instructionItem(one, dockerfile)),
  };
}

/** Longer than the widest side bar shows. */
const longest = 80;

function instructionItem(instruction: Instruction, { text }: Dockerfile): OutlineItem {
  const { heredocs, keyword, keywordRange, pairs, range } = instruction;
  const isVariable = (keyword === 'ARG' || keyword === 'ENV') && pairs.length > 0;
  const written = text.slice(
    keywordRange.end,
    Math.min(heredocs[0]?.body.start ?? range.end, keywordRange.end + 4 * longest),
  );
  const detail = isVariable
    ? pairs.map(({ name }) => name.value).join(', ')
    : written
        .replaceAll(/(?<=[\r\n])[ \t]*#[^\r\n]*/g, '')
        .replaceAll(/[\\`][ \t]*(?=[\r\n])/g, '')
        .replaceAll(/\s+/g, ' ')
        .trim();
  return {
    kind: isVariable ? 'variable' : 'instruction',
    // The editor refuses an empty name, which a line with nothing but an escape would have.
    name: keyword || '\\',
    detail: detail.length > longest ? `${detail.slice(0, longest - 1)}…` : detail,
    range,
    selectionRange: keywordRange,
    children: [],
  };
}
