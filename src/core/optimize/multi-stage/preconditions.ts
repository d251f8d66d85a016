import type { BuildModel, StageModel } from '../model/build-model.ts';
import type { Task, Tool } from '../model/purpose.ts';
import type { Step } from '../model/steps.ts';

/** A task with the step that it is part of. */
export interface TaskInStep {
  readonly task: Task;
  readonly step: Step;
}

/**
 * What every conversion wants: one stage, on an image that is named, whose start is known.
 * @returns the reason against it, or the stage
 */
export function singleStage({ stages, final }: BuildModel): StageModel | string {
  if (stages.length !== 1) return 'It has several stages already.';
  const { stage, base, launch } = final;
  if (!base) return 'What FROM names is a variable.';
  const trigger = stage.instructions.find(({ keyword }) => keyword === 'ONBUILD');
  if (trigger) return `ONBUILD at line ${trigger.line + 1} acts in images that are built on this one.`;
  if (!launch.programs || launch.programs.length === 0) {
    return launch.entrypoint || launch.command
      ? 'What the container starts cannot be read from ENTRYPOINT and CMD.'
      : 'It has neither ENTRYPOINT nor CMD: what runs in the end is not known.';
  }
  if (launch.programs.some(({ name }) => /^(\/usr\/bin\/)?make$/.test(name)))
    return 'What make starts, and what that calls, is not known.';
  return final;
}

/** The tasks of all RUNs of a stage, in order; those of a script that cannot be read are not there. */
export function tasksOf(stage: StageModel): TaskInStep[] {
  return stage.steps.flatMap((step) => (stage.tasks(step.instruction) ?? []).map((task) => ({ task, step })));
}

export function tasksWith(stage: StageModel, tool: Tool, purpose?: Task['purpose']): TaskInStep[] {
  return tasksOf(stage).filter(({ task }) => task.tool === tool && (!purpose || task.purpose === purpose));
}

/** The last step that changes files: what is added to the end of a build is done as its user, and in its folder. */
export function lastChange({ steps }: StageModel): Step | undefined {
  return steps.findLast(({ instruction: { keyword } }) => /^(RUN|COPY|ADD)$/.test(keyword));
}

/** The first RUN whose commands nobody can follow, as a reason against a conversion. */
export function unreadableRun(stage: StageModel): string | undefined {
  const step = stage.steps.find(
    ({ instruction }) => instruction.keyword === 'RUN' && stage.tasks(instruction) === undefined,
  );
  return step && `The script of line ${step.instruction.line + 1} cannot be read as shell.`;
}
