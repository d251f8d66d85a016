/** Which instruction of a Dockerfile made which entry of an image's history. */
import type { Dockerfile, Instruction, Stage } from '../dockerfile/model.ts';
import { type ConfigurationOptions, stagesTo } from './configuration.ts';
import type { HistoryEntry } from './configuration-saved.ts';

/** `/bin/sh -c #(nop) COPY …` of older builders, with the shell that is in force; newer ones write `COPY … # buildkit`. */
const nop = /^[^#]*#\(nop\)\s+/;

/** How many entries a builder may have added of its own, or instructions it has left out, in a row. */
const window = 4;

/**
 * The instruction of each entry, undefined for those of the base image. History is matched from its end, since only
 * there it is known what it should be.
 */
export function instructionsOf(
  history: readonly HistoryEntry[],
  dockerfile: Dockerfile,
  options: ConfigurationOptions = {},
): readonly (Instruction | undefined)[] {
  const found = new Array<Instruction | undefined>(history.length).fill(undefined);
  const instructions = stagesTo(dockerfile, options).flatMap(instructionsIn);
  let at = history.length - 1;
  for (let next = instructions.length - 1; next >= 0 && at >= 0; next--) {
    const instruction = instructions[next] as Instruction;
    const match = [...Array(window).keys()].find((skipped) => isOf(history[at - skipped], instruction));
    // An instruction without an entry of its own; the entry waits for the one before it.
    if (match === undefined) continue;
    at -= match;
    found[at--] = instruction;
  }
  return found;
}

/** The instruction of each layer, from the lowest up. */
export function layerInstructions(
  history: readonly HistoryEntry[],
  instructions: readonly (Instruction | undefined)[],
  layers: number,
): readonly (Instruction | undefined)[] {
  return ofLayers(history, layers).map((entry) => (entry === undefined ? undefined : instructions[entry]));
}

/** What made each layer, without the builder's own marks; empty where the history does not say. */
export function layersInHistory(history: readonly HistoryEntry[], layers: number): readonly string[] {
  return ofLayers(history, layers).map((entry) => plainly(history[entry ?? -1]?.createdBy ?? ''));
}

/** The index in the history of each layer. A history may be cut short, or missing, in imported images. */
function ofLayers(history: readonly HistoryEntry[], layers: number): readonly (number | undefined)[] {
  const made = history.flatMap(({ empty }, index) => (empty ? [] : [index]));
  return Array.from({ length: layers }, (_, index) => made[index - layers + made.length]);
}

function plainly(createdBy: string): string {
  const text = withoutMarks(createdBy);
  const run = text.replace(/^RUN /, '').replace(/^\|\d+ (?:\w+=\S* )*/, '');
  return isRun(createdBy) ? `RUN ${run.replace(/^\/\S*sh -\w*c /, '')}` : text;
}

function withoutMarks(createdBy: string): string {
  return createdBy
    .replace(nop, '')
    .replace(/\s*# buildkit$/, '')
    .trim();
}

/** Older builders write down what ran, and no keyword. */
function isRun(createdBy: string): boolean {
  return createdBy.startsWith('RUN ') || (/^[|/]/.test(createdBy) && !nop.test(createdBy));
}

function instructionsIn({ instructions }: Stage): readonly Instruction[] {
  return instructions.filter(({ keyword }) => keyword !== 'FROM');
}

function isOf(entry: HistoryEntry | undefined, { keyword, command, words, pairs }: Instruction): boolean {
  if (!entry) return false;
  const text = withoutMarks(entry.createdBy);
  if (keyword === 'RUN') {
    const script = command?.form === 'exec' ? words[0]?.value : command?.scriptHeredoc ? '' : command?.script.text;
    return isRun(entry.createdBy) && text.includes(firstWord(script));
  }
  return text.startsWith(`${keyword} `) && text.includes(pairs[0]?.name.value ?? '');
}

/** Up to a variable or a quote, which a builder may have resolved. */
function firstWord(text = ''): string {
  return /^[\w./-]+/.exec(text.trimStart())?.[0] ?? '';
}
