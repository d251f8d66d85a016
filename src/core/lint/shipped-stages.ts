import type { Dockerfile, Instruction, Stage } from '../dockerfile/model.ts';

/**
 * Whether what a stage leaves behind weighs in an image: it is the last one, or another is built on
 * it. As in hadolint a stage counts as the last one too when its FROM says the same in every part.
 */
export function isShipped(stage: Stage | undefined, { stages }: Dockerfile): boolean {
  const last = stages.at(-1);
  if (!last) return true;
  // What stands before any FROM counts as built on nothing.
  if (!stage) return said(last.from) === 'scratch';
  if (stage === last || said(stage.from) === said(last.from)) return true;
  const name = stage.name?.value;
  return name !== undefined && imagesOf(stages).has(name);
}

const images = new WeakMap<readonly Stage[], ReadonlySet<string | undefined>>();

/** What the FROMs of a file name. */
function imagesOf(stages: readonly Stage[]): ReadonlySet<string | undefined> {
  let named = images.get(stages);
  if (!named) {
    named = new Set(stages.map(({ image }) => image?.text));
    images.set(stages, named);
  }
  return named;
}

function said({ flags, words }: Instruction): string {
  const parts = words.map(({ value }, at) => (at === 1 ? value.toUpperCase() : value));
  return [...flags.map(({ name, value }) => `--${name}=${value}`), ...parts].join(' ');
}
