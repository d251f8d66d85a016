import type { ContextFiles } from '../../context.ts';
import type { StageModel } from '../../model/build-model.ts';
import { joinPath } from '../../model/steps.ts';
import { type TaskInStep, tasksOf } from '../preconditions.ts';
import type { RuntimeCopy } from '../runtime-copy.ts';
import type { Start } from '../start-scripts.ts';
import { isLittle, withoutTools } from './development.ts';
import type { Interpreter } from './interpreter.ts';
import { withoutDevelopment } from './projects.ts';
import { userSite } from './user.ts';

/** Where the packages of an application are, and what is taken from there. */
export interface PythonPackages {
  readonly copies: readonly RuntimeCopy[];
  /** The folder whose modules may be linked with libraries. */
  readonly modules: string;
  /** Commands at the end of the build. */
  readonly endOfBuild: readonly string[];
  /** Whether what installed the packages, or a package that is only for developing, stays behind. */
  readonly leavesOut: boolean;
  /** Whether the packages may point at the sources of the project. */
  readonly isProject: boolean;
  /** Whose they are, where they are not those of root. */
  readonly owner?: string;
}

type ProjectTool = 'uv' | 'poetry' | 'pipenv';

/** @returns where the packages are, or the reason why that is not known */
export function pythonPackages(
  stage: StageModel,
  interpreter: Interpreter,
  { programs }: Start,
  context: ContextFiles | undefined,
): PythonPackages | string {
  const tasks = tasksOf(stage);
  if (tasks.some(({ task }) => /^(conda|mamba)$/.test(task.command.name))) {
    return 'The packages are installed by another tool than pip.';
  }
  const installs = tasks.filter(
    ({ task }) => task.purpose === 'dependencies' && /^(pip|uv|poetry|pipenv)$/.test(task.tool ?? ''),
  );
  if (installs.length === 0) return 'Nothing is installed with pip, uv, Poetry or Pipenv.';
  const flags = installs.flatMap(({ task }) => task.command.words.map(({ value }) => value));
  if (flags.some((flag) => /^(--user|--target|-t|--prefix|--root)(=|$)/.test(flag))) {
    return 'pip installs into a folder of its own.';
  }
  const other = installs.find(({ step: { user } }) => user !== undefined && !/^(root|0)(:|$)/.test(user));
  if (other && madeEnvironment(stage) === undefined && other.task.tool === 'pip') {
    const user = other.step.user as string;
    const isAlone = installs.every(({ task, step }) => task.tool === 'pip' && step.user === user);
    const site = isAlone ? userSite(user, stage) : undefined;
    if (site !== undefined) {
      const copies = [{ path: site, isFolder: true, isInstalled: true }];
      return { copies, modules: site, endOfBuild: [], leavesOut: false, isProject: false, owner: user };
    }
    return `Line ${other.step.instruction.line + 1} installs as ${other.step.user}: pip may put that into a folder of its own.`;
  }
  const ofProject = installs.findLast(({ task }) => task.tool !== 'pip' && !task.verb?.startsWith('pip'));
  const tool = ofProject?.task.tool as ProjectTool | undefined;
  const environment =
    tool && ofProject ? environmentOfProject(tool, ofProject, stage) : (madeEnvironment(stage) ?? 'system');
  if (environment === 'unknown') return 'Where the virtual environment lies is not known.';
  const isToolStarted = programs.some(({ name }) => /^(uv|uvx|poetry|pipenv)$/.test(name));
  const system: RuntimeCopy[] = [
    { path: interpreter.library, isFolder: true, isInstalled: true },
    { path: interpreter.programs, isFolder: true, isInstalled: true },
  ];
  const started = programs.flatMap(({ name, words }) => [name, ...words]);
  const endOfBuild =
    tool === undefined || environment === 'system'
      ? withoutTools(installs, stage, started, context, environment === 'system')
      : [];
  if (environment === 'system') {
    const leavesOut = endOfBuild.some((command) => !isLittle(command));
    return { copies: system, modules: interpreter.packages, endOfBuild, leavesOut, isProject: !!tool };
  }
  if (tool === 'uv' && usesOtherPython(stage, interpreter, context)) {
    return 'uv may install a Python of its own.';
  }
  const isSystemUsed = isToolStarted || installs.some(({ task }) => task.tool === 'pip' && tool !== undefined);
  // uv installs again what is missing whenever it runs something.
  const last =
    !ofProject || (isToolStarted && tool === 'uv')
      ? endOfBuild
      : withoutDevelopment(ofProject, installs, stage, started, context);
  return {
    copies: [{ path: environment, isFolder: true, isInstalled: true }, ...(isSystemUsed ? system : [])],
    modules: environment,
    endOfBuild: last,
    leavesOut: last.length > 0 || (tool !== undefined && !isSystemUsed),
    isProject: tool !== undefined,
  };
}

function environmentOfProject(tool: ProjectTool, { task, step }: TaskInStep, stage: StageModel): string {
  const variable = (name: string) => variableOf(stage, name);
  const inProject = joinPath(step.workdir, '.venv') ?? 'unknown';
  const made = madeEnvironment(stage);
  if (tool === 'uv') {
    const named = variable('UV_PROJECT_ENVIRONMENT');
    if (named === undefined) return inProject;
    return named === '/usr/local' ? 'system' : (joinPath(step.workdir, named) ?? 'unknown');
  }
  if (tool === 'pipenv') {
    const words = task.command.words.map(({ value }) => value);
    if (words.includes('--system')) return 'system';
    if (made !== undefined) return made;
    return variable('PIPENV_VENV_IN_PROJECT') === undefined ? '/root/.local/share/virtualenvs' : inProject;
  }
  const settings = tasksOf(stage)
    .filter(({ task: { command } }) => command.name === 'poetry' && command.words[0]?.value === 'config')
    .map(({ task: { command } }) => command.words.map(({ value }) => value).join(' '));
  const says = (name: string, value: RegExp) =>
    settings.some((line) => line.includes(`virtualenvs.${name}`) && value.test(line)) ||
    value.test(variable(`POETRY_VIRTUALENVS_${name.toUpperCase().replace('-', '_')}`) ?? '');
  // An environment that is made and active is the one that Poetry takes.
  if (made !== undefined) return made;
  if (says('create', /false|^0$/)) return 'system';
  if (says('in-project', /true|^1$/)) return inProject;
  const home = variable('POETRY_VIRTUALENVS_PATH') ?? variable('POETRY_CACHE_DIR');
  return home === undefined && !settings.some((line) => /virtualenvs\.path|cache-dir/.test(line))
    ? '/root/.cache/pypoetry/virtualenvs'
    : 'unknown';
}

function variableOf({ steps }: StageModel, wanted: string): string | undefined {
  for (const { instruction, expand } of steps.toReversed()) {
    if (instruction.keyword !== 'ENV' && instruction.keyword !== 'ARG') continue;
    const value = instruction.pairs.find(({ name }) => name.value === wanted)?.value;
    if (value) return expand(value) ?? value.value;
  }
  return undefined;
}

/** The virtual environment that is made in a stage. */
function madeEnvironment(stage: StageModel): string | undefined {
  for (const { task, step } of tasksOf(stage)) {
    const { name, words } = task.command;
    const values = words.map(({ value }) => value);
    const isVenv = /^python/.test(name) && values[0] === '-m' && /^(venv|virtualenv)$/.test(values[1] ?? '');
    const isUv = name === 'uv' && values[0] === 'venv';
    if (!isVenv && !isUv && name !== 'virtualenv') continue;
    const named =
      values.slice(isVenv ? 2 : isUv ? 1 : 0).find((value) => !value.startsWith('-')) ?? (isUv ? '.venv' : undefined);
    const value = named?.includes('$') ? step.expand({ raw: named }) : named;
    const path = value === undefined || value.includes('$') ? undefined : joinPath(step.workdir, value);
    return path ?? 'unknown';
  }
  return undefined;
}

function usesOtherPython(stage: StageModel, { packages }: Interpreter, context: ContextFiles | undefined): boolean {
  const version = /python(\d+\.\d+)/.exec(packages)?.[1];
  if (
    version === undefined ||
    tasksOf(stage).some(
      ({ task: { command } }) =>
        command.name === 'uv' && command.words.some(({ value }) => /^(python|--python|-p)$/.test(value)),
    )
  ) {
    return true;
  }
  if (variableOf(stage, 'UV_PYTHON') !== undefined || /managed/.test(variableOf(stage, 'UV_PYTHON_PREFERENCE') ?? '')) {
    return variableOf(stage, 'UV_PYTHON_PREFERENCE') !== 'only-system';
  }
  const pins = (context?.sent ?? []).filter((path) => /(^|\/)\.python-version$/.test(path));
  return pins.some((path) => !(context?.text(path) ?? '').trim().startsWith(version));
}
