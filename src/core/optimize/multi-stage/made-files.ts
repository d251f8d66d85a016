import { forEachChild, type ShellNode } from '../../dockerfile/bash.ts';
import { parseShell, type ShellScript } from '../../dockerfile/shell.ts';
import type { StageModel } from '../model/build-model.ts';
import type { Task, Tool } from '../model/purpose.ts';
import { argumentIn, joinPath, type Step } from '../model/steps.ts';
import { tasksInFolders } from '../model/task-folders.ts';
import { effectOf } from './command-effects.ts';
import { withMatchedFiles } from './matched-files.ts';
import { globbed, ScriptPlace } from './script-place.ts';

/** What the commands of a RUN leave in the image, beside what the conversion knows of its own tools. */
export interface Made {
  /** Absolute; files, or folders as far as that cannot be told. */
  readonly paths: readonly string[];
  /** Absolute; made by this step, so that all that is in them is new. */
  readonly newFolders: readonly string[];
  /** Absolute; folders whose new contents nobody knows. */
  readonly folders: readonly string[];
  /** Symbolic links by their absolute paths, to what they are told to point at. */
  readonly links: ReadonlyMap<string, string>;
  /** Modes and owners that existing files and folders are given, by their absolute paths. */
  readonly changed: readonly { readonly path: string; readonly mode: string | undefined }[];
  /** Settings of the system that are removed, by their absolute paths: in another stage they would be there again. */
  readonly unset: readonly string[];
  /** Whether it takes something away, or moves it elsewhere. */
  readonly takesAway: (path: string) => boolean;
}

/**
 * @param own tools whose results the conversion knows
 * @param isStarted whether a program is called when the container starts
 * @param along folders that come along in any case, absolute
 * @returns the reason, as the rest of “Line 5 …”, where something would be lost that may be needed to run
 */
export function madeBy(
  step: Step,
  stage: StageModel,
  own: readonly Tool[],
  isStarted: (program: string) => boolean,
  along: readonly string[],
): Made | string {
  const made = { paths: new Set<string>(), newFolders: new Set<string>(), folders: new Set<string>() };
  const links = new Map<string, string>();
  const changed: { path: string; mode: string | undefined }[] = [];
  const gone: RegExp[] = [];
  const unset = new Set<string>();
  const takesAway = (path: string) => gone.some((pattern) => pattern.test(path));
  const collected = (): Made => ({
    paths: [...made.paths],
    newFolders: [...made.newFolders],
    folders: [...made.folders],
    links,
    changed,
    unset: [...unset].filter((path) => !made.paths.has(path) && !links.has(path)),
    takesAway,
  });
  if (step.instruction.keyword !== 'RUN') return collected();
  const place = new ScriptPlace(step);
  const isSaid = (word: RegExp) =>
    stage.steps.some(({ instruction: { words, pairs, command } }) =>
      word.test(
        [
          ...words.map(({ value }) => value),
          ...pairs.flatMap(({ name, value }) => [name.value, value?.value ?? '']),
          command?.form === 'shell' ? command.script.text : '',
        ].join(' '),
      ),
    );
  const take = (named: string, isFolder: boolean): string | undefined => {
    // Whoever hands in another value for an argument gets a file of another name.
    const isOther = argumentIn(named.slice(named.lastIndexOf('/') + 1), step) !== undefined;
    if (isOther && !isFolder) return take(named.replace(/[^/]*$/, '') || '.', true);
    const path = place.resolve(named);
    const into = path ?? (isFolder && place.isRelative(named) ? place.folder : undefined);
    if (into === undefined) return `writes to ${named}, which is not known`;
    if (isThrownAway(into)) return undefined;
    const lost = whyLost(into, isFolder);
    if (lost !== undefined && along.some((folder) => isWithin(into, folder))) return undefined;
    if (lost === undefined) made[isFolder || path === undefined ? 'folders' : 'paths'].add(into);
    return lost;
  };
  for (const asWritten of stage.tasks(step.instruction) ?? []) {
    const task = withMatchedFiles(asWritten, place, step, stage);
    const { command } = task;
    if (command.name === 'cd') place.enter(command.words[0]?.value);
    const effect = effectOf(task, own, isStarted, isSaid);
    if (typeof effect === 'string') return effect;
    for (const folder of effect.folders) {
      const lost = take(folder, true);
      if (lost !== undefined) return lost;
    }
    for (const path of effect.paths) {
      const isPattern = /[*?[]/.test(path);
      const lost = take(isPattern ? path.replace(/[^/]*[*?[].*$/, '.') : path, isPattern);
      if (lost !== undefined) return lost;
      const resolved = place.resolve(path);
      if (resolved !== undefined && /^(mkdir|git)$/.test(command.name) && made.paths.delete(resolved)) {
        if (command.name === 'git' || !isFilledElsewhere(resolved, stage, own)) made.newFolders.add(resolved);
      }
    }
    // What is installed is elsewhere: of the sources that it was built from nothing is needed.
    if (task.purpose === 'build' && isOf(own, task.tool) && command.words.some(({ value }) => isInstall.test(value))) {
      for (const folder of made.newFolders) {
        if (isWithin(place.folder, folder) && !isStartedIn(folder, stage)) made.newFolders.delete(folder);
      }
    }
    if (isSymbolic(task)) {
      const target = command.words.filter(({ value }) => !value.startsWith('-'))[0]?.value;
      for (const path of made.paths) {
        if (!effect.paths.some((named) => place.resolve(named) === path) || target === undefined) continue;
        const pointed = /^[$~]/.test(target) ? place.resolve(target) : step.expand({ raw: target });
        const argument = argumentIn(target.slice(target.lastIndexOf('/') + 1), step);
        if (argument !== undefined) return `makes a link to what the argument ${argument} says`;
        if (pointed === undefined) return `makes a link to ${target}, which is not known`;
        made.paths.delete(path);
        links.set(path, pointed);
      }
    }
    for (const change of changesOf(task)) {
      const path = place.resolve(change.path);
      if (path !== undefined) changed.push({ ...change, path });
    }
    for (const path of takenAway(task)) {
      const pattern = globbed(path, place);
      const resolved = place.resolve(path);
      if (resolved !== undefined && isSetting.test(resolved) && !made.paths.has(resolved)) unset.add(resolved);
      if (!pattern) continue;
      gone.push(pattern);
      for (const paths of Object.values(made)) for (const each of paths) if (pattern.test(each)) paths.delete(each);
      for (const each of links.keys()) if (pattern.test(each)) links.delete(each);
    }
  }
  for (const target of redirectionsIn(parseShell(step.instruction).tree)) {
    const lost = take(target, false);
    if (lost !== undefined) return lost;
  }
  return collected();
}

const isSetting = /^\/etc\/(?!apt\/|apk\/|yum)/;

function isSymbolic({ command: { name, words } }: Task): boolean {
  return name === 'ln' && words.some(({ value }) => /^(-[a-zA-Z]*s|--symbolic$)/.test(value));
}

/** Files and folders that get another mode or owner. */
function changesOf({ command: { name, words } }: Task): { path: string; mode: string | undefined }[] {
  const values = words.map(({ value }) => value);
  if (name === 'mkdir') {
    const at = values.findIndex((value) => /^(-[a-z]*m|--mode)$/.test(value));
    const mode = at < 0 ? values.find((value) => value.startsWith('--mode='))?.slice('--mode='.length) : values[at + 1];
    if (mode === undefined) return [];
    return values.filter((value, index) => !value.startsWith('-') && index !== at + 1).map((path) => ({ path, mode }));
  }
  if (name !== 'chmod' && name !== 'chown' && name !== 'chgrp') return [];
  const [mode, ...paths] = values.filter((value) => !/^-(?![rwxXst]+$)/.test(value));
  return paths.map((path) => ({ path, mode: name === 'chmod' ? mode : undefined }));
}

/**
 * Whether a folder is there in any case, or is known to the conversion: what is started, or copied from the build
 * context, lies in it, or it is where one of its own tools builds.
 */
function isFilledElsewhere(path: string, stage: StageModel, own: readonly Tool[]): boolean {
  const builds = tasksInFolders(stage)
    .filter(({ task }) => task.purpose === 'build' && isOf(own, task.tool))
    .flatMap(({ task, folder }) => [folder, ...buildFolders(task).map((named) => joinPath(folder, named))]);
  const places = [stage.folder, ...stage.copied.map(({ destination }) => destination), ...builds];
  return places.some((other) => isWithin(other, path));
}

/** `cmake -B build`, `make -C build`, `ninja -C build`, `cmake --build build`. */
function buildFolders({ command: { words } }: Task): string[] {
  return words.flatMap(({ value }, at) => {
    if (/^(-B|-C|--build|--directory)$/.test(value)) return words[at + 1]?.value ?? [];
    return /^-[BC](.+)$/.exec(value)?.[1] ?? [];
  });
}

const isInstall = /^(--)?install(\/strip)?$/;

function isOf(own: readonly Tool[], tool: Tool | undefined): boolean {
  return tool !== undefined && own.includes(tool);
}

function isWithin(path: string | undefined, folder: string): boolean {
  return `${path}/`.startsWith(`${folder}/`);
}

function isStartedIn(path: string, { folder, launch }: StageModel): boolean {
  return [folder, ...(launch.programs ?? []).map((program) => program.path)].some((other) => isWithin(other, path));
}

function takenAway({ command: { name, words } }: Task): readonly string[] {
  const given = words.map(({ value }) => value).filter((value) => !value.startsWith('-'));
  if (name === 'rm' || name === 'rmdir') return given;
  return name === 'mv' ? given.slice(0, -1) : [];
}

/** The files that a script redirects output into. */
export function redirectionsIn(tree: ShellScript['tree']): readonly string[] {
  const targets: string[] = [];
  const walk = (node: ShellNode) => {
    if (node.type === 'Redirect' && /^(>|>>|>\||&>|&>>|<>)$/.test(node.operator) && node.target) {
      const target = node.target.value;
      if (!/^(&|\d+$|-$)/.test(target)) targets.push(target);
    }
    forEachChild(node, (child) => {
      walk(child);
    });
  };
  if (tree) walk(tree);
  return targets;
}

/** Files that another image has of its own and that cannot be replaced one by one. */
function whyLost(path: string, isFolder: boolean): string | undefined {
  if (/^\/etc\/(passwd|group|shadow|gshadow|subuid|subgid)$/.test(path)) return `changes ${path}`;
  const isOfImages =
    /^\/((usr(\/local)?\/?)?(bin|sbin|lib|lib64|share|include)?|etc|root|home|var(\/(lib|log|run|www))?|usr(\/local|\/src)?)?$/;
  if (isOfImages.test(path) || (isFolder && path === '/opt/')) return `puts what is not known into ${path}`;
  return undefined;
}

/** What nothing reads at run time. */
export function isThrownAway(path: string): boolean {
  return (
    /^\/(tmp|var\/tmp|var\/cache|var\/lib\/(apt|dpkg)|etc\/(apt|yum\.repos\.d|dpkg)|usr\/share\/keyrings|proc|sys|dev)(\/|$)/.test(
      path,
    ) ||
    /^\/root\/\.(cache|npm|npmrc|m2|gradle|cargo|rustup|composer|yarn|yarnrc|gnupg|wget-hsts|bash_history|ivy2|sbt|ssh|netrc|gitconfig|bashrc|profile|bash_profile)(\/|$)/.test(
      path,
    ) ||
    /^\/etc\/(hosts|resolv\.conf|hostname)$/.test(path)
  );
}
