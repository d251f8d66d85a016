import { joinPath, type Step } from './steps.ts';
import { type StageCommands, tasksInFolders } from './task-folders.ts';

/** Whether something in front of a step makes a folder at a path, or in it; absolute. */
export function isFolderBefore(path: string, { index }: Step, stage: StageCommands): boolean {
  const earlier = stage.steps.filter((step) => step.index < index);
  const isWithin = (made: string | undefined) => made !== undefined && `${made}/`.startsWith(`${path}/`);
  const isNamed = earlier.some(({ instruction: { keyword, words }, workdir, expand }) => {
    if (keyword === 'WORKDIR') return isWithin(joinPath(workdir, words[0] && expand(words[0])));
    if (keyword !== 'COPY' && keyword !== 'ADD') return false;
    const target = words.at(-1);
    const named = target && expand(target);
    const to = joinPath(workdir, named);
    return isWithin(to) && (to !== path || named?.endsWith('/') || words.length > 2);
  });
  return (
    isNamed ||
    tasksInFolders({ ...stage, steps: earlier }).some(({ task: { command }, step, folder }) => {
      if (command.name !== 'mkdir') return false;
      return command.words.some(({ value }) =>
        isWithin(joinPath(folder, value.includes('$') ? step.expand({ raw: value }) : value)),
      );
    })
  );
}
