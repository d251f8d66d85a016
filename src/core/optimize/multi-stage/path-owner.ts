import type { StageModel } from '../model/build-model.ts';
import { isOfImages } from '../model/image-folders.ts';
import { joinPath, type Step } from '../model/steps.ts';
import { tasksOf } from './preconditions.ts';
import type { RuntimeCopy } from './runtime-copy.ts';

/**
 * Whom a command gives a path to: what is copied keeps its owner, but the folder that it is copied to does not.
 * @returns undefined where nobody does, or where it is not known whom
 */
export function ownerOf(path: string, stage: StageModel): string | undefined {
  for (const { task, step } of tasksOf(stage).reverse()) {
    if (task.command.name !== 'chown') continue;
    const operands = task.command.words.map(({ value }) => value).filter((value) => !value.startsWith('-'));
    const [owner, ...paths] = operands;
    const covers = paths.some((each) => isWithin(path, pathOf(each, step)));
    if (covers && owner !== undefined && isName.test(owner)) return owner;
  }
  return undefined;
}

/**
 * Whom COPY has to give a path to. Without a group chown leaves it to the one that it belongs to, and COPY gives it to
 * that of the user.
 */
export function copyOwnerOf(path: string, stage: StageModel): string | undefined {
  const owner = ownerOf(path, stage);
  if (owner === undefined || owner.includes(':')) return owner?.replace(/:$/, '');
  const isOfRoot = stage.steps.every(({ user, instruction: { keyword, flags } }) => {
    const others = keyword === 'COPY' || keyword === 'ADD' ? flags.some(({ name }) => name === 'chown') : false;
    return !others && (keyword !== 'RUN' || named(user) === undefined);
  });
  return isOfRoot ? `${owner}:0` : owner;
}

/**
 * Who makes a folder: WORKDIR and RUN make it for the user at that point, COPY for whom it is told to. Either way it
 * belongs to the group of that user, too: behind a colon alone, chown takes that one.
 * @returns undefined for root, and where it is not known
 */
export function makerOf(folder: string, stage: StageModel): string | undefined {
  const maker = userWhoMakes(folder, stage);
  return maker === undefined || /:|^\d+$/.test(maker) ? maker : `${maker}:`;
}

function userWhoMakes(folder: string, { steps, copied, tasks }: StageModel): string | undefined {
  for (const step of steps) {
    const { keyword, flags } = step.instruction;
    const { user } = step;
    if (keyword === 'WORKDIR' && isWithin(steps[step.index + 1]?.workdir, folder)) return named(user);
    if (keyword === 'COPY' || keyword === 'ADD') {
      const destination = copied.find((each) => each.step.index === step.index)?.destination?.replace(/(.)\/$/, '$1');
      if (isWithin(destination, folder)) return named(flags.find(({ name }) => name === 'chown')?.value);
    }
    const made = (tasks(step.instruction) ?? []).filter(({ command }) => command.name === 'mkdir');
    const paths = made.flatMap(({ command }) => command.words.map(({ value }) => pathOf(value, step)));
    if (paths.some((path) => isWithin(path, folder))) return named(user);
  }
  return undefined;
}

/** Folders of the base image that a stage gives to somebody, and that something is copied into: owner and path. */
export function ownersAbove(copies: readonly RuntimeCopy[], stage: StageModel): readonly string[] {
  const paths = tasksOf(stage)
    .filter(({ task }) => task.command.name === 'chown')
    .flatMap(({ task: { command }, step }) => command.words.flatMap(({ value }) => pathOf(value, step) ?? []));
  return [...new Set(paths)].flatMap((path) => {
    const isAbove = path !== '/' && isOfImages(path) && copies.some((copy) => copy.path.startsWith(`${path}/`));
    const owner = isAbove ? ownerOf(path, stage) : undefined;
    return owner === undefined ? [] : [`${owner} ${path}`];
  });
}

const isName = /^[\w-]+(:[\w-]*)?$/;

function named(user: string | undefined): string | undefined {
  return user !== undefined && isName.test(user) && !/^(root|0)(:|$)/.test(user) ? user : undefined;
}

function pathOf(value: string, step: Step): string | undefined {
  return joinPath(step.workdir, value.includes('$') ? step.expand({ raw: value }) : value);
}

function isWithin(path: string | undefined, folder: string | undefined): boolean {
  return path !== undefined && folder !== undefined && `${path}/`.startsWith(`${folder}/`);
}
