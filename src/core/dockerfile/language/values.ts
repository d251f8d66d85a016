import { GlobalArguments, StageEnvironment } from '../../lint/stage-environment.ts';
import type { Dockerfile, Stage } from '../model.ts';

/**
 * The value of a variable for the instruction at a place, by the defaults alone: null where only the build knows it,
 * undefined where it is not set.
 */
export function valueAt(dockerfile: Dockerfile, name: string, offset: number): string | null | undefined {
  const globals = new GlobalArguments();
  const environments = new Map<Stage, StageEnvironment>();
  let current: StageEnvironment | undefined;
  for (const instruction of dockerfile.instructions) {
    const { keyword, range, stage } = instruction;
    // The name that an instruction declares has the value that it is given there.
    const isLast = range.start <= offset && offset <= range.end;
    if (range.start > offset) break;
    if (keyword === 'FROM' && stage) {
      if (isLast) return globals.lookup(name);
      current = new StageEnvironment(stage.parent && environments.get(stage.parent), stage);
      environments.set(stage, current);
    } else if (
      isLast &&
      !instruction.pairs.some((pair) => pair.name.range.start <= offset && offset <= pair.name.range.end)
    ) {
      break;
    } else if (current) current.take(instruction, dockerfile, globals);
    else if (keyword === 'ARG') globals.takeArg(instruction, dockerfile);
    if (isLast) break;
  }
  return current ? current.lookup(name) : globals.lookup(name);
}
