import { deleteInstruction } from '../../lint/delete-instruction.ts';
import { takeOut } from '../../lint/take-out.ts';
import type { Range, TextEdit } from '../../text.ts';
import type { BuildModel, StageModel } from '../model/build-model.ts';
import type { Task } from '../model/purpose.ts';
import type { Step } from '../model/steps.ts';
import { tasksOf } from './preconditions.ts';
import { installation, usedAtStart } from './system-packages.ts';
import { isCalledBySources } from './tools-for-people.ts';

export interface MovedPackages {
  /** Take them out of where they are installed. */
  readonly edits: readonly TextEdit[];
  /** Install them where they are needed. */
  readonly setUp: readonly string[];
}

/** Programs that go by another name than their package. */
const programsOf: Readonly<Record<string, readonly string[]>> = {
  'p7zip-full': ['7z', '7za'],
  mercurial: ['hg'],
  subversion: ['svn'],
};

/**
 * Packages that only a part of a stage needs, moved into the stage which that part becomes.
 *
 * @param before position of the first instruction of that part
 * @param belongs whether a step is done in that part and nowhere else
 * @param names of the packages that may be moved
 */
export function movedPackages(
  stage: StageModel,
  before: number,
  belongs: (step: Step) => boolean,
  names: readonly string[],
  { dockerfile, context }: BuildModel,
): MovedPackages {
  const tasks = tasksOf(stage).filter(({ step }) => !belongs(step));
  const isStarted = usedAtStart(stage);
  const isUsed = (name: string) =>
    (programsOf[name] ?? [name]).some(
      (program) => isStarted(program) || tasks.some(({ task }) => task.command.name === program),
    ) || isCalledBySources(context, programsOf[name] ?? [name]);
  const edits: TextEdit[] = [];
  const moved: string[] = [];
  const whole: string[] = [];
  let manager: 'apt' | 'apk' | undefined;
  for (const { task, step } of tasks) {
    if (
      step.index >= before ||
      task.purpose !== 'packages' ||
      task.verb !== 'install' ||
      (task.tool !== 'apt' && task.tool !== 'apk')
    )
      continue;
    // Whoever does not pin what `apt` installs has not been told to.
    if (task.command.name === 'apt') continue;
    const packages = task.command.words.filter(({ value }) => !/^-|^install$|^add$/.test(value));
    const going = packages.filter(({ value }) => names.includes(value) && !isUsed(value));
    if (going.length === 0 || (manager && manager !== task.tool)) continue;
    if (going.length === packages.length) {
      // One that installs nothing any more would be an error: it goes as it stands, if that is all that it does.
      const isAll = stage.tasks(step.instruction)?.every(({ purpose }) => /^(index|packages|clean-up)$/.test(purpose));
      const installs = tasks.filter((each) => each.step === step && each.task.purpose === 'packages');
      const leaves = isAll && installs.length === 1 ? deleteInstruction(step.instruction, dockerfile) : undefined;
      if (leaves) {
        edits.push(leaves);
        whole.push(dockerfile.text.slice(step.instruction.range.start, step.instruction.range.end));
        continue;
      }
      const isOnly = installs.filter((each) => each.task.tool === task.tool).length === 1;
      // Who installs later without the lists of its own finds those of this RUN.
      const isAsked = tasks.some(
        (each) =>
          each.step.index > step.index &&
          each.task.tool === task.tool &&
          !stage.tasks(each.step.instruction)?.some(({ purpose }) => purpose === 'index'),
      );
      const beginning = isOnly && !isAsked ? beginningOf(step, task, stage) : undefined;
      if (!beginning) continue;
      edits.push({ range: beginning, newText: '' });
      moved.push(...going.map(({ value }) => value));
      manager = task.tool;
      continue;
    }
    const gone = takeOut(
      going.map(({ range }) => range),
      step.instruction,
      dockerfile,
    );
    if (!gone) continue;
    edits.push(...gone);
    moved.push(...going.map(({ value }) => value));
    manager = task.tool;
  }
  // git fetches over https, and the certificates for that come only as a recommendation.
  if (moved.includes('git')) moved.push('ca-certificates');
  return { edits, setUp: [...whole, ...(manager ? installation(manager, [...new Set(moved)]) : [])] };
}

/** The commands that a RUN begins with, as far as they install a package and do nothing for what comes behind them. */
function beginningOf({ instruction }: Step, last: Task, stage: StageModel): Range | undefined {
  const tasks = stage.tasks(instruction) ?? [];
  const at = tasks.findIndex(({ command }) => command === last.command);
  const next = tasks[at + 1]?.command;
  const isPlain = tasks
    .slice(0, at + 1)
    .every(
      ({ purpose, command }) =>
        /^(index|packages)$/.test(purpose) && command.topLevel && command.after?.operator === '&&',
    );
  if (!isPlain || !next?.topLevel || instruction.command?.form !== 'shell' || instruction.heredocs.length > 0)
    return undefined;
  return { start: instruction.command.range.start, end: next.range.start };
}
