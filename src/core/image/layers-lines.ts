/** Which instruction of a Dockerfile made which entry of an image's history. */
import type { Dockerfile, Instruction, Stage } from '../dockerfile/model.ts';
import { type ConfigurationOptions, stagesTo } from './configuration.ts';
import type { HistoryEntry } from './configuration-saved.ts';

/** `/bin/sh -c #(nop) COPY …` and `RUN |1 A=b /bin/sh -c …` of older builders, `COPY … # buildkit` of newer ones. */
const nop = /^\/bin\/sh -c #\(nop\)\s+/;

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
  const text = createdBy.replace(nop, '').replace(/\s*# buildkit$/, '');
  return text.replace(/^(?:RUN )?(?:\|\d+ .*? )?\/bin\/sh -c /, 'RUN ');
}

function instructionsIn({ instructions }: Stage): readonly Instruction[] {
  return instructions.filter(({ keyword }) => keyword !== 'FROM');
}

function isOf(entry: HistoryEntry | undefined, { keyword, command, words, pairs }: Instruction): boolean {
  if (!entry) return false;
  const text = entry.createdBy.replace(nop, '').replace(/\s*# buildkit$/, '');
  if (keyword === 'RUN') {
    const isRun = text.startsWith('RUN ') || (!nop.test(entry.createdBy) && /^(?:\|\d+ |\S*sh )/.test(text));
    return isRun && text.includes(firstWord(command?.form === 'exec' ? words[0]?.value : command?.script.text));
  }
  if (!text.startsWith(`${keyword} `)) return false;
  return pairs.length === 0 || text.includes(pairs[0]?.name.value ?? '');
}

/** Variables and quotes apart, which a builder may have resolved. */
function firstWord(text = ''): string {
  return /^[\w./-]+/.exec(text.trimStart())?.[0] ?? '';
}
