import { Folded } from '../../dockerfile/folded-text.ts';
import { scriptIn } from '../../dockerfile/shell.ts';
import type { ContextFiles } from '../context.ts';
import type { StageModel } from '../model/build-model.ts';
import type { Task, Tool } from '../model/purpose.ts';
import { joinPath } from '../model/steps.ts';
import { argumentsOf, taskOf } from '../model/task.ts';
import { tasksInFolders } from '../model/task-folders.ts';
import { effectOf } from './command-effects.ts';
import { isThrownAway, redirectionsIn } from './made-files.ts';
import { isForBuilding } from './system-packages.ts';

/** What a script of the build context does elsewhere than in the folder that it is called in. */
export interface Reach {
  /** Of the call, from 0. */
  readonly line: number;
  /** The rest of “Line 5 …”. */
  readonly why: string;
  /** What it may write, absolute; undefined for what is no file of its own, such as a package. */
  readonly path: string | undefined;
}

/**
 * What the scripts do that a build calls: shell scripts as their commands say, programs in other languages as far as
 * they write and name a place of the system. A script that comes from elsewhere is not known.
 *
 * @param own tools whose results the conversion knows
 * @param isStarted whether a program is called when the container starts
 */
export function reachesOf(
  stage: StageModel,
  context: ContextFiles | undefined,
  own: readonly Tool[],
  isStarted: (program: string) => boolean,
): readonly Reach[] {
  if (!context) return [];
  return tasksInFolders(stage).flatMap(({ task, step, folder }) => {
    const named = scriptCalledBy(task);
    const path = named === undefined || named.includes('$') ? undefined : joinPath(folder, named);
    const files = path === undefined ? [] : stage.copied.flatMap((copied) => copied.files ?? []);
    const from = files.findLast(({ to }) => to === path)?.from;
    const text = from === undefined ? undefined : context.text(from);
    if (text === undefined) return [];
    const { line } = step.instruction;
    const isDjango = /(^|\/)manage\.py$/.test(from as string);
    const found = isShell(text, named as string)
      ? ofShell(text, folder, own, isStarted)
      : isDjango
        ? ofDjango(argumentsOf(task.command), context)
        : ofProgram(text);
    return found.map(({ what, path }) => ({ line, path, why: `calls ${named}, which ${what}` }));
  });
}

function scriptCalledBy({ command }: Task): string | undefined {
  const { name } = command;
  if (/^(\.|source|(.*\/)?(ba|da|a)?sh|python[\d.]*|node|ruby|php|perl)$/.test(name)) {
    const words = argumentsOf(command);
    return words.some((word) => /^-[cemrp]$/.test(word)) ? undefined : words.find((word) => !/^[-+]/.test(word));
  }
  return name.includes('/') ? name : undefined;
}

function isShell(text: string, name: string): boolean {
  return /^#!.*\b(ba|da|a|z)?sh\b/.test(text) || (/\.(ba)?sh$/.test(name) && !text.startsWith('#!'));
}

interface Found {
  readonly what: string;
  readonly path: string | undefined;
}

function ofShell(
  text: string,
  start: string | undefined,
  own: readonly Tool[],
  isStarted: (program: string) => boolean,
): Found[] {
  const { commands, tree } = scriptIn(Folded.plain(text, 0));
  let folder = start;
  const writes = (named: string): Found[] => {
    const path = /[$`~]/.test(named) ? undefined : joinPath(folder, named);
    return path === undefined || isThrownAway(path) ? [] : [{ what: `may write to ${path}`, path }];
  };
  const found = commands.map(taskOf).flatMap((task): Found[] => {
    const { purpose, command } = task;
    const words = argumentsOf(command);
    if (command.name === 'cd') folder = /\$/.test(words[0] ?? '$') ? undefined : joinPath(folder, words[0]);
    if (purpose === 'account') return [{ what: `changes accounts with ${command.name}`, path: undefined }];
    if (purpose === 'packages') return installedBy(task);
    if (!/^(configure|files|fetch|tool|build)$/.test(purpose)) return [];
    const effect = effectOf(task, own, isStarted, () => true);
    if (typeof effect === 'string') return [{ what: effect, path: undefined }];
    return [...effect.paths, ...effect.folders].flatMap(writes);
  });
  folder = start;
  return [
    ...found,
    ...redirectionsIn(tree)
      .filter((target) => target.startsWith('/'))
      .flatMap(writes),
  ];
}

function installedBy({ verb, command }: Task): Found[] {
  const names = argumentsOf(command).filter((word) => /^[a-z][\w.+-]+([=:].*)?$/.test(word) && word !== verb);
  const running = names.find((name) => !/^(add|install)$/.test(name) && !isForBuilding(name.replace(/[=:].*$/, '')));
  return running === undefined ? [] : [{ what: `installs ${running}`, path: undefined }];
}

/** Places of a system that nobody names without reading or writing there. */
const place = /(["'`])(\/(?:etc|var|opt|srv|home|root|data|mnt|usr\/(?:local|share|lib))\/[\w./-]+)\1/g;
const written =
  /\bopen\([^()\n]*["'](?:[wax]b?|wb?\+?)["']|\b(?:write_text|write_bytes|makedirs|mkdir|mkdirSync|copyfile|copytree|copy2?|copyFileSync|cpSync|writeFile|writeFileSync|urlretrieve|extractall|symlink|symlinkSync|file_put_contents|mkdir_p|savez?|dump|to_csv|save_pretrained)\(|\bFile\.write\b/;

function ofProgram(text: string): Found[] {
  if (!written.test(text)) return [];
  const paths = [...text.matchAll(place)].flatMap(([, , named]) => joinPath('/', named) ?? []);
  return paths.filter((path) => !isThrownAway(path)).map((path) => ({ what: `may write to ${path}`, path }));
}

/** Settings of Django that say where its commands write to. */
const writtenTo: Readonly<Record<string, RegExp>> = {
  collectstatic: /^\s*STATIC_ROOT\b[^#\n]*?["'](\/[\w./-]+)["']/gm,
  migrate: /^\s*["']NAME["']\s*:[^#\n]*?["'](\/[\w./-]+)["']/gm,
};

function ofDjango(words: readonly string[], context: ContextFiles): Found[] {
  const setting = words.flatMap((word) => (Object.hasOwn(writtenTo, word) ? (writtenTo[word] ?? []) : []));
  const texts = context.sent
    .filter((path) => /settings[^/]*(\.py$|\/[^/]+\.py$)/.test(path))
    .map((path) => context.text(path) ?? '');
  return setting.flatMap((each) =>
    texts.flatMap((text) =>
      [...text.matchAll(each)].flatMap(([, named]) => {
        const path = joinPath('/', named) as string;
        return isThrownAway(path) ? [] : [{ what: `may write to ${path}`, path }];
      }),
    ),
  );
}
