import type { ContextFiles } from '../../context.ts';
import type { StageModel } from '../../model/build-model.ts';
import { joinPath } from '../../model/steps.ts';
import { lastChange, type TaskInStep, tasksWith } from '../preconditions.ts';

/** Tools for developing, whatever they are imported as. */
const tools =
  /^(pytest[\w-]*|ruff|black|mypy|flake8[\w-]*|isort|pylint|coverage|tox|nox|pre-commit|types-[\w-]+|[\w-]+-stubs|ipython|ipdb|bandit|safety|pyright|autopep8|hypothesis|factory-boy|faker|httpx|respx|responses|freezegun|twine|build|sphinx[\w-]*|mkdocs[\w-]*|poethepoet|taskipy|debugpy|pip-audit|deptry|codespell|djlint|pyinstrument)$/;

export function isToolForDevelopment(name: string): boolean {
  return tools.test(name);
}

/** Tools that no package needs to run: what others bring along as well must not go. */
const onlyTools =
  /^(pytest[\w-]*|ruff|black|mypy|flake8[\w-]*|isort|pylint|coverage|tox|nox|pre-commit|types-[\w-]+|ipdb|pyright|autopep8|twine|bandit|codespell)$/;

/**
 * Takes away the tools that a list of requirements for developing names, where pip installs that list, and what has
 * installed the packages: Poetry, Pipenv and uv where pip brought them, and pip itself, of which the slim image has one
 * of its own.
 *
 * @param started programs that must stay
 * @param isSystem whether the packages are those of the image, and not of a virtual environment
 */
export function withoutTools(
  installs: readonly TaskInStep[],
  stage: StageModel,
  started: readonly string[],
  context: ContextFiles | undefined,
  isSystem: boolean,
): readonly string[] {
  if (!context?.complete) return [];
  const end = lastChange(stage)?.index ?? 0;
  if (stage.steps.some(({ user, index }) => index <= end && user !== undefined && !/^(root|0)(:|$)/.test(user)))
    return [];
  const names = [...toolsOfLists(installs, stage, started, context)];
  const ofPip = tasksWith(stage, 'pip').filter((each) => each.task.verb === 'install');
  const installers = ofPip.flatMap(({ task }) =>
    task.command.words.map(({ value }) => installer.exec(value)?.[1] ?? ''),
  );
  if (isSystem) {
    for (const name of new Set([...installers, 'pip'])) {
      const isStarted = started.some((word) => word.startsWith(name));
      if (name !== '' && !isStarted && !areImported(name === 'pip' ? ['pip', 'ensurepip'] : [name], context))
        names.push(name);
    }
  }
  // What syncs an environment may have taken pip away already.
  const isPip = ofPip.length === 0 && installs.every(({ task }) => task.verb === 'pip install');
  const pip = ofPip.map(pipOf).findLast((each) => each !== undefined) ?? (isPip && isSystem ? 'pip' : undefined);
  const copied = isSystem && !started.some((word) => /^uvx?$/.test(word)) ? copiedUv(stage) : [];
  return [
    ...(names.length === 0 || pip === undefined ? [] : [`${pip} uninstall -y ${names.join(' ')}`]),
    ...(copied.length === 0 ? [] : [`rm -f ${copied.join(' ')}`]),
  ];
}

/** Where the programs of uv are put that come from its image. */
function copiedUv({ steps }: StageModel): readonly string[] {
  return steps.flatMap(({ instruction: { keyword, flags, words }, workdir, expand }) => {
    const from = flags.find(({ name }) => name === 'from')?.value ?? '';
    if (keyword !== 'COPY' || !/(^|\/)uv(:|@|$)/.test(from)) return [];
    const [target = '', ...sources] = words.map((word) => expand(word) ?? '').reverse();
    return sources.flatMap((source) => {
      const name = source.slice(source.lastIndexOf('/') + 1);
      const path = joinPath(workdir, target.endsWith('/') || sources.length > 1 ? `${target}/${name}` : target);
      return /^uvx?$/.test(name) && path !== undefined && /\/uvx?$/.test(path) ? [path] : [];
    });
  });
}

const installer = /^(uv|poetry|pipenv)([=<>~!].*)?$/;

/** Whether such a command takes away nothing for which somebody would make a stage. */
export function isLittle(command: string): boolean {
  return / uninstall -y( (pip|poetry|pipenv))+$/.test(command);
}

/** What a person is asked about packages that such commands take away; '' where none is for developing. */
export function questionAboutDevelopment(commands: readonly string[]): string {
  const isLeftOut = commands.some((command) => {
    const [, names] = / uninstall -y (.*)$/.exec(command) ?? [];
    return names?.split(' ').some(isToolForDevelopment) ?? /--no-dev|--only main|^pipenv sync$/.test(command);
  });
  return isLeftOut ? ' Packages for developing are left out: does anybody test in the container?' : '';
}

/** As the Dockerfile calls it. */
function pipOf({ task: { command } }: TaskInStep): string | undefined {
  if (/^pip3?$/.test(command.name)) return command.name;
  return /^python3?$/.test(command.name) && command.words[1]?.value === 'pip' ? `${command.name} -m pip` : undefined;
}

function toolsOfLists(
  installs: readonly TaskInStep[],
  stage: StageModel,
  started: readonly string[],
  context: ContextFiles,
): readonly string[] {
  const copied = stage.copied.flatMap(({ files }) => files ?? []);
  for (const { task, step } of installs) {
    const words = task.command.words.map(({ value }) => value);
    const list = words.find((word, at) => /^(-r|--requirement)$/.test(words[at - 1] ?? '') && /dev|test/.test(word));
    const path = list !== undefined && /^pip3?$/.test(task.command.name) ? joinPath(step.workdir, list) : undefined;
    const text = context.text(copied.find(({ to }) => to === path)?.from ?? '');
    const names = [...(text ?? '').matchAll(/^([A-Za-z][\w.-]*)/gm)]
      .map(([, name]) => (name as string).toLowerCase().replace(/[._]/g, '-'))
      .filter((name) => onlyTools.test(name) && !started.includes(name));
    if (names.length > 0 && !areImported(names, context)) return names;
  }
  return [];
}

/** Whether a source that may run asks for one of some packages. */
export function areImported(names: readonly string[], context: ContextFiles): boolean {
  const sources = sourcesThatRun(context);
  const modules = names.map((name) => name.replaceAll('-', '_')).join('|');
  const asks = new RegExp(`^\\s*(?:import|from)\\s+(?:${modules})\\b`, 'm');
  return !sources || sources.some((path) => asks.test(context.text(path) ?? ''));
}

/** The names of files for people, such as a README, that a source that may run has in quotes. */
export function filesForPeopleIn(context: ContextFiles | undefined): ReadonlySet<string> {
  const found = new Set<string>();
  for (const path of (context && sourcesThatRun(context)) ?? []) {
    if (/(^|\/)(setup|conf|noxfile)\.py$/.test(path)) continue;
    for (const [, name] of (context?.text(path) ?? '').matchAll(forPeople)) found.add(name as string);
  }
  return found;
}

const forPeople = /["'/]((?:README|CHANGELOG|CONTRIBUTING|LICEN[SC]E|NOTICE|NEWS|AUTHORS|TODO)[\w.-]*)["']/gi;

/** Undefined where there are more than a person would wait for. */
function sourcesThatRun(context: ContextFiles): readonly string[] | undefined {
  const sources = context.sent.filter(
    (path) => /\.py$/.test(path) && !/(^|\/)(tests?|\.venv)\/|(^|\/)(test_[^/]*|conftest)\.py$/.test(path),
  );
  return sources.length > 3000 ? undefined : sources;
}
