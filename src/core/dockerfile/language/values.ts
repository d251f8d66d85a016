import type { Dockerfile, Stage } from '../model.ts';
import { GlobalArguments, StageEnvironment } from '../stage-environment.ts';
import type { Lookup } from '../variables.ts';

/**
 * The values of variables for the instruction at a place, by the defaults alone: null where only the build knows it,
 * undefined where it is not set. On a name that is being declared, the value is the one that it gets there.
 */
export function valuesAt(dockerfile: Dockerfile, offset: number): Lookup {
  const globals = new GlobalArguments();
  const environments = new Map<Stage, StageEnvironment>();
  let current: StageEnvironment | undefined;
  for (const instruction of dockerfile.instructions) {
    const { keyword, pairs, range, stage } = instruction;
    if (range.start > offset) break;
    const isLast = offset <= range.end;
    if (keyword === 'FROM' && stage) {
      if (isLast) return globals.lookup;
      current = new StageEnvironment(stage.parent && environments.get(stage.parent), stage);
      environments.set(stage, current);
      continue;
    }
    const declares = pairs.some(({ name }) => name.range.start <= offset && offset <= name.range.end);
    if (isLast && !declares) break;
    if (current) current.take(instruction, dockerfile, globals);
    else if (keyword === 'ARG') globals.takeArg(instruction, dockerfile);
    if (isLast) break;
  }
  return current ? current.lookup : globals.lookup;
}
