import type { Instruction } from '../../dockerfile/model.ts';
import type { Task } from './purpose.ts';
import { joinPath, type Step } from './steps.ts';

/** A command of a RUN, and where it runs. */
export interface TaskInFolder {
  readonly task: Task;
  readonly step: Step;
  /** Absolute; undefined where it is not known. */
  readonly folder: string | undefined;
}

/** What of a stage says which commands it runs. */
export interface StageCommands {
  readonly steps: readonly Step[];
  readonly tasks: (instruction: Instruction) => readonly Task[] | undefined;
}

/** The commands of a stage in order, each in the folder that WORKDIR and the `cd`s in front of it lead to. */
export function tasksInFolders(stage: StageCommands): TaskInFolder[] {
  return stage.steps.flatMap((step) => {
    let folder = step.workdir;
    return (stage.tasks(step.instruction) ?? []).map((task) => {
      const { name, words } = task.command;
      const found = { task, step, folder };
      if (name === 'cd') folder = joinPath(folder, /\$/.test(words[0]?.value ?? '$') ? undefined : words[0]?.value);
      return found;
    });
  });
}

/** The installs of what manifests name. */
export function installFolders(stage: StageCommands): TaskInFolder[] {
  return tasksInFolders(stage).filter(({ task }) => task.purpose === 'dependencies');
}
