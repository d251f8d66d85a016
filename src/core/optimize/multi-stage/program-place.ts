import type { StageModel } from '../model/build-model.ts';
import { joinPath } from '../model/steps.ts';
import { tasksOf } from './preconditions.ts';

/** Folders in which a shell looks for programs. */
const onPath = /^\/(usr\/(local\/)?)?s?bin$/;

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
