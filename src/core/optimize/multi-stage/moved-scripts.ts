import type { StageModel } from '../model/build-model.ts';
import { isOfImages } from '../model/image-folders.ts';
import { joinPath } from '../model/steps.ts';
import { tasksInFolders } from '../model/task-folders.ts';

/** Where a plain command of a stage takes the file from that it puts at a path; both absolute. */
export function movedFrom(path: string, stage: StageModel): string | undefined {
  for (const { task, folder, step } of tasksInFolders(stage).reverse()) {
    const { name, words } = task.command;
    if (!/^(cp|mv|install)$/.test(name)) continue;
    const values = words.map(({ value }) => value);
    if (values.some((value) => /^(-[a-zA-Z]*[td]|--target-directory.*|--directory)$/.test(value))) continue;
    const [last, ...sources] = values
      .filter((value, at) => !value.startsWith('-') && !/^-[a-zA-Z]*[mogS]$/.test(values[at - 1] ?? ''))
      .map((value) => joinPath(folder, value.includes('$') ? step.expand({ raw: value }) : value))
      .reverse();
    if (last === undefined) continue;
    const isFolder = sources.length > 1 || values.at(-1)?.endsWith('/') || isOfImages(last);
    const found = sources.find(
      (source) => source !== undefined && (isFolder ? joinPath(last, nameOf(source)) : last) === path,
    );
    if (found !== undefined) return found;
  }
  return undefined;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
