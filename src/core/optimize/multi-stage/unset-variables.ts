import type { Dockerfile } from '../../dockerfile/model.ts';
import { expand } from '../../dockerfile/variables.ts';
import type { Range } from '../../text.ts';
import type { BaseImage } from '../model/base-image.ts';
import type { Step } from '../model/steps.ts';

/** Images that set no variable but PATH. */
const bare = /^(debian|ubuntu|alpine|buildpack-deps)$/;
/** Search paths of loaders and compilers: no image of Docker's library sets them. */
const setByNone = /^(LD_LIBRARY_PATH|LIBRARY_PATH|CPATH|C_INCLUDE_PATH|CPLUS_INCLUDE_PATH|PKG_CONFIG_PATH|MANPATH)$/;

/**
 * Where an ENV adds to a variable that nothing has set, as in `ENV A=/x:$A`: the references to it, which stand for
 * nothing. In front of an image that may set it they have a meaning; in front of one that does not they would be a slip.
 */
export function unsetReferences(step: Step, base: BaseImage | undefined, dockerfile: Dockerfile): Range[] {
  const { instruction, variables } = step;
  if (instruction.keyword !== 'ENV' || !base?.isOfficial) return [];
  return instruction.pairs.flatMap(({ value }) => {
    if (!value) return [];
    const { references } = expand(value.raw, dockerfile.escape, () => null);
    return references.flatMap(({ name, range: { start, end } }) => {
      const isUnset = name !== 'PATH' && !variables.has(name) && (bare.test(base.name) || setByNone.test(name));
      const isInBraces = value.raw[start + 1] === '{';
      if (!isUnset || (isInBraces && value.raw[end] !== '}')) return [];
      return [{ start: value.range.start + start, end: value.range.start + end + (isInBraces ? 1 : 0) }];
    });
  });
}
