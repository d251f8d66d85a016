import type { Dockerfile, Instruction, Stage } from '../dockerfile/model.ts';

/**
 * The instruction that a step of the builder stands for. BuildKit names a step by stage, number and the
 * instruction with its variables filled in; the old builder by number and the instruction as written.
 * @param step `[build 2/4] RUN make` or `[2/4] RUN make`
 */
export function instructionOfStep(step: string, dockerfile: Dockerfile): Instruction | undefined {
  const match = /^\[(?:[a-z0-9]+\/[a-z0-9]+(?:\/[a-z0-9]+)? )?(?:(\S+) +)?(\d+)\/(\d+)\] (\S+)\s*(.*)$/s.exec(step);
  if (!match) return undefined;
  const [, label, number, total, keyword = '', rest = ''] = match;
  const stage = label === undefined ? undefined : stageLabelled(label, dockerfile);
  if (keyword === 'FROM') return stage?.from ?? fromOf(rest, dockerfile);
  const candidates = (stage?.instructions ?? dockerfile.instructions).filter(
    (instruction) => instruction.keyword === keyword && couldRead(instruction, rest, dockerfile),
  );
  if (candidates.length <= 1) return candidates[0];
  // Several read alike: steps are counted from the end, since triggers of the base image stand at the start.
  const after = Number(total) - Number(number);
  const last = (stage ?? dockerfile.stages.at(-1))?.instructions ?? [];
  const counted = last.filter(({ keyword }) => makesStep.has(keyword));
  const placed = counted[counted.length - 1 - after];
  return placed && candidates.includes(placed) ? placed : candidates[0];
}

/** The instruction that names a base image, in FROM or in `--from=`; variables are tried with their defaults. */
export function instructionNaming(image: string, dockerfile: Dockerfile): Instruction | undefined {
  const wanted = shortName(image);
  const isIt = (written: string | undefined) =>
    written !== undefined && shortName(filled(written, dockerfile)) === wanted;
  return (
    dockerfile.stages.find((stage) => isIt(stage.image?.text))?.from ??
    dockerfile.instructions.find(({ flags }) => flags.some(({ name, value }) => name === 'from' && isIt(value))) ??
    dockerfile.instructions.find(({ flags }) =>
      flags.some(({ name, value }) => name === 'mount' && isIt(/(?:^|,)from=([^,]*)/.exec(value ?? '')?.[1])),
    ) ??
    dockerfile.stages.find((stage) => stage.image?.text.includes('$'))?.from
  );
}

/** Instructions that BuildKit counts as steps, beside FROM. */
const makesStep = new Set(['RUN', 'COPY', 'ADD', 'WORKDIR']);

function stageLabelled(label: string, { stages }: Dockerfile): Stage | undefined {
  const index = /^stage-(\d+)$/.exec(label)?.[1];
  return (
    stages.findLast(({ name }) => name?.value.toLowerCase() === label.toLowerCase()) ??
    (index === undefined ? undefined : stages[Number(index)])
  );
}

function fromOf(rest: string, dockerfile: Dockerfile): Instruction | undefined {
  const image = rest.trim().split(/[\s@]/)[0] ?? '';
  return instructionNaming(image, dockerfile) ?? dockerfile.stages[0]?.from;
}

/** Whether the instruction, its variables filled in with anything, reads as the step does; blanks do not count. */
function couldRead(instruction: Instruction, step: string, dockerfile: Dockerfile): boolean {
  const { text, escape: continues } = dockerfile;
  const written = text.slice(instruction.keywordRange.end, instruction.range.end);
  const heredoc = written.indexOf('<<');
  const head = instruction.heredocs.length > 0 && heredoc >= 0 ? written.slice(0, heredoc) : written;
  const joined = head
    .split(/\r\n|\r|\n/)
    .filter((line, i) => i === 0 || !/^\s*#/.test(line))
    .map((line) => (line.trimEnd().endsWith(continues) ? line.trimEnd().slice(0, -1) : line))
    .join('');
  const pattern = joined
    .replace(/\s+/g, '')
    .split(/\$(?:\{[^}]*\}|\w+)/)
    .map(literally)
    .join('.*');
  const open = head === written ? '$' : '';
  return new RegExp(`^${pattern}${open}`, 's').test(step.replace(/\s+/g, ''));
}

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** Puts the defaults of the ARGs before the first FROM in the place of their names. */
function filled(text: string, { instructions }: Dockerfile): string {
  const defaults = new Map<string, string>();
  for (const { keyword, pairs } of instructions) {
    if (keyword === 'FROM') break;
    if (keyword === 'ARG') for (const { name, value } of pairs) defaults.set(name.value, value?.value ?? '');
  }
  return text.replace(
    /\$(?:\{(\w+)(?::?-([^}]*))?\}|(\w+))/g,
    (whole, braced?: string, fallback?: string, bare?: string) => {
      return defaults.get(braced ?? bare ?? '') ?? fallback ?? whole;
    },
  );
}

function shortName(image: string): string {
  const short = image
    .toLowerCase()
    .replace(/^(index\.)?docker\.io\//, '')
    .replace(/^library\//, '');
  return /[:@][^/]*$/.test(short) ? short : `${short}:latest`;
}
