import type { StageModel } from '../model/build-model.ts';
import { isOfImages } from '../model/image-folders.ts';
import type { Task } from '../model/purpose.ts';
import type { Step } from '../model/steps.ts';
import { globbed, type ScriptPlace } from './script-place.ts';

/** Whether a command may make files of any name among those that were copied. */
function makesMore({ purpose, command: { name, words } }: Task): boolean {
  const values = words.map(({ value }) => value);
  if (purpose === 'files')
    return !/^(mkdir|chmod|chown|chgrp|touch|ln|rm|sed)$/.test(name) && !/^\//.test(values.at(-1) ?? '');
  const isEnvironment = values.some((value, at) => value === '-m' && /^(venv|virtualenv)$/.test(values[at + 1] ?? ''));
  return /^(build|generate|unknown|fetch)$/.test(purpose) && !isEnvironment;
}

/**
 * A command that puts what a pattern matches into a folder of the system, with the files in place of the pattern. Only
 * as long as all that may match comes from the build context.
 */
export function withMatchedFiles(task: Task, place: ScriptPlace, step: Step, stage: StageModel): Task {
  const { command } = task;
  const values = command.words.map(({ value }) => value);
  if (!/^(cp|mv|install)$/.test(command.name) || !values.some((value) => /[*?]/.test(value))) return task;
  if (!isOfImages((values.at(-1) ?? '').replace(/(.)\/$/, '$1'))) return task;
  const before = stage.steps.filter(({ index }) => index <= step.index);
  if (before.some(({ instruction }) => stage.tasks(instruction)?.some(makesMore))) return task;
  const copied = stage.copied.filter((each) => each.step.index < step.index);
  if (copied.some(({ files }) => files === undefined)) return task;
  const words = command.words.flatMap((word) => {
    if (!/[*?]/.test(word.value)) return word;
    const pattern = globbed(word.value, place);
    const matches = copied.flatMap(({ files = [] }) =>
      files.flatMap(({ to }) => (pattern?.exec(to)?.[1] === '' ? to : [])),
    );
    return [...new Set(matches)].map((value) => ({ value, raw: value, range: word.range }));
  });
  const { name, nameRange, range, topLevel, assignments, before: previous, after } = command;
  return { ...task, command: { name, nameRange, range, topLevel, assignments, before: previous, after, words } };
}
