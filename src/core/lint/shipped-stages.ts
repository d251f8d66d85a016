import type { Dockerfile, Instruction, Stage } from '../dockerfile/model.ts';

/**
 * Whether what a stage leaves behind weighs in an image: it is the last one, or another is built on
 * it. As in hadolint a stage counts as the last one too when its FROM says the same in every part.
 */
export function isShipped(stage: Stage | undefined, { stages }: Dockerfile): boolean {
  const last = stages.at(-1);
  if (!stage || !last) return stage === last;
  if (stage === last || sameFrom(stage.from, last.from)) return true;
  const name = stage.name?.value;
  return name !== undefined && stages.some(({ image }) => image?.text === name);
}

function sameFrom(a: Instruction, b: Instruction): boolean {
  const parts = ({ flags, words }: Instruction) => [
    ...flags.map(({ name, value }) => `--${name}=${value}`),
    ...words.map(({ value }, at) => (at === 1 ? value.toUpperCase() : value)),
  ];
  return parts(a).join(' ') === parts(b).join(' ');
}
