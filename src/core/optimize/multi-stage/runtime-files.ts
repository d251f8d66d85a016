import { isSecretFile, noSecretFile } from '../../lint/rules/QS1021-no-secret-file.ts';
import type { BuildModel, StageModel } from '../model/build-model.ts';
import type { Copied } from '../model/copied.ts';
import { isOfImages } from '../model/image-folders.ts';
import type { Tool } from '../model/purpose.ts';
import { joinPath, type Step } from '../model/steps.ts';
import { reachesOf } from './build-scripts.ts';
import { madeBy } from './made-files.ts';
import { pathsNamedAtStart } from './named-paths.ts';
import { tasksOf } from './preconditions.ts';
import type { RuntimeCopy } from './runtime-copy.ts';
import { isLeftOver, isReadAtStart, keepsFolder } from './source-files.ts';
import { startOf } from './start-scripts.ts';
import { usedAtStart } from './system-packages.ts';

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
 * @param own tools whose results are among the outputs, or in none of the files
 * @param isWanted whether what a COPY brings may be needed although nothing that is started names it; true unless given
 * @returns the reason, as a sentence, where something would be lost or where not even the folders are known
 */
export function runtimeFiles(
  build: BuildModel,
  stage: StageModel,
  isSource: (path: string) => boolean,
  outputs: readonly RuntimeCopy[],
  own: readonly Tool[],
  isWanted: (copied: Copied) => boolean = () => true,
): RuntimeFiles | string {
  const { context } = build;
  const found = new Map<string, RuntimeCopy>();
  const take = (copy: RuntimeCopy) => found.set(copy.path, copy);
  let whole: string | undefined;
  const removed = removedFolders(stage);
  const isStarted = usedAtStart(stage, startOf(stage, context).scripts);
  const inTree = ({ from, to }: { from: string; to: string }) =>
    isLeftOver(from) ? [] : [{ to, isSource: isSource(from) && !isReadAtStart(from, isStarted) }];
  const all = treeOf(stage.copied.flatMap(({ files = [] }) => files.flatMap(inTree)));
  const named = pathsNamedAtStart(stage);
  for (const copied of stage.copied) {
    const isWhole = isWanted(copied);
    if (!isWhole && !copied.files) continue;
    const { destination, sources = [], argument, step } = copied;
    // A folder that all is copied into says nothing about what is needed of it.
    const places = named.filter((path) => !destination?.startsWith(`${path}/`));
    const isNamed = (to: string) => places.some((path) => `${to}/`.startsWith(`${path}/`));
    if (destination === undefined || !(copied.sources || (argument !== undefined && destination.endsWith('/'))))
      return unknownAt(step, 'copies');
    const isGone = (path: string) =>
      removed.some(({ folder, index }) => index > step.index && `${path}/`.startsWith(`${folder}/`));
    const files = copied.files?.filter((file) => !isGone(file.to) && (isWhole || isNamed(file.to)));
    if (isGone(destination.replace(/(.)\/$/, '$1'))) continue;
    if (!files) {
      if (argument !== undefined)
        whole ??= `what line ${step.instruction.line + 1} copies hangs on the argument ${argument}`;
      whole ??= context ? 'not every file of the build context is known' : 'the build context is not known';
      const path = destination.replace(/(.)\/$/, '$1');
      if (path === '/') return unknownAt(step, 'copies');
      take({ path, isFolder: destination.endsWith('/') || sources.length > 1 || /^\.?\/?$/.test(sources[0] ?? '') });
      continue;
    }
    const isAll = stage.copied.length === 1 && files.length === copied.files?.length;
    const tree = isAll ? all : treeOf(files.flatMap(inTree));
    for (const copy of neededIn(tree, all, '', destination)) take(copy);
  }
  const changed: { readonly path: string; readonly mode: string | undefined; readonly line: number }[] = [];
  const along = outputs.flatMap(({ path, isFolder, to }) => (isFolder && to === undefined ? path : []));
  for (const step of stage.steps) {
    const { heredocs, line } = step.instruction;
    if (step.instruction.keyword !== 'RUN' && heredocs.length > 0) {
      const target = joinPath(step.workdir, step.expand(step.instruction.words.at(-1) ?? { raw: '' }));
      if (target === undefined || heredocs.length > 1) return unknownAt(step, 'copies');
      take({ path: target, isFolder: false });
    }
    const made = madeBy(step, stage, own, isStarted, along);
    if (typeof made === 'string') return `Line ${line + 1} ${made}: it may be needed to run.`;
    const unset = made.unset.find((path) => !found.has(path));
    if (unset !== undefined) return `Line ${line + 1} removes ${unset}, which would be there again.`;
    for (const path of found.keys()) if (made.takesAway(path)) found.delete(path);
    for (const [path, link] of made.links) take({ path, isFolder: false, link });
    for (const path of made.paths) if (!isSource(path.slice(1))) take({ path, isFolder: false });
    for (const path of made.newFolders) take({ path, isFolder: true });
    changed.push(...made.changed.map((change) => ({ ...change, line })));
    if (made.folders.length > 0) whole ??= `what line ${line + 1} makes is not known`;
    for (const path of made.folders) {
      if (path === '/') return unknownAt(step, 'makes');
      take({ path, isFolder: true });
    }
  }
  for (const output of outputs) {
    const { link } = found.get(output.path) ?? {};
    if (link === undefined) take(output);
    else take({ path: pointedAt(output.path, link), isFolder: false });
  }
  // What a link points to in the base image may be missing in the other one: COPY takes it along.
  for (const { path, link } of [...found.values()]) {
    const target = link === undefined ? undefined : pointedAt(path, link);
    if (target === undefined || /^\/(dev|proc)\//.test(target)) continue;
    const isThere = [...found.values()].some((copy) => copy.path !== path && `${target}/`.startsWith(`${copy.path}/`));
    if (!isThere) take({ path, isFolder: false });
  }
  // A folder to start in that is made for somebody, and that nothing lies in yet.
  const { folder = '/' } = stage;
  const isEmpty = isOfTheBase(folder, [...found.values()]) && !isOfImages(folder);
  if (isEmpty && changed.some(({ path }) => path === folder)) take({ path: folder, isFolder: true });
  const withModes = [...found.values()].map((copy) => {
    const mode = changed.findLast(({ path, mode }) => path === copy.path && mode !== undefined)?.mode;
    return mode === undefined || !copy.isFolder ? copy : { ...copy, mode };
  });
  const lost = changed.find(({ path }) => isOfTheBase(path, withModes));
  if (lost) return `Line ${lost.line + 1} gives ${lost.path} of the base image another mode or owner.`;
  const reach = reachesOf(stage, context, own, isStarted).find(
    ({ path }) => path === undefined || !withModes.some((copy) => `${path}/`.startsWith(`${copy.path}/`)),
  );
  if (reach) return `Line ${reach.line + 1} ${reach.why}: it may be needed to run.`;
  const copies = folded(withoutNested(withModes), stage);
  const secret = copies.find(({ path, isFolder }) => !isFolder && isSecretFile(path))?.path;
  const isRevealed = secret !== undefined && !build.findings.some(({ code }) => code === noSecretFile.code);
  if (copies.length <= mostCopies && !isRevealed) return { copies, whole };
  const why = isRevealed ? `${secret} holds secrets` : 'too many files are needed to name each';
  const above = isRevealed ? secret.slice(0, secret.lastIndexOf('/')) : folder;
  if (/^\/?$/.test(above)) return `The files cannot be named: ${why}.`;
  return { copies: withoutNested([...copies, { path: above, isFolder: true }]), whole: why };
}

function pointedAt(path: string, link: string): string {
  return joinPath(path.slice(0, path.lastIndexOf('/')) || '/', link) as string;
}

/** Whether a path is one of the system's own, and nothing that is taken along has to do with it. */
function isOfTheBase(path: string, copies: readonly RuntimeCopy[]): boolean {
  if (
    !/^\/(etc|usr|var|run|srv|opt)(\/|$)/.test(path) ||
    /^\/(usr\/local\/bin|var\/cache|var\/lib\/apt)(\/|$)/.test(path)
  )
    return false;
  return !copies.some((copy) => `${path}/`.startsWith(`${copy.path}/`) || copy.path.startsWith(`${path}/`));
}

function unknownAt({ instruction }: Step, verb: string): string {
  return `Where line ${instruction.line + 1} puts what it ${verb} is not known.`;
}

/** More would hide what the last stage is about. */
const mostCopies = 12;

interface Tree {
  readonly folders: Map<string, Tree>;
  readonly files: Map<string, boolean>;
}

function treeOf(files: readonly { readonly to: string; readonly isSource: boolean }[]): Tree {
  const root: Tree = { folders: new Map(), files: new Map() };
  // Thousands of files lie in some folders.
  const known = new Map<string, Tree>([['', root]]);
  const folderAt = (path: string): Tree => {
    const found = known.get(path);
    if (found) return found;
    const cut = path.lastIndexOf('/');
    const above = folderAt(path.slice(0, Math.max(cut, 0)));
    const name = path.slice(cut + 1);
    // Doubled slashes are one.
    const made: Tree = name === '' ? above : (above.folders.get(name) ?? { folders: new Map(), files: new Map() });
    if (name !== '') above.folders.set(name, made);
    known.set(path, made);
    return made;
  };
  for (const { to, isSource } of files) {
    const cut = to.lastIndexOf('/');
    folderAt(to.slice(0, Math.max(cut, 0))).files.set(to.slice(cut + 1), isSource);
  }
  return root;
}

/**
 * Files, and folders of nothing but data.
 *
 * @param all what all copies bring, below the same path
 * @param destination of the copy: above it lies what others put there
 */
function neededIn(tree: Tree, all: Tree, path: string, destination: string): RuntimeCopy[] {
  const copies: RuntimeCopy[] = [];
  for (const [name, isSource] of tree.files) {
    if (!isSource && !keepsFolder(name)) copies.push({ path: `${path}/${name}`, isFolder: false });
  }
  for (const [name, below] of tree.folders) {
    const folder = `${path}/${name}`;
    if (count(below).data === 0) continue;
    const within = all.folders.get(name) as Tree;
    const isData = count(within).sources === 0 && `${folder}/`.startsWith(`${destination.replace(/\/$/, '')}/`);
    // Deeper ones are the system's own as well: /usr/local/bin.
    if (isData && path !== '' && !isOfImages(folder)) copies.push({ path: folder, isFolder: true });
    else copies.push(...neededIn(below, within, folder, destination));
  }
  return copies;
}

/** Where there are too many, the folders that most of them lie in as a whole, but for the one that all is built in. */
function folded(copies: readonly RuntimeCopy[], { folder, steps }: StageModel): readonly RuntimeCopy[] {
  const places = [folder, ...steps.map(({ workdir }) => workdir)];
  let left = copies;
  while (left.length > mostCopies) {
    const within = new Map<string, number>();
    for (const { path } of left) {
      const above = path.slice(0, path.lastIndexOf('/'));
      const isPlace = places.some((place) => `${place}/`.startsWith(`${above}/`));
      if (!isPlace && !isOfImages(above)) within.set(above, (within.get(above) ?? 0) + 1);
    }
    const [most, many = 0] = [...within].sort(([, a], [, b]) => b - a)[0] ?? [];
    if (most === undefined || many < 2) return left;
    left = withoutNested([...left, { path: most, isFolder: true }]);
  }
  return left;
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
