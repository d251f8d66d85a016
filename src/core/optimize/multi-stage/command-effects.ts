import { isOfImages } from '../model/image-folders.ts';
import type { Task, Tool } from '../model/purpose.ts';
import { argumentsOf } from '../model/task.ts';
import { writtenByInline } from './inline-scripts.ts';
import { writtenBy } from './written-paths.ts';

/** What a command leaves in the image: paths as they are named, and folders whose new contents nobody knows. */
interface Effect {
  readonly paths: readonly string[];
  readonly folders: readonly string[];
}

const nothing: Effect = { paths: [], folders: [] };
const here: Effect = { paths: [], folders: ['.'] };

/** Tools whose dependencies lie in a cache that only they read. */
const withCache: ReadonlySet<Tool | undefined> = new Set<Tool>([
  'go',
  'cargo',
  'maven',
  'gradle',
  'sbt',
  'lein',
  'dotnet',
]);
/** Tools that install in the folder of the manifest. */
const inFolder: ReadonlySet<Tool | undefined> = new Set<Tool>(['npm', 'yarn', 'pnpm', 'bun', 'composer']);

/**
 * @param own tools whose results the conversion knows
 * @param isStarted whether a program is called when the container starts
 * @param isSaid whether a word stands anywhere in the stage
 * @returns the reason, as the rest of “Line 5 …”, where something would be lost that may be needed to run
 */
export function effectOf(
  task: Task,
  own: readonly Tool[],
  isStarted: (program: string) => boolean,
  isSaid: (word: RegExp) => boolean,
): Effect | string {
  const { purpose, tool, verb, command } = task;
  const isOwn = tool !== undefined && own.includes(tool);
  const words = argumentsOf(command);
  if (verb === 'link' && inFolder.has(tool)) return `links a package for all users with ${command.name}`;
  switch (purpose) {
    case 'shell':
    case 'index':
    case 'packages':
    case 'clean-up':
    case 'test':
      return nothing;
    case 'account':
      if (/^(passwd|chpasswd)$/.test(command.name) || command.before?.operator === '|') return 'sets a password';
      return nothing;
    case 'configure':
      if (tool !== undefined || isOfBuild(command.name, words)) return nothing;
      return (
        configured(command.name.replace(/^.*\//, ''), words, isSaid) ?? `configures the system with ${command.name}`
      );
    case 'dependencies':
      if (isOwn || withCache.has(tool)) return nothing;
      return inFolder.has(tool) ? here : installsMore(command.name, words);
    case 'tool': {
      const local = inFolder.has(tool)
        ? words.find((word) => /^(\.{0,2}\/|\.{1,2}$|file:)|\.tgz$/.test(word))
        : undefined;
      if (local !== undefined) return `installs ${local} for all users`;
      const names = words.map((word) => word.replace(/@[^/]*$/, '').replace(/^.*\//, ''));
      const started = names.find((name) => name !== '' && isStarted(name));
      // Corepack prepares package managers, which are installed again where the start calls them.
      const isPrepared = isOwn || (command.name === 'corepack' && own.includes('npm'));
      return isPrepared || started === undefined ? nothing : `installs ${started}, which is started`;
    }
    case 'build':
      if (/^(make|cmake)$/.test(tool ?? '') && words.some((word) => /^(--)?install(-|$)/.test(word)))
        return isOwn ? nothing : `installs what ${command.name} builds`;
      return tool === 'compiler' || tool === 'go' ? compiled(words, isOwn) : isOwn ? nothing : here;
    case 'generate':
      return isOwn ? nothing : here;
    case 'files':
    case 'fetch':
      if (command.name === 'setcap') return 'gives a program capabilities';
      return writtenBy(command) ?? here;
    case 'unknown':
      if (verb === undefined && tool !== undefined && /^(apt|apk|rpm)$/.test(tool)) return nothing;
      return ofUnknown(...started(command.name, words), !command.topLevel, isSaid);
  }
}

/** What a compiler is told to write, and what is not known where it is not told. */
function compiled(words: readonly string[], isOwn: boolean): Effect {
  const output = words.includes('-c') ? undefined : words[words.indexOf('-o') + 1];
  // Which programs a folder of the system gets, whoever builds them knows.
  if (isOwn && output?.endsWith('/') && isOfImages(output.slice(0, -1))) return nothing;
  if (words.includes('-o') && output !== undefined && !/[$`]/.test(output)) return { paths: [output], folders: [] };
  return isOwn ? nothing : here;
}

/** What is known to be written by a command that configures a system. */
function configured(name: string, words: readonly string[], isSaid: (word: RegExp) => boolean): Effect | undefined {
  const makesLocales =
    /^(locale-gen|localedef)$/.test(name) || (name === 'dpkg-reconfigure' && words.at(-1) === 'locales');
  if (makesLocales) return { paths: ['/usr/lib/locale'], folders: [] };
  if (name === 'update-locale') return { paths: ['/etc/default/locale'], folders: [] };
  if (name === 'dpkg-reconfigure' && words.includes('tzdata')) return { paths: ['/etc/localtime'], folders: [] };
  // The package does it by itself, where nobody adds certificates.
  if (name === 'update-ca-certificates')
    return isSaid(/usr\/(local\/)?share\/ca-certificates|ca-certificates\.conf/)
      ? { paths: ['/etc/ssl/certs', '/usr/share/ca-certificates'], folders: [] }
      : nothing;
  return undefined;
}

function isOfBuild(name: string, words: readonly string[]): boolean {
  if (/^(ldconfig|fc-cache|strip|debconf-set-selections|docker-php-ext-enable)$/.test(name)) return true;
  return (
    /alternatives$/.test(name) && words.some((word) => /^(gcc|g\+\+|cc|c\+\+|cpp|clang|clang\+\+|ld|ar)$/.test(word))
  );
}

/** Programs that come as packages of a language, and are there to build. */
const builders =
  /^(pip|setuptools|wheel|conan|meson|ninja|cmake|cython|numpy|bundler|rake|node-gyp|typescript|pipenv|poetry|virtualenv|uv|build|scikit-build|pytest|tox)([=<>~![].*)?$/i;

function installsMore(name: string, words: readonly string[]): Effect | string {
  const named = words.filter((word) => !/^(-|install$|pip$)/.test(word));
  return named.length > 0 && named.every((word) => builders.test(word)) ? nothing : `installs packages with ${name}`;
}

/** What `poetry run` and its like start. */
function started(name: string, words: readonly string[]): [name: string, words: readonly string[]] {
  const at = words.findIndex((word, index) => index > 0 && !word.startsWith('-'));
  if (!/^(poetry|pipenv|uv)$/.test(name) || words[0] !== 'run' || at < 0) return [name, words];
  return [words[at] as string, words.slice(at + 1)];
}

/** What Python is known to make elsewhere than in the folder that it is called in. */
function ofPython(words: readonly string[], isSaid: (word: RegExp) => boolean): Effect | undefined {
  const [flag, module = '', ...rest] = words;
  if (flag === '-m' && /^(venv|virtualenv)$/.test(module))
    return { paths: rest.filter((word) => !word.startsWith('-')), folders: [] };
  // NLTK takes the first of its folders that is there already: an image of Python has none, and nobody names one.
  const isHome = !isSaid(/nltk_data/i);
  const downloads = { paths: ['~/nltk_data'], folders: [] };
  if (flag === '-c') return isHome && onlyDownloads.test(module.trim()) ? downloads : undefined;
  if (flag !== '-m' || module !== 'nltk.downloader') return undefined;
  const at = rest.findIndex((word) => /^-[a-z]*d$/.test(word));
  const named = at < 0 ? undefined : rest[at + 1];
  return named === undefined ? (isHome ? downloads : undefined) : { paths: [named], folders: [] };
}

const onlyDownloads = /^import nltk\s*(;\s*nltk\.download\(\s*(['"])[\w-]+\2\s*(,\s*quiet\s*=\s*True\s*)?\)\s*)+;?$/;

/** A script, or a program that works in the folder it is called in, leaves what it makes there. */
function ofUnknown(
  name: string,
  words: readonly string[],
  isPrinting: boolean,
  isSaid: (word: RegExp) => boolean,
): Effect | string {
  const known = /^(python|pypy)[\d.]*$/.test(name) ? ofPython(words, isSaid) : undefined;
  if (known) return known;
  const inline = /^(\/bin\/)?(ba|da|a)?sh$/.test(name) ? writtenByInline(words) : undefined;
  if (inline) return inline;
  const [database] = words;
  if (
    name === 'sqlite3' &&
    database !== undefined &&
    !/^(-|:memory:)/.test(database) &&
    !attaches.test(words.join(' '))
  )
    return { paths: [database], folders: [] };
  if (words.some((word) => /^(playwright|puppeteer|cypress|nltk\.downloader|spacy)$/.test(word)))
    return `downloads what ${name} keeps outside the folder of the application`;
  if (/[-_]config$/.test(name) || (words.length === 1 && /^(-v|-V|--?version|--help)$/.test(words[0] as string)))
    return nothing;
  if (/^(npx|bunx)$/.test(name) || name.includes('/')) return hereAnd(words);
  const isInterpreter = /^(sh|bash|ash|dash|zsh|python[\d.]*|node|ruby|php|perl|java|deno|bun|pypy[\d.]*)$/.test(name);
  if (isInterpreter) {
    const script = words.find((word) => !word.startsWith('-'));
    if (/sh$/.test(name)) return script === undefined ? 'runs a script that comes from elsewhere' : here;
    // Models and data go to a cache in the home folder.
    const isInline = words.some((word) => /^-[ceE]$/.test(word));
    if (isInline ? !isPrinting : /download|model|fetch|nltk|hub|warm|preload/i.test(script ?? '')) {
      return `runs a program with ${name} that may write anywhere`;
    }
    return isInline ? nothing : hereAnd(words.slice(words.indexOf(script ?? '') + 1));
  }
  if (worksHere.test(name)) return here;
  return `calls ${name}, and what that makes is not known`;
}

/** Besides the folder that a program works in, it may write what it is told by an absolute path. */
function hereAnd(words: readonly string[]): Effect {
  return { paths: words.filter((word) => /^\/[^/]/.test(word) && !/[*?[:]/.test(word)), folders: here.folders };
}

/** What makes SQLite write to another file than the one that it is told to open. */
const attaches = /\b(attach|vacuum\s+into)\b|\.(output|once|backup|save|clone|excel|archive|open)\b/i;

const worksHere =
  /^(protoc|swag|sqlc|templ|buf|flask|django-admin|gulp|grunt|bower|sass|tailwindcss|hugo|jekyll|mix|rebar3|ant|bazel|premake\d?|xmake|scons|waf|qmake|nimble|shards|opam|dune|dart|flutter|meteor|rails|hanami|task|just|mage|sphinx-build|mkdocs)$/;
