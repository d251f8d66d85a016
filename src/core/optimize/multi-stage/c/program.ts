import type { ShellCommand } from '../../../dockerfile/shell.ts';
import type { ContextFiles } from '../../context.ts';
import type { StageModel } from '../../model/build-model.ts';
import { isOfImages } from '../../model/image-folders.ts';
import type { Program } from '../../model/launch.ts';
import { joinPath } from '../../model/steps.ts';
import { type TaskInFolder, tasksInFolders } from '../../model/task-folders.ts';
import { isPackaged } from '../packaged-programs.ts';
import { unwrapped } from '../start-scripts.ts';
import { type HandWritten, handWritten } from './makefile-install.ts';

/** What is compiled, and how it comes to where it is started. */
export interface Compiled {
  /** Absolute paths of the programs. */
  readonly programs: readonly string[];
  /** The commands that install them with all that belongs to them; none where they stay where they are built. */
  readonly installs: readonly TaskInFolder[];
}

/** @returns what a start needs of what a compiler, make or CMake builds, or the reason why that is not known */
export function compiledFor(
  started: readonly Program[],
  stage: StageModel,
  context: ContextFiles | undefined,
): Compiled | string {
  const all = started.map(unwrapped);
  const own = all.filter(({ name }) => {
    const called = name.replace(/^.*\//, '');
    return compilers.includes(called) || !isPackaged(called, stage);
  });
  const [main] = all;
  if (!main) return 'What the container starts is not known.';
  if (own.length === 0) return startedByPackage(main.name, stage);
  const found: Compiled[] = [];
  for (const program of own) {
    const compiled = placed(program, stage, context);
    if (typeof compiled === 'string') return compiled;
    found.push(compiled);
  }
  const programs = [...new Set(found.flatMap((each) => each.programs))];
  const installs = new Set(found.flatMap((each) => each.installs));
  if (installs.size > 0 && found.some((each) => each.installs.length === 0))
    return `Of ${programs.join(' and ')}, some are installed and others are not.`;
  return { programs, installs: found[0]?.installs ?? [] };
}

function placed({ name, path }: Program, stage: StageModel, context: ContextFiles | undefined): Compiled | string {
  if (path !== undefined && isScript.test(path)) return `${name} is a script, and what it calls is not known.`;
  const tasks = tasksInFolders(stage);
  const installs = tasks.filter(
    ({ task }) => (task.tool === 'make' && task.verb === 'install') || isToolsInstall(task.command),
  );
  const said = tasks.flatMap(({ task: { command } }) =>
    command.words.flatMap(({ value }, at) =>
      value === '--prefix'
        ? (command.words[at + 1]?.value ?? [])
        : (/^(?:--prefix=|-DCMAKE_INSTALL_PREFIX(?::\w+)?=|-Dprefix=|PREFIX=)(.+)$/i.exec(value)?.[1] ?? []),
    ),
  );
  const makefiles = installs.map((each) => handWritten(each, stage, context));
  const prefix = said[0] ?? makefiles.find((each) => each !== undefined)?.prefix ?? '/usr/local';
  if (path !== undefined && !isInstalledAt(path, prefix, stage)) {
    // Beside libraries that are not installed yet, libtool puts a script in the place of the program.
    const isWrapped = automakeFiles(context).some((text) => /^\s*\w*lib_LTLIBRARIES\s*=/m.test(text));
    return isWrapped ? `${name} may be a script that libtool wrote.` : { programs: [path], installs: [] };
  }
  const program = path ?? `${prefix}/${makefiles.some((each) => each?.isOfAdmins(name)) ? 'sbin' : 'bin'}/${name}`;
  if (installs.length === 0) {
    const isPlaced = path !== undefined || putsInto(program, stage);
    return isPlaced ? { programs: [program], installs: [] } : `${name} is not built here.`;
  }
  const isKnown = installs.every((each, at) => obeysDestdir(each, makefiles[at], tasks, context));
  if (!isKnown || said.length > 1 || /\$/.test(prefix)) return `Where ${name} is installed is not known.`;
  return { programs: [program], installs };
}

/** What CMake, Meson and Automake write obeys DESTDIR; of other Makefiles it has to be read. */
function obeysDestdir(
  { task: { command }, folder, step }: TaskInFolder,
  makefile: HandWritten | undefined,
  tasks: readonly TaskInFolder[],
  context: ContextFiles | undefined,
): boolean {
  if (isToolsInstall(command) || makefile !== undefined) return true;
  if (automakeFiles(context).length > 0 && tasks.some(({ task }) => task.verb === 'configure')) return true;
  return tasks.some((other) => isCmake(other) && (other.step === step || other.folder === folder));
}

/**
 * What a program of a package, such as supervisord, may start: all that is compiled, where it is known what that is.
 */
function startedByPackage(name: string, stage: StageModel): Compiled | string {
  const builds = tasksInFolders(stage).filter(
    ({ task: { purpose, tool } }) => purpose === 'build' && /^(make|cmake|compiler)$/.test(tool ?? ''),
  );
  const programs: string[] = [];
  for (const { task, folder } of builds) {
    const words = task.command.words.map(({ value }) => value);
    const output = words.includes('-o') ? words[words.indexOf('-o') + 1] : undefined;
    const path = output === undefined || /[$`*]/.test(output) ? undefined : joinPath(folder, output);
    if (task.tool !== 'compiler' || path === undefined) return `Which programs ${name} starts is not known.`;
    if (!/\.(o|a)$/.test(path)) programs.push(path);
  }
  return { programs, installs: [] };
}

export const compilers: readonly string[] = ['gcc', 'g++', 'cc', 'c++', 'clang', 'clang++', 'make', 'cmake'];

/** Files that only an interpreter can run. */
const isScript = /\.(sh|bash|py|pl|rb|js)$/;

/** Whether a program lies where an installation puts it, and not where it was built. */
function isInstalledAt(path: string, prefix: string, stage: StageModel): boolean {
  if (!path.startsWith(`${prefix}/`)) return false;
  if (/^\/(s?bin|libexec|games)\//.test(path.slice(prefix.length))) return true;
  const isOwn =
    !isOfImages(prefix) && !stage.copied.some(({ destination }) => `${destination}/`.startsWith(`${prefix}/`));
  return (
    isOwn &&
    !tasksInFolders(stage).some(({ task, folder }) => task.purpose === 'build' && `${folder}/`.startsWith(`${prefix}/`))
  );
}

/** The texts of what Automake makes Makefiles of. */
function automakeFiles(context: ContextFiles | undefined): readonly string[] {
  const paths = context?.complete ? context.sent.filter((path) => /(^|\/)Makefile\.am$/.test(path)) : [];
  return paths.map((path) => context?.text(path) ?? '');
}

function isCmake({ task: { command } }: TaskInFolder): boolean {
  return command.name === 'cmake' && !command.words.some(({ value }) => /^--(build|install)$/.test(value));
}

/** `cmake --install`, `ninja install` and `meson install`. */
function isToolsInstall({ name, words }: ShellCommand): boolean {
  return (
    words.some(({ value }) => value === (name === 'cmake' ? '--install' : 'install')) &&
    /^(cmake|ninja|meson)$/.test(name)
  );
}

/** Whether a command for files, or the compiler itself, puts a program there. */
function putsInto(program: string, stage: StageModel): boolean {
  const folder = program.slice(0, program.lastIndexOf('/'));
  return tasksInFolders(stage).some(({ task: { command, purpose } }) => {
    const last = command.words.at(-1)?.value.replace(/\/$/, '');
    const output = command.words[command.words.findIndex(({ value }) => value === '-o') + 1]?.value;
    return (
      (purpose === 'files' && (last === program || last === folder)) || (purpose === 'build' && output === program)
    );
  });
}
