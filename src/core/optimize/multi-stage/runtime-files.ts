import type { BuildModel, StageModel } from '../model/build-model.ts';
import type { Copied } from '../model/copied.ts';
import type { Task } from '../model/purpose.ts';
import { joinPath, type Step } from '../model/steps.ts';
import type { RuntimeCopy } from './convert.ts';
import { tasksOf } from './preconditions.ts';

export interface RuntimeFiles {
  readonly copies: readonly RuntimeCopy[];
  /** Why whole folders are taken where a part might do; undefined where it is known what is needed. */
  readonly whole: string | undefined;
}

/**
 * What a program may want to read of what was copied from the build context and made by the commands of a stage,
 * sources left out. Where that cannot be told, whole folders.
 *
 * @param isSource whether a file, by its path in the build context, is nothing but an input of the build
 * @param outputs what the build makes and the program needs, absolute paths
 * @param isWanted whether what a COPY brings may be needed at all; all of it unless given
 * @returns undefined where not even the folders are known
 */
export function runtimeFiles(
  { context }: BuildModel,
  stage: StageModel,
  isSource: (path: string) => boolean,
  outputs: readonly RuntimeCopy[],
  isWanted: (copied: Copied) => boolean = () => true,
): RuntimeFiles | undefined {
  const found = new Map<string, RuntimeCopy>();
  const take = (copy: RuntimeCopy) => found.set(copy.path, copy);
  let whole: string | undefined;
  const removed = removedFolders(stage);
  for (const copied of stage.copied.filter(isWanted)) {
    const { destination, sources, step } = copied;
    if (destination === undefined || !sources) return undefined;
    const isGone = (path: string) =>
      removed.some(({ folder, index }) => index > step.index && `${path}/`.startsWith(`${folder}/`));
    const files = copied.files?.filter(({ to }) => !isGone(to));
    if (isGone(destination.replace(/(.)\/$/, '$1'))) continue;
    if (!files) {
      whole ??= context ? 'not every file of the build context is known' : 'the build context is not known';
      const path = destination.replace(/(.)\/$/, '$1');
      if (path === '/') return undefined;
      take({ path, isFolder: destination.endsWith('/') || sources.length > 1 || /^\.?\/?$/.test(sources[0] ?? '') });
      continue;
    }
    const tree = treeOf(files.map(({ from, to }) => ({ to, isSource: isSource(from) })));
    for (const copy of neededIn(tree, '')) take(copy);
  }
  for (const step of stage.steps) {
    const made = madeBy(step, stage);
    if (made === 'unknown') {
      if (step.workdir === undefined || step.workdir === '/') return undefined;
      whole ??= `what line ${step.instruction.line + 1} makes is not known`;
      take({ path: step.workdir, isFolder: true });
    } else for (const path of made) take({ path, isFolder: false });
  }
  for (const output of outputs) take(output);
  const copies = withoutNested([...found.values()]);
  if (copies.length <= mostCopies) return { copies, whole };
  const { folder } = stage;
  if (folder === undefined || folder === '/') return undefined;
  return {
    copies: withoutNested([...copies, { path: folder, isFolder: true }]),
    whole: 'too many files are needed to name each',
  };
}

/** More would hide what the last stage is about. */
const mostCopies = 12;

interface Tree {
  readonly folders: Map<string, Tree>;
  readonly files: Map<string, boolean>;
}

function treeOf(files: readonly { readonly to: string; readonly isSource: boolean }[]): Tree {
  const root: Tree = { folders: new Map(), files: new Map() };
  for (const { to, isSource } of files) {
    const parts = to.split('/').filter((part) => part !== '');
    let at = root;
    for (const part of parts.slice(0, -1)) {
      let next = at.folders.get(part);
      if (!next) {
        next = { folders: new Map(), files: new Map() };
        at.folders.set(part, next);
      }
      at = next;
    }
    at.files.set(parts.at(-1) as string, isSource);
  }
  return root;
}

function neededIn(tree: Tree, path: string): RuntimeCopy[] {
  const copies: RuntimeCopy[] = [];
  for (const [name, isSource] of tree.files) if (!isSource) copies.push({ path: `${path}/${name}`, isFolder: false });
  for (const [name, below] of tree.folders) {
    const folder = `${path}/${name}`;
    const { data, sources } = count(below);
    if (data === 0) continue;
    // At the top stand the system's own folders.
    if (sources === 0 && path !== '') copies.push({ path: folder, isFolder: true });
    else copies.push(...neededIn(below, folder));
  }
  return copies;
}

function count(tree: Tree): { data: number; sources: number } {
  let data = 0;
  let sources = 0;
  for (const isSource of tree.files.values()) {
    if (isSource) sources++;
    else data++;
  }
  for (const below of tree.folders.values()) {
    const within = count(below);
    data += within.data;
    sources += within.sources;
  }
  return { data, sources };
}

/** Leaves out what another one brings along. */
function withoutNested(copies: readonly RuntimeCopy[]): RuntimeCopy[] {
  const folders = new Set(copies.filter(({ isFolder }) => isFolder).map(({ path }) => path));
  return copies.filter(({ path }, at) => {
    if (copies.findIndex((other) => other.path === path) !== at) return false;
    for (let above = path.lastIndexOf('/'); above > 0; above = path.lastIndexOf('/', above - 1)) {
      if (folders.has(path.slice(0, above))) return false;
    }
    return true;
  });
}

/** What `rm` takes away again. */
function removedFolders(stage: StageModel): readonly { readonly folder: string; readonly index: number }[] {
  return tasksOf(stage).flatMap(({ task: { command }, step }) => {
    if (command.name !== 'rm') return [];
    return command.words.flatMap(({ value }) => {
      const path = value.startsWith('-') || value.includes('$') ? undefined : joinPath(step.workdir, value);
      const folder = path?.replace(/\/\*$/, '');
      return folder === undefined || /[*?]/.test(folder) ? [] : [{ folder, index: step.index }];
    });
  });
}

/** Paths that a RUN makes with plain commands for files, absolute. */
function madeBy(step: Step, stage: StageModel): readonly string[] | 'unknown' {
  if (step.instruction.keyword !== 'RUN') return [];
  const tasks = stage.tasks(step.instruction);
  if (!tasks) return 'unknown';
  const made: string[] = [];
  let folder = step.workdir;
  for (const task of tasks) {
    const { name, words } = task.command;
    if (name === 'cd') folder = joinPath(folder, words[0]?.value);
    if (task.purpose === 'fetch' || (task.purpose === 'files' && unpacks.has(name))) return 'unknown';
    if (task.purpose !== 'files') continue;
    for (const operand of targetsOf(task)) {
      const value = operand.includes('$') ? step.expand({ raw: operand }) : operand;
      const path = value === undefined || /[$*?`]/.test(value) ? undefined : joinPath(folder, value);
      if (path === undefined) return 'unknown';
      if (!isThrownAway(path) && !(name === 'mkdir' && isFilledElsewhere(path, stage))) made.push(path);
    }
  }
  return made;
}

/** Whether a folder is there in any case: what is started, or copied from the build context, lies in it. */
function isFilledElsewhere(path: string, { folder, copied }: StageModel): boolean {
  return [folder, ...copied.map(({ destination }) => destination)].some((other) => `${other}/`.startsWith(`${path}/`));
}

const unpacks = new Set(['tar', 'unzip', 'gunzip', 'xz', 'bunzip2', '7z', 'rsync', 'cpio', 'patch']);

/** What a command for files makes or puts somewhere. */
function targetsOf({ command: { name, words } }: Task): readonly string[] {
  const operands = words.map(({ value }) => value).filter((value) => !value.startsWith('-'));
  if (name === 'mkdir' || name === 'touch' || name === 'tee') return operands;
  if (name === 'cp' || name === 'mv' || name === 'ln' || name === 'install') {
    const target = operands.at(-1) ?? '';
    const isFolder = target.endsWith('/') || /^\/(usr\/(local\/)?)?s?bin$/.test(target);
    const names = operands.slice(0, -1).map((source) => source.replace(/\/$/, '').replace(/^.*\//, ''));
    if (isFolder && names.every((each) => each !== '' && each !== '.')) {
      return names.map((each) => `${target.replace(/\/$/, '')}/${each}`);
    }
    return [target];
  }
  return [];
}

function isThrownAway(path: string): boolean {
  return /^\/(tmp|var\/tmp|var\/cache|var\/lib\/apt|root\/\.\w+|proc|sys|dev)(\/|$)/.test(path);
}
