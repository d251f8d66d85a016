import type { ContextFiles } from '../../context.ts';
import type { StageModel } from '../../model/build-model.ts';
import { lastChange, type TaskInStep, tasksOf } from '../preconditions.ts';
import { areImported, isToolForDevelopment } from './development.ts';

/** How a tool that installs a whole project takes away again what is only for developing. */
interface ProjectTool {
  readonly manifest: string;
  readonly lock: string;
  /** What an installation may be told for it to be known what is installed. */
  readonly plain: RegExp;
  readonly development: (manifest: string) => readonly string[];
  /**
   * @param words of the installation
   * @returns none where this version is not known to do it
   */
  readonly commands: (words: readonly string[], stage: StageModel) => readonly string[];
}

const projectTools: Readonly<Record<string, ProjectTool>> = {
  uv: {
    manifest: 'pyproject.toml',
    lock: 'uv.lock',
    plain: /^(sync|--frozen|--locked|--no-cache|--all-extras|--no-editable|--compile-bytecode|-v|-q)$/,
    development: (manifest) => [
      ...listed(/^dev\s*=\s*\[([^\]]*)\]/m.exec(tableOf(manifest, /^dependency-groups$/))?.[1]),
      ...listed(/^dev-dependencies\s*=\s*\[([^\]]*)\]/m.exec(manifest)?.[1]),
    ],
    commands: (words) => {
      const rest = words.filter((word) => !/^(sync|--frozen|--locked)$/.test(word));
      return [`uv ${['sync', '--frozen', '--no-dev', ...rest].join(' ')}`];
    },
  },
  poetry: {
    manifest: 'pyproject.toml',
    lock: 'poetry.lock',
    plain: /^(install|sync|--sync|--no-root|--no-interaction|-n|--no-ansi|--no-cache|--compile|--all-extras|-v+|-q)$/,
    development: (manifest) => [
      ...keysOf(tableOf(manifest, /^tool\.poetry\.(group\.[\w-]+\.dependencies|dev-dependencies)$/)),
      ...listed(tableOf(manifest, /^dependency-groups$/)),
    ],
    commands: (words, stage) => {
      const version = poetryVersion(stage);
      const rest = words.filter((word) => !/^(install|sync|--sync)$/.test(word));
      if (version === undefined || version < 1.02) return [];
      const [verb, flag] = version < 2 ? ['install', ['--sync']] : ['sync', []];
      return [`poetry ${[verb, ...rest, '--only', 'main', ...flag].join(' ')}`];
    },
  },
  pipenv: {
    manifest: 'Pipfile',
    lock: 'Pipfile.lock',
    plain: /^(install|sync|--dev|-d|--deploy|--ignore-pipfile|--verbose|-v)$/,
    development: (manifest) => keysOf(tableOf(manifest, /^dev-packages$/)),
    // What it takes away by itself it takes out of the lock file as well.
    commands: (words) => (words.some((word) => /^(--dev|-d)$/.test(word)) ? ['pipenv --rm', 'pipenv sync'] : []),
  },
};

/**
 * Takes away what is only for developing, once the tests are done: the installation once more, without it. Only with a
 * lock file, in an environment that the tool makes for itself, and where no source asks for a package of that kind.
 *
 * @param installs all that is installed for Python
 * @param started programs that must stay
 */
export function withoutDevelopment(
  { task, step }: TaskInStep,
  installs: readonly TaskInStep[],
  stage: StageModel,
  started: readonly string[],
  context: ContextFiles | undefined,
): readonly string[] {
  const words = task.command.words.map(({ value }) => value);
  const tool = Object.hasOwn(projectTools, task.tool ?? '') ? projectTools[task.tool ?? ''] : undefined;
  if (!tool || task.command.name !== task.tool || !words.every((word) => tool.plain.test(word))) return [];
  const isAlone = installs.every((each) => each.task.tool === task.tool && !each.task.verb?.startsWith('pip'));
  const end = lastChange(stage);
  if (!isAlone || !context?.complete || end?.workdir !== step.workdir || end?.user !== step.user) return [];
  if (task.tool !== 'uv' && hasOwnEnvironment(stage)) return [];
  const copied = stage.copied.flatMap(({ files }) => files ?? []);
  const at = (name: string) =>
    copied.find(({ to }) => to === `${step.workdir === '/' ? '' : step.workdir}/${name}`)?.from;
  const manifest = context.text(at(tool.manifest) ?? '');
  if (manifest === undefined || at(tool.lock) === undefined) return [];
  const names = tool.development(manifest).map((name) => name.toLowerCase().replace(/[._]/g, '-'));
  if (names.length === 0 || !names.every((name) => isToolForDevelopment(name) && !started.includes(name))) return [];
  return areImported(names, context) ? [] : tool.commands(words, stage);
}

/** Whether the tool does not make the environment itself, and may be installed in it. */
function hasOwnEnvironment({ steps }: StageModel): boolean {
  return steps.some(({ instruction: { keyword, command, pairs } }) => {
    if (keyword === 'ENV' || keyword === 'ARG') return pairs.some(({ name }) => name.value === 'VIRTUAL_ENV');
    const script = command?.form === 'shell' ? command.script.text : '';
    return keyword === 'RUN' && /\bvirtualenv\s|-m\s+venv\b|\buv\s+venv\b|\bmkdir\b[^\n]*\.venv\b/.test(script);
  });
}

/** Major and minor version as a number, such as 1.08; infinity for the newest; undefined where it is not known. */
function poetryVersion(stage: StageModel): number | undefined {
  for (const { task, step } of tasksOf(stage).reverse()) {
    if (!/^(pip3?|pipx|python3?)$/.test(task.command.name)) continue;
    const named = task.command.words.find(({ value }) => /^poetry([^\w-]|$)/.test(value));
    if (named) return versionIn(named.value.includes('$') ? step.expand({ raw: named.value }) : named.value);
  }
  return undefined;
}

function versionIn(requirement: string | undefined): number | undefined {
  if (requirement === 'poetry') return Number.POSITIVE_INFINITY;
  const [, major, minor] = /^poetry(?:==|~=|>=)(\d+)\.(\d+)/.exec(requirement ?? '') ?? [];
  return major === undefined ? undefined : Number(major) + Number(minor) / 100;
}

/** The lines of all tables of a TOML file whose names fit. */
function tableOf(text: string, name: RegExp): string {
  return text
    .split(/^(?=\[)/m)
    .filter((table) => name.test(/^\[\s*([^\]]*?)\s*\]/.exec(table)?.[1] ?? ''))
    .map((table) => table.slice(table.indexOf('\n') + 1))
    .join('\n');
}

function keysOf(table: string): readonly string[] {
  return [...table.matchAll(/^\s*["']?([\w.-]+)["']?\s*=/gm)].map(([, name]) => name as string);
}

/** The names of the packages in lists of requirements. */
function listed(lists: string | undefined): readonly string[] {
  return [...(lists ?? '').matchAll(/["']([\w.-]+)/g)].map(([, name]) => name as string);
}
