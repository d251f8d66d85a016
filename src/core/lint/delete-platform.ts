import type { Dockerfile, Instruction, Stage } from '../dockerfile/model.ts';
import type { Fix } from './finding.ts';

/**
 * Takes the platform of a stage out, and the blanks that part it from what follows on its line. Undefined
 * where the stage and the last one would then be built on the same, and so be judged alike.
 */
export function deletePlatform(
  stage: Stage,
  { instructions, stages, text }: Dockerfile,
  safety: Fix['safety'],
): Fix | undefined {
  const { platform } = stage;
  const last = stages.at(-1);
  if (!platform || !last) return undefined;
  const akin = stage === last ? stages : [last];
  if (akin.some((other) => other.platform?.value !== platform.value && said(other) === said(stage))) return undefined;
  // What stands before the first FROM is judged as if built on nothing.
  const isEarly = ({ keyword, stage }: Instruction) => stage === undefined && keyword !== 'ARG';
  if (stage === last && said(stage) === 'scratch' && instructions.some(isEarly)) return undefined;
  let end = platform.range.end;
  while (text[end] === ' ' || text[end] === '\t') end++;
  return {
    title: 'Delete the platform',
    safety,
    edits: [{ range: { start: platform.range.start, end }, newText: '' }],
  };
}

function said({ from }: Stage): string {
  return from.words.map(({ value }) => value.toLowerCase()).join(' ');
}
