import type { StageModel } from '../../model/build-model.ts';
import { joinPath } from '../../model/steps.ts';
import { type TaskInFolder, tasksInFolders } from '../../model/task-folders.ts';
import { packageOf } from './front-ends.ts';
import type { NodePackage } from './packages.ts';
import type { NodeStart } from './start.ts';

/** Where packages of Node are installed, and scripts build; absolute paths. */
export interface Places {
  /** The folder of the application that starts. */
  readonly folder: string;
  /** Folders beside that one. */
  readonly others: readonly string[];
}

/** @returns undefined where a folder is not known */
export function placesOf(
  stage: StageModel,
  started: readonly NodeStart[],
  known: readonly NodePackage[],
): Places | undefined {
  const tasks = tasksInFolders(stage).filter(({ task: { tool } }) => /^(npm|yarn|pnpm|bun)$/.test(tool ?? ''));
  const installs = tasks.filter(({ task }) => task.purpose === 'dependencies').map(({ step }) => step.workdir);
  const server = packageOf(started, known)?.folder;
  const first = installs.includes(server) ? server : installs[0];
  if (first === undefined) return undefined;
  // What is installed in a folder above holds it.
  const folder = installs.reduce<string>((at, other) => (other !== undefined && isIn(at, other) ? other : at), first);
  const builders = tasks.filter(({ task }) => /^(dependencies|build|generate)$/.test(task.purpose));
  const others: string[] = [];
  for (const builder of builders) {
    const place = placeOf(builder);
    if (place === undefined || place === '/') {
      if (folder === '/') continue;
      return undefined;
    }
    if (!isIn(place, folder)) others.push(place);
  }
  return {
    folder,
    others: [...new Set(others)].filter((place, _, all) => !all.some((one) => one !== place && isIn(place, one))),
  };
}

/** The folder that a package manager works in. */
function placeOf({ task: { command }, folder, step }: TaskInFolder): string | undefined {
  const words = command.words.map(({ value }) => value);
  const at = words.findIndex((word) => /^(--prefix|--cwd|--dir|-C)(=|$)/.test(word));
  const named = at < 0 ? undefined : (words[at]?.split(/=(.*)/)[1] ?? words[at + 1]);
  return named === undefined ? (folder ?? step.workdir) : joinPath(folder, named);
}

function isIn(path: string, folder: string): boolean {
  return folder === '/' || `${path}/`.startsWith(`${folder}/`);
}
