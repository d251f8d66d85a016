import type { ContextFiles } from '../../context.ts';
import type { StageModel } from '../../model/build-model.ts';
import type { TaskInFolder } from '../../model/task-folders.ts';

/** A Makefile that somebody wrote, whose `make install` obeys DESTDIR. */
export interface HandWritten {
  /** Where it installs if nobody says otherwise; undefined where it names no such folder. */
  readonly prefix: string | undefined;
  /** Whether it puts a program among those for administrators. */
  readonly isOfAdmins: (program: string) => boolean;
}

/**
 * @returns undefined where there is no such Makefile in the build context, or where a command of its `install` writes
 * elsewhere than below DESTDIR, or may do so
 */
export function handWritten(
  { task: { command }, folder, step }: TaskInFolder,
  stage: StageModel,
  context: ContextFiles | undefined,
): HandWritten | undefined {
  const text = makefileIn(folder, stage, context)?.replace(/\\\r?\n/g, ' ');
  if (text === undefined) return undefined;
  const isSaid = (name: string) => step.variables.has(name) || command.assignments.some((each) => each.name === name);
  // The environment wins over `?=` alone.
  if (/^\s*(override\s+)?DESTDIR\s*(:{0,2}=|\?=[ \t]*\S)/m.test(text) || ['DESTDIR', 'PREFIX', 'prefix'].some(isSaid))
    return undefined;
  const lines = recipesOf('install', text, new Set());
  const below = new RegExp(`\\$[({](${[...variablesBelow(text)].join('|')})[)}]`);
  const segments = lines.flatMap((line) => line.replace(/^[\s@+-]+/, '').split(/\s*(?:&&|\|\||;)\s*/));
  const writing = segments.filter((segment) => segment !== '' && !harmless.test(segment));
  const made = writing
    .filter((segment) => makesFolders.test(segment))
    .join(' ')
    .split(/\s+/)
    .map(plain);
  const isInto = (segment: string) => {
    const target = plain(segment.split(/\s+/).at(-1) ?? '');
    return keepsFolders.test(segment) || made.includes(target) || made.includes(target.replace(/\/[^/]*$/, ''));
  };
  // Below DESTDIR no folder is there that no command makes.
  if (!writing.every(isInto)) return undefined;
  if (writing.length === 0 || !writing.every((segment) => writes.test(segment) && below.test(segment)))
    return undefined;
  return {
    prefix: /^\s*prefix\s*[:?]*=[ \t]*(\/[^\s#]*)/im.exec(text)?.[1]?.replace(/(.)\/$/, '$1'),
    isOfAdmins: (program) => writing.some((segment) => segment.includes(program) && /sbin/i.test(segment)),
  };
}

const writes = /^(\$[({](INSTALL\w*|MKDIR\w*|CP|LN|MV)[)}]|install|mkdir|cp|ln|mv|chmod|sed|touch|strip)\s/;
const makesFolders = /^(\$[({]MKDIR\w*[)}]|mkdir|(install|\$[({]INSTALL\w*[)}])\s(.*\s)?(-\w*d\w*|--directory))(\s|$)/;
/** Those that make the folders themselves, or change what is there. */
const keepsFolders = new RegExp(`${makesFolders.source}|^(chmod|strip)\\s|^\\S+\\s(.*\\s)?-\\w*D`);

function plain(word: string): string {
  return word.replace(/["']/g, '').replace(/(.)\/$/, '$1');
}

const harmless = /^(echo|printf|true|:|test|\[|done|fi|ldconfig|\/sbin\/ldconfig)(\s|$)/;

/**
 * Whether make may make more than programs that a program reads when it runs: data that a command puts beside it, or
 * libraries that it loads by their names.
 */
export function makesMore(context: ContextFiles | undefined): boolean {
  if (!context?.complete) return false;
  const textsOf = (path: RegExp) =>
    context.sent.filter((each) => path.test(each)).map((each) => context.text(each) ?? '');
  const makefiles = textsOf(/(^|\/)(GNUm|M|m)akefile(\.in)?$|\.mk$/).map((text) => text.replace(/\\\r?\n/g, ' '));
  if (
    makefiles.some((text) => /\.so\b/.test(text)) &&
    textsOf(/\.([ch]|cc|cpp|cxx|hpp)$/).some((text) => /\bdlopen\s*\(/.test(text))
  )
    return true;
  return makefiles.some((text) =>
    [...text.matchAll(/^([^\s#:=][^\n:=]*):(?!=)[^\n]*\n((?:\t[^\n]*\n?|[ \t]*\n)*)/gm)].some(
      ([, targets = '', recipe = '']) => !forPeople.test(targets.trim()) && data.test(recipe),
    ),
  );
}

/** Targets that a build for an image does not come to, or whose results lie elsewhere. */
const forPeople =
  /^(\.PHONY|.*(install|clean|dist|check|test|format|lint|doc|docker|deploy|run|help|release-?notes|coverage|tags|package)\S*)$/;
/** Copies and writes what is no source and no object. */
const data =
  /^\t[@+-]*(?:.*(?:&&|;)\s*)?(?:(?:cp|ln|rsync|\$\((?:CP|LN|INSTALL)\w*\))\s(?!.*\.(?:[cho]|cc|cpp|hpp|in|a)\b)|.*>\s*(?!\/dev\/null|&)\S*(?<!\.(?:[chd]|cc|cpp|hpp|in|log|mk))\s*$)/m;

/** The Makefile in a folder of the build stage, or what a script of its own writes it from. */
function makefileIn(folder: string | undefined, { copied }: StageModel, context: ContextFiles | undefined) {
  if (!context?.complete || folder === undefined) return undefined;
  const files = copied.flatMap(({ files = [] }) => files);
  for (const name of ['GNUmakefile', 'makefile', 'Makefile', 'Makefile.in']) {
    const from = files.findLast(({ to }) => to === `${folder === '/' ? '' : folder}/${name}`)?.from;
    if (from !== undefined) return context.text(from);
  }
  return undefined;
}

/** The commands of a target, and of the targets for installing that it needs. */
function recipesOf(target: string, text: string, seen: Set<string>): readonly string[] {
  if (seen.has(target)) return [];
  seen.add(target);
  const found = new RegExp(
    `^${target.replace(/[.*+?^$(){}|[\\]\\\\]/g, '\\$&')}[ \\t]*::?(?!=)([^\\n]*)\\n((?:\\t[^\\n]*\\n?|[ \\t]*\\n)*)`,
    'm',
  ).exec(text);
  const [, needed = '', recipe = ''] = found ?? [];
  const others = needed.split(/\s+/).filter((name) => /install/.test(name));
  return [
    ...others.flatMap((name) => recipesOf(name, text, seen)),
    ...recipe.split(/\r?\n/).filter((line) => line.trim() !== ''),
  ];
}

/** DESTDIR, and the variables that are made of it. */
function variablesBelow(text: string): ReadonlySet<string> {
  const names = new Set(['DESTDIR']);
  const definitions = [...text.matchAll(/^\s*(\w+)\s*[:?]*=([^\n]*)/gm)];
  for (let before = 0; before < names.size; ) {
    before = names.size;
    for (const [, name = '', value = ''] of definitions)
      if ([...names].some((each) => value.includes(`(${each})`) || value.includes(`{${each}}`))) names.add(name);
  }
  return names;
}
