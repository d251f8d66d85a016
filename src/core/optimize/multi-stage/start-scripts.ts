import { readBash } from '../../dockerfile/bash.ts';
import type { ContextFiles } from '../context.ts';
import type { StageModel } from '../model/build-model.ts';
import type { Program } from '../model/launch.ts';
import { joinPath } from '../model/steps.ts';
import { linkedFrom } from './links.ts';
import { movedFrom } from './moved-scripts.ts';
import { placeOf } from './program-place.ts';

/** What is started in the end. */
export interface Start {
  /** In order; what every image has, such as `cp` and `echo`, is left out. */
  readonly programs: readonly Program[];
  /** The texts of the scripts that start them. */
  readonly scripts: readonly string[];
}

/** Words of the shell and programs that small images have as well. */
const everywhere = new Set(
  'echo printf test [ [[ set unset export cd exec sleep true false : shift read trap wait umask ulimit eval source . return exit local command type alias cat chmod chown mkdir cp mv rm ln ls grep sed awk tr cut head tail date id hostname env nproc touch find xargs sort uniq wc basename dirname seq tee stat whoami uname kill pwd readlink realpath expr mktemp getopts let declare readonly sh bash'.split(
    ' ',
  ),
);

export function isEverywhere(name: string): boolean {
  return everywhere.has(name);
}

/** A script from the build context gives way to what it calls, and to what it hands over to. */
export function startOf(stage: StageModel, context: ContextFiles | undefined): Start {
  const programs: Program[] = [];
  const scripts: string[] = [];
  const look = (asNamed: Program, depth: number) => {
    const target = linkedFrom(asNamed.name, asNamed.path, stage);
    const program = target === undefined ? asNamed : { ...asNamed, path: target };
    const called = calledScript(program, stage);
    const text = called && depth < 3 ? textAt(called.path, stage, context) : undefined;
    if (!called || text === undefined) {
      if (!everywhere.has(program.name) || called) programs.push(program);
      return;
    }
    scripts.push(text);
    const own = new Set([...text.matchAll(/^\s*(?:function\s+)?([\w-]+)\s*\(\)/gm)].map(([, name]) => name));
    let folder = program.folder;
    let named: readonly string[] = called.words;
    for (const { name, words, nameAt } of readBash(text).commands) {
      const values = words.filter(({ at }) => at.start !== nameAt.start).map(({ value }) => value);
      if (name === 'cd') folder = joinPath(folder, values[0]);
      if (name === 'set' && values[0] === '--' && named.length === 0) named = values.slice(1);
      if (!own.has(name)) look(programOf(name, values, { ...program, folder }), depth + 1);
    }
    const [name, ...words] = named;
    if (name !== undefined && handsOver.test(text)) look(programOf(name, words, { ...program, folder }), depth + 1);
  };
  for (const program of stage.launch.programs ?? []) look(program, 0);
  return { programs, scripts };
}

const handsOver = /^[^#\n]*"?\$(@|\{@\}|\*)"?\s*$/m;

function programOf(name: string, words: readonly string[], { folder, instruction }: Program): Program {
  return { name, words, folder, instruction, path: name.includes('/') ? joinPath(folder, name) : undefined };
}

/**
 * The one program that is built: what else starts must be in every image, come with a package, or be put in place by
 * a plain command.
 *
 * @param isPackaged whether a package that is installed brings a program
 */
export function startedProgram(
  { programs, scripts }: Start,
  stage: StageModel,
  isPackaged: (program: string) => boolean = () => false,
): Program | string {
  const all = programs.map(unwrapped);
  const own = all.filter(({ name, path }) => path !== undefined || !isPackaged(name));
  const placed = own.filter(({ path }) => path !== undefined);
  const main = placed.find(({ path = '' }) => !ofPackages.test(path)) ?? placed[0] ?? own[0] ?? all[0];
  if (!main) return 'What the container starts is not known.';
  const isChoice = (name: string) => main.path !== undefined && choosesBy(name, scripts) && !placeOf(name, stage);
  const other = own.find(({ name, path }) => name !== main.name && path === undefined && !isChoice(name));
  if (other) return `Beside ${main.name}, ${other.name} is started, and what it needs is not known.`;
  const place = main.path ?? placeOf(main.name, stage);
  const isCopied = [main.path, place && movedFrom(place, stage)].some((path) => fileAt(path, stage) !== undefined);
  return !isCopied ? main : `${main.name} is copied and not built here: what it calls is not known.`;
}

/** Whether a script does something else where the first word that it is given is a certain one. */
function choosesBy(word: string, scripts: readonly string[]): boolean {
  if (!/^[\w-]+$/.test(word)) return false;
  const test = new RegExp(
    `["']?\\$\\{?1\\b[^\\s]*\\s+={1,2}\\s+["']?${word}["']?\\s+\\]|^\\s*\\(?["']?${word}["']?\\)`,
    'm',
  );
  return scripts.some((text) => test.test(text));
}

/** Where packages put programs. */
const ofPackages = /^\/(usr\/)?s?bin\//;

/** What a program starts that does nothing else: it comes as a package, or by a command that is followed. */
export function unwrapped(program: Program): Program {
  const [, wrapper] = /^(?:.*\/)?(tini|dumb-init|catatonit|gosu|su-exec)$/.exec(program.name) ?? [];
  const at =
    program.words.findIndex((word) => !word.startsWith('-')) + (/^(gosu|su-exec)$/.test(wrapper ?? '') ? 1 : 0);
  const name = program.words[at];
  // What a script hands over, and the script itself, are looked at where it is read.
  return wrapper === undefined || name === undefined || /^\$\{?[@*0]\}?$/.test(name)
    ? program
    : programOf(name, program.words.slice(at + 1), program);
}

/** The file of the build context that is copied to a path. */
function fileAt(path: string | undefined, { copied }: StageModel): string | undefined {
  for (const { files } of copied.toReversed()) {
    const file = path === undefined ? undefined : files?.find(({ to }) => to === path);
    if (file) return file.from;
  }
  return undefined;
}

interface CalledScript {
  readonly path: string;
  readonly words: readonly string[];
}

/** `./start.sh`, `sh start.sh`, or a name that is looked for in the PATH. */
function calledScript({ name, words, path, folder }: Program, stage: StageModel): CalledScript | undefined {
  if (/^(\/(usr\/)?bin\/)?(ba|da|a)?sh$/.test(name)) {
    const at = words.findIndex((word) => !/^-[eux]+$/.test(word));
    const script = words[at];
    const found = script === undefined || script.startsWith('-') ? undefined : joinPath(folder, script);
    return found === undefined ? undefined : { path: found, words: words.slice(at + 1) };
  }
  if (path !== undefined) return { path, words };
  const place = placeOf(name, stage);
  if (place !== undefined && fileAt(movedFrom(place, stage), stage) !== undefined) return { path: place, words };
  return /\.sh$|^docker-entrypoint/.test(name) ? { path: `/usr/local/bin/${name}`, words } : undefined;
}

/** The text of a shell script that comes into the image from the build context. */
function textAt(path: string, stage: StageModel, context: ContextFiles | undefined): string | undefined {
  const from = fileAt(path, stage) ?? fileAt(movedFrom(path, stage), stage);
  const text = from === undefined ? undefined : context?.text(from);
  if (text === undefined) return undefined;
  return /^#!.*\b(ba|da|a)?sh\b/.test(text) || (/\.sh$/.test(path) && !text.startsWith('#!')) ? text : undefined;
}
