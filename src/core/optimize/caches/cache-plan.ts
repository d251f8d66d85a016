import type { Instruction } from '../../dockerfile/model.ts';
import { parseShell } from '../../dockerfile/shell.ts';
import type { Range } from '../../text.ts';
import type { BuildModel, StageModel } from '../model/build-model.ts';
import type { Task, Tool } from '../model/purpose.ts';
import { joinPath, type Step } from '../model/steps.ts';
import { cacheMounts, hasCacheAt, idFor } from './add-mounts.ts';
import { emptiedCaches } from './emptied-caches.ts';
import { isTakenFrom } from './families.ts';
import { runnerOf } from './runner.ts';
import { startedWith } from './started-with.ts';
import { type CacheFolder, type ToolCache, toolCaches } from './tool-caches.ts';

export interface CacheUse {
  readonly run: Instruction;
  readonly folders: readonly CacheFolder[];
  readonly uid: number | undefined;
  /** Commands that would empty it. */
  readonly emptied: readonly Range[];
}

/**
 * The RUNs of a family of stages that get a cache for a tool.
 * @returns none where they have it already; or the reason why it must not be
 */
export function cachePlan(tool: Tool, family: readonly StageModel[], build: BuildModel): readonly CacheUse[] | string {
  const cache = toolCaches[tool];
  const users = cache ? usersOf(tool, cache, family) : [];
  if (!cache || users.length === 0) return [];
  const uses: CacheUse[] = [];
  let reason: string | undefined;
  for (const { stage, step, tasks } of users) {
    const use = useOf(tool, cache, stage, step, tasks, build);
    if (typeof use !== 'string') uses.push(use);
    else if (cache.isShared) return use;
    else reason ??= use;
  }
  const offline = users.length > 1 ? users.find(({ tasks }) => tasks.some(isOffline)) : undefined;
  // A mount may be emptied between two RUNs of which the first comes from the cache of layers.
  if (offline)
    return `Line ${offline.step.instruction.line + 1} needs what an earlier RUN has downloaded to be in its layer.`;
  const folders = uses.flatMap((use) => use.folders);
  const obstacle = whyNot(tool, cache, folders, family, build);
  if (obstacle) return obstacle;
  const missing = uses.flatMap((use) => {
    const left = use.folders.filter(({ target }) => !hasCacheAt(use.run, target));
    return left.length === 0 ? [] : [{ ...use, folders: left }];
  });
  return missing.length === 0 && reason !== undefined ? reason : missing;
}

interface User {
  readonly stage: StageModel;
  readonly step: Step;
  readonly tasks: readonly Task[];
}

/** The RUNs that call a tool; for one whose commands count on each other also those that may call it. */
function usersOf(tool: Tool, cache: ToolCache, family: readonly StageModel[]): User[] {
  const isUsed = new Set<StageModel>();
  return family.flatMap((stage) => {
    let isAfter = stage.parent !== undefined && isUsed.has(stage.parent);
    const users = stage.steps.flatMap((step): User[] => {
      if (step.instruction.keyword !== 'RUN') return [];
      const tasks = stage.tasks(step.instruction);
      const calls = (tasks ?? []).filter((task) => task.tool === tool && cache.uses(task));
      const mayCall = cache.isShared && isAfter && (!tasks || tasks.some(isOpaque));
      if (calls.length > 0) isAfter = true;
      return calls.length > 0 || mayCall ? [{ stage, step, tasks: calls }] : [];
    });
    if (isAfter) isUsed.add(stage);
    return users;
  });
}

/** A program of the project, or one that runs what a file of the project says. */
function isOpaque({ purpose, tool, command: { name } }: Task): boolean {
  return (
    purpose === 'unknown' ||
    tool === 'make' ||
    tool === 'cmake' ||
    /\.sh$|^(source|\.|eval|just|task|xargs)$/.test(name)
  );
}

const offlineOptions: Partial<Record<Tool, RegExp>> = {
  npm: /^--offline$/,
  yarn: /^--offline$/,
  pnpm: /^--offline$/,
  uv: /^--offline$/,
  bundler: /^--local$/,
  cargo: /^--(offline|frozen)$/,
  maven: /^(-o|--offline|-\w*o)$/,
  gradle: /^--offline$/,
  dotnet: /^--no-restore$/,
};

function isOffline({ tool, command: { words } }: Task): boolean {
  const option = tool && offlineOptions[tool];
  return option !== undefined && words.some(({ value }) => option.test(value));
}

function useOf(
  tool: Tool,
  cache: ToolCache,
  stage: StageModel,
  step: Step,
  tasks: readonly Task[],
  { context, dockerfile }: BuildModel,
): CacheUse | string {
  const { instruction: run } = step;
  const line = run.line + 1;
  const script = parseShell(run);
  if (!script.parsed) return `The script of line ${line} cannot be read as shell.`;
  const text = script.text.text + run.heredocs.map(({ name }) => name).join(' ');
  const emptied = cache.isShared ? [] : emptiedCaches(tool, script, dockerfile.text);
  const mention = cache.mention.exec(without(emptied, run, dockerfile.text) ?? text)?.[0].trim();
  if (mention !== undefined) return `Line ${line} deals with the cache of ${tool} itself: ${mention}.`;
  const other = /(^|\s)(HOME=|su|sudo|gosu|su-exec|runuser|chroot)(?=\s|\/|$)/.exec(text)?.[0].trim();
  if (other !== undefined) return `Who calls ${tool} at line ${line} is not known: ${other}.`;
  const variable = cache.variables.find((name) => step.variables.has(name) || text.includes(`${name}=`));
  if (variable !== undefined) return `${variable} says where the cache of ${tool} lies, or that there is none.`;
  const runner = runnerOf(step, stage);
  if (!runner) return `Whose files line ${line} writes is not known, and so where the cache of ${tool} lies.`;
  const found = new Map<string, CacheFolder>();
  for (const task of tasks.length > 0 ? tasks : [undefined]) {
    const some = cache.folders(runner, step, task, context);
    for (const folder of some) {
      const what = some.length === 1 ? tool : `${tool}-${folder.target.replace(/^.*\//, '')}`;
      found.set(folder.target, cache.isCompiled ? { ...folder, id: idFor(what, runner.base) } : folder);
    }
  }
  const folders = [...found.values()];
  if (folders.length === 0) return `Where the cache of ${tool} lies at line ${line} is not known.`;
  // A folder above the mount would belong to root, and the user could make nothing else in it.
  const isDeep = folders.some(({ target }) => joinPath(target, '..') !== runner.home);
  if (runner.uid !== undefined && isDeep)
    return `The cache of ${tool} lies deep in the home of the user at line ${line}.`;
  const removed = removedAround(folders, emptied, stage.tasks(run) ?? [], runner.home);
  if (removed !== undefined) return `Line ${line} removes ${removed}, and with it the cache of ${tool}.`;
  return { run, folders, uid: runner.uid, emptied };
}

/** A folder that a RUN removes and that a cache lies in: as a mount it cannot be taken away. */
function removedAround(
  folders: readonly CacheFolder[],
  emptied: readonly Range[],
  tasks: readonly Task[],
  home: string | undefined,
): string | undefined {
  const removed = tasks
    .filter(
      ({ command: { name, range } }) => /^(rm|rmdir)$/.test(name) && !emptied.some(({ end }) => end === range.end),
    )
    .flatMap(({ command }) => command.words.map(({ value }) => value).filter((value) => !value.startsWith('-')));
  return removed.find((word) => {
    const named = word.replace(/^(~|\$\{?HOME\}?)(?=\/|$)/, home ?? '~').replace(/\/\*?$/, '');
    return named.startsWith('/') && folders.some(({ target }) => `${target}/`.startsWith(`${named}/`));
  });
}

/** The script of a RUN without some commands; undefined where it has them all. */
function without(commands: readonly Range[], { command }: Instruction, text: string): string | undefined {
  const range = command?.range;
  if (commands.length === 0 || !range) return undefined;
  const kept = commands.map(({ start }, at) => text.slice(commands[at - 1]?.end ?? range.start, start));
  return kept.join('') + text.slice(commands.at(-1)?.end, range.end);
}

/** Who else may count on what lies in the folders. */
function whyNot(
  tool: Tool,
  cache: ToolCache,
  folders: readonly CacheFolder[],
  family: readonly StageModel[],
  build: BuildModel,
): string | undefined {
  for (const { target } of folders) {
    const taken = isTakenFrom(
      family,
      target,
      build,
      cache.isInsideOutput ? (source) => source.startsWith(target) : undefined,
    );
    if (taken) return `Another stage takes the cache of ${tool} over.`;
  }
  for (const stage of family) {
    for (const { instruction, index } of stage.steps) {
      const line = instruction.line + 1;
      const copied = stage.copied.find(({ step }) => step.index === index);
      if (copied && folders.some(({ target }) => `${copied.destination}/`.startsWith(`${target}/`)))
        return `Line ${line} copies into the cache of ${tool}.`;
      const mounts = instruction.keyword === 'RUN' ? cacheMounts(instruction) : [];
      const isOther = mounts.some((mount) =>
        folders.some(
          ({ target, id }) => mount.id !== undefined && mount.id !== id && `${target}/`.startsWith(`${mount.target}/`),
        ),
      );
      if (isOther) return `Line ${line} has a cache of its own for ${tool}.`;
      if (/^(ENV|CMD|ENTRYPOINT)$/.test(instruction.keyword)) {
        const { start, end } = instruction.range;
        const mention = cache.mention.exec(build.dockerfile.text.slice(start, end))?.[0].trim();
        if (mention !== undefined) return `Line ${line} deals with the cache of ${tool} itself: ${mention}.`;
      }
    }
  }
  return family.includes(build.final) ? startedWith(tool, cache, build) : undefined;
}
