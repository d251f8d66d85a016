import type { StageModel } from './build-model.ts';
import type { Task } from './purpose.ts';
import { joinPath, type Step } from './steps.ts';

/** An install of what manifests name, and where it runs. */
export interface InstallInFolder {
  readonly task: Task;
  readonly step: Step;
  /** Absolute; undefined where it is not known. */
  readonly folder: string | undefined;
}

/** The installs of a stage in order, each in the folder that WORKDIR and the `cd`s in front of it lead to. */
export function installFolders(stage: StageModel): InstallInFolder[] {
  return stage.steps.flatMap((step) => {
    let folder = step.workdir;
    return (stage.tasks(step.instruction) ?? []).flatMap((task) => {
      const { name, words } = task.command;
      if (name === 'cd') folder = joinPath(folder, /\$/.test(words[0]?.value ?? '$') ? undefined : words[0]?.value);
      return task.purpose === 'dependencies' ? [{ task, step, folder }] : [];
    });
  });
}
