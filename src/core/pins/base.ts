import type { Dockerfile, Stage } from '../dockerfile/model.ts';
import { GlobalArguments } from '../dockerfile/stage-environment.ts';
import { expand } from '../dockerfile/variables.ts';
import { parseReference } from '../image/reference.ts';

/** The image from elsewhere that a stage stands on. */
export interface Base {
  readonly image: string;
  /** `linux/arm64` where FROM says one; undefined for that of the engine. */
  readonly platform: string | undefined;
}

/**
 * Goes from stage to stage down to the image from elsewhere; arguments have their defaults.
 * @returns why there is none, as a sentence without its end, where no image can be told
 */
export function baseOf(stage: Stage, dockerfile: Dockerfile): Base | { readonly why: string } {
  let bottom = stage;
  while (bottom.parent) bottom = bottom.parent;
  const { from, platform } = bottom;
  const word = from.words[0];
  if (!word) return { why: 'FROM names no image' };
  const globals = new GlobalArguments();
  for (const instruction of dockerfile.instructions) {
    if (instruction.keyword === 'FROM') break;
    if (instruction.keyword === 'ARG') globals.takeArg(instruction, dockerfile);
  }
  const image = expand(word.raw, dockerfile.escape, globals.lookup).value;
  const named = dockerfile.stages.find(
    ({ index, name }) => index < bottom.index && name?.value.toLowerCase() === image?.toLowerCase(),
  );
  if (named) return baseOf(named, dockerfile);
  if (image === 'scratch') return { why: 'FROM scratch brings no package manager' };
  if (!image || !parseReference(image)) {
    return {
      why: word.value.includes('$')
        ? `FROM ${word.value} hangs on a build argument without a default`
        : `“${word.value}” is not a name that an image can have`,
    };
  }
  const wanted = platform?.value;
  // A variable there means the machine that builds, or the one that it is built for.
  return { image, platform: wanted?.includes('$') ? undefined : wanted };
}
