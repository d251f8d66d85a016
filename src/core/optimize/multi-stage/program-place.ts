import type { StageModel } from '../model/build-model.ts';
import type { Program } from '../model/launch.ts';
import { joinPath } from '../model/steps.ts';
import { tasksOf } from './preconditions.ts';
import type { RuntimeCopy } from './runtime-copy.ts';

/** Folders in which a shell looks for programs. */
const onPath = /^\/(usr\/(local\/)?)?s?bin$/;

/** Whether a program that is called as it is called is found at a path. */
export function isFoundAt({ name, path }: Pick<Program, 'name' | 'path'>, place: string): boolean {
  if (path !== undefined) return path === place;
  return place.endsWith(`/${name}`) && onPath.test(place.slice(0, -name.length - 1));
}

/** A program that is taken over to where it is found: the images of a language look for programs in more folders. */
export function programCopy(started: Pick<Program, 'name' | 'path'>, place: string, stage: StageModel): RuntimeCopy {
  const folder = place.slice(0, place.lastIndexOf('/'));
  const isNamed = stage.steps.some(
    ({ instruction: { keyword, pairs } }) =>
      keyword === 'ENV' && pairs.some(({ name, value }) => name.value === 'PATH' && value?.raw.includes(folder)),
  );
  const isFound = isNamed || started.path !== undefined || isFoundAt(started, place);
  return { path: place, isFolder: false, ...(isFound ? {} : { to: `/usr/local/bin/${started.name}` }) };
}

/**
 * The programs beside the main one that are started by their paths.
 *
 * @param program absolute path of the main one
 * @param isBuilt whether an absolute path is that of what the tool of the conversion builds
 */
export function otherPrograms(
  { programs }: { readonly programs: readonly Program[] },
  program: string,
  isBuilt: (path: string) => boolean,
): readonly RuntimeCopy[] {
  const paths = new Set(programs.flatMap(({ path = '' }) => (path !== program && isBuilt(path) ? path : [])));
  return [...paths].map((path) => ({ path, isFolder: false }));
}

/** Where a program that is called by its bare name was put by a plain command of a stage; undefined where none did. */
export function placeOf(name: string, stage: StageModel): string | undefined {
  for (const { task, step } of tasksOf(stage).reverse()) {
    if (!/^(cp|mv|install|ln)$/.test(task.command.name)) continue;
    const operands = task.command.words.map(({ value }) => value).filter((value) => !value.startsWith('-'));
    const target = joinPath(step.workdir, operands.at(-1));
    if (target === undefined || /[$*?]/.test(target)) continue;
    if (onPath.test(target) && operands.slice(0, -1).some((source) => source.endsWith(`/${name}`) || source === name)) {
      return `${target}/${name}`;
    }
    if (target.endsWith(`/${name}`) && onPath.test(target.slice(0, -name.length - 1))) return target;
  }
  return undefined;
}
