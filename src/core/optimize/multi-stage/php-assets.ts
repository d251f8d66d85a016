import type { BuildModel, StageModel } from '../model/build-model.ts';
import type { Task } from '../model/purpose.ts';
import { joinPath, type Step } from '../model/steps.ts';
import { tasksOf } from './preconditions.ts';
import { isNamedByFiles } from './tools-for-people.ts';

/** What Node builds beside an application in PHP: styles and scripts that browsers load. */
export interface Assets {
  /** Whether a step does nothing else, in the folder of the application. */
  readonly builds: (step: Step) => boolean;
  /** Whether a step does nothing but bring Node and its package managers. */
  readonly bringsNode: (step: Step) => boolean;
  /** What was installed to build them, absolute. */
  readonly leftOvers: readonly string[];
}

/** Packages of Debian and Alpine with Node and its package managers. */
export const packagesOfNode: readonly string[] = ['nodejs', 'nodejs-current', 'npm', 'yarn', 'yarnpkg', 'pnpm'];

export const programsOfNode: readonly string[] = ['node', 'nodejs', 'npm', 'npx', 'yarn', 'pnpm', 'bun'];
/** Packages that call Node without a word of it in the sources. */
const callers = /browsershot|puppeteer|inertia[^"]*ssr|"[^"]*\bssr\b[^"]*"\s*:|chrome-php|--ssr\b/i;

/**
 * @param folder of the application
 * @param isUsedAtStart whether a program is called when the container starts
 * @returns undefined where Node builds nothing in it, or is needed to run
 */
export function assetsOf(
  stage: StageModel,
  folder: string,
  { context }: BuildModel,
  isUsedAtStart: (program: string) => boolean,
): Assets | undefined {
  const builds = (step: Step) => isOfNode(step, folder, stage);
  const built = stage.steps.filter(builds);
  // What Composer does in the same RUN is done in the build stage in any case.
  const isOfComposer = (step: Step) => stage.tasks(step.instruction)?.some(({ tool }) => tool === 'composer') ?? false;
  const isBuilt = tasksOf(stage).some(({ task, step }) => isBuild(task) && (builds(step) || isOfComposer(step)));
  const others = tasksOf(stage).filter(
    ({ task, step }) => isNodeTool(task) && task.purpose !== 'tool' && !builds(step) && !isOfComposer(step),
  );
  if (!isBuilt || others.length > 0 || !context?.complete || programsOfNode.some(isUsedAtStart)) return undefined;
  const manifests = context.sent.filter((path) => /(^|\/)(package|composer)\.json$/.test(path));
  if (manifests.some((path) => callers.test(context.text(path) ?? ''))) return undefined;
  if (isNamedByFiles(context, programsOfNode)) return undefined;
  const installed = built.filter((step) =>
    stage.tasks(step.instruction)?.some((task) => task.purpose === 'dependencies'),
  );
  const folders = installed.map((step) => `${folderOf(step, stage)}/node_modules`);
  return { builds, bringsNode: (step) => bringsNode(step, stage), leftOvers: [...new Set(folders)] };
}

function isNodeTool({ tool }: Task): boolean {
  return /^(npm|yarn|pnpm|bun)$/.test(tool ?? '');
}

function isBuild(task: Task): boolean {
  return isNodeTool(task) && task.purpose === 'build';
}

/** Whether a step does nothing but let package managers of Node work in the folder of the application. */
export function isOfNode(step: Step, folder: string, stage: StageModel): boolean {
  const tasks = stage.tasks(step.instruction) ?? [];
  if (step.instruction.keyword !== 'RUN' || !tasks.some(isNodeTool)) return false;
  const at = folderOf(step, stage);
  if (at === undefined || !`${at}/`.startsWith(`${folder}/`)) return false;
  return tasks.every(
    (task) => (isNodeTool(task) && task.purpose !== 'unknown') || /^(shell|clean-up)$/.test(task.purpose),
  );
}

function folderOf({ instruction, workdir }: Step, stage: StageModel): string | undefined {
  const [first] = stage.tasks(instruction) ?? [];
  return first?.command.name === 'cd' ? joinPath(workdir, first.command.words[0]?.value) : workdir;
}

/** From the packages of NodeSource, from an image of Node, or by npm itself. */
function bringsNode({ instruction }: Step, stage: StageModel): boolean {
  const from = instruction.flags.find(({ name }) => name === 'from')?.value ?? '';
  if (instruction.keyword === 'COPY') return /(^|\/)node(:|$)/.test(from);
  const { command } = instruction;
  if (instruction.keyword !== 'RUN' || command?.form !== 'shell') return false;
  const tasks = stage.tasks(instruction) ?? [];
  const isSetUp = /nodesource|deb\.nodesource|dl\.yarnpkg/.test(command.script.text);
  return (
    tasks.some((task) => isNodeTool(task) || task.purpose === 'packages' || task.purpose === 'fetch') &&
    (isSetUp || tasks.some((task) => isNodeTool(task) || installsNode(task))) &&
    tasks.every(
      (task) =>
        /^(index|clean-up|shell)$/.test(task.purpose) ||
        (isNodeTool(task) && task.purpose === 'tool') ||
        installsNode(task) ||
        (isSetUp && (task.purpose === 'fetch' || /^(bash|sh|tee)$/.test(task.command.name))),
    )
  );
}

function installsNode({ purpose, verb, command: { words } }: Task): boolean {
  const names = words.map(({ value }) => value).filter((value) => !/^(-|install$|add$)/.test(value));
  return purpose === 'packages' && verb === 'install' && names.every((name) => packagesOfNode.includes(name));
}
