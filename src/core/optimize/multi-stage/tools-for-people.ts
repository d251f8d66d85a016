import type { ContextFiles } from '../context.ts';
import type { BuildModel, StageModel } from '../model/build-model.ts';
import { tasksOf } from './preconditions.ts';
import type { SystemPackages } from './system-packages.ts';

/** What a package holds for somebody who works at a terminal. */
interface Tool {
  readonly programs: readonly string[];
  /** Packages of a language that call such a program without a word of it in the sources. */
  readonly callers: RegExp | undefined;
}

/** Load and dump schemas with the client of their database. */
const frameworks = /\b(rails|activerecord|laravel|illuminate|django|doctrine|yii)\b/i;

/** What a build fetches and unpacks with, and some applications too. */
const fetchers: ReadonlyMap<string, readonly string[]> = new Map(
  ['git', 'curl', 'wget', 'unzip', 'zip'].map((name) => [name, [name]]),
);

/**
 * Editors, pagers, debuggers, and what shows processes, networks and databases, by their packages in Debian: nothing
 * but programs, which somebody has to call by their names.
 */
const tools: ReadonlyMap<string, Tool> = new Map([
  ...named('vim vim-tiny vim-nox neovim', 'vim vi nvim'),
  ...named('nano', 'nano'),
  ...named('less', 'less'),
  ...named(
    'procps',
    'ps pgrep pkill pidwait top free kill uptime vmstat watch sysctl pmap pwdx',
    /\b(pyspark|luigi|ray|passenger|horizon|nextflow|pm2|nodemon|tree-kill)\b/i,
  ),
  ...named('htop', 'htop'),
  ...named('iotop', 'iotop'),
  ...named('psmisc', 'killall fuser pstree'),
  ...named('lsof', 'lsof'),
  ...named('gdb gdbserver', 'gdb gdbserver gcore'),
  ...named('strace', 'strace'),
  ...named('ltrace', 'ltrace'),
  ...named('valgrind', 'valgrind'),
  ...named('net-tools', 'netstat ifconfig route arp'),
  ...named('iputils-ping inetutils-ping', 'ping ping6'),
  ...named('dnsutils bind9-dnsutils bind9-host', 'dig nslookup nsupdate host'),
  ...named('iproute2', 'ip ss tc bridge'),
  ...named('telnet', 'telnet'),
  ...named('tcpdump', 'tcpdump'),
  ...named('traceroute', 'traceroute'),
  ...named('nmap', 'nmap'),
  ...named('netcat netcat-openbsd netcat-traditional', 'nc netcat'),
  ...named('tmux', 'tmux'),
  ...named('screen', 'screen'),
  ...named('tree', 'tree'),
  ...named('man-db', 'man'),
  ...named('bash-completion', 'bash_completion'),
  ...named('sqlite3', 'sqlite3', frameworks),
  ...named('postgresql-client', 'psql pg_dump pg_dumpall pg_restore pg_isready createdb dropdb', frameworks),
  ...named('default-mysql-client mysql-client mariadb-client', 'mysql mysqldump mysqladmin mariadb', frameworks),
  ...named('redis-tools', 'redis-cli'),
  ...named('gettext-base', 'envsubst gettext ngettext'),
]);

function named(packages: string, programs: string, callers?: RegExp): [string, Tool][] {
  return packages.split(' ').map((name) => [name, { programs: programs.split(' '), callers }]);
}

/**
 * Leaves packages to the build stage that only somebody who looks into the container would call: where every file
 * of the build context is known, and neither a source, a script, a health check nor what starts names a program of
 * theirs. What a source calls of the programs that a build fetches with comes back from there.
 *
 * @param isUsedAtStart whether a program is called when the container starts
 */
export function withoutToolsForPeople(
  packages: SystemPackages,
  { context, dockerfile }: BuildModel,
  stage: StageModel,
  isUsedAtStart: (program: string) => boolean,
): SystemPackages {
  if (!context?.complete || startsForPeople(stage)) return packages;
  const candidates = packages.running.filter((name) => tools.has(plain(name)));
  const fetching = packages.building.filter((name) => fetchers.has(plain(name)));
  if (candidates.length === 0 && fetching.length === 0) return packages;
  const texts = textsOf(context);
  const going = candidates.filter((name) => {
    const { programs, callers } = tools.get(plain(name)) as Tool;
    return (
      texts !== undefined &&
      !programs.some(isUsedAtStart) &&
      !isSaidIn(stage, dockerfile.text, programs) &&
      !texts.some(({ text, path }) => names(text, path, programs) || (manifest.test(path) && callers?.test(text)))
    );
  });
  const coming = fetching.filter((name) => isCalledIn(texts ?? [], fetchers.get(plain(name)) as readonly string[]));
  const { running, building } = packages;
  return {
    ...packages,
    running: [...running.filter((name) => !going.includes(name)), ...coming],
    building: [...building.filter((name) => !coming.includes(name)), ...going],
  };
}

/** Whether a source that is there when the application runs calls one of some programs. */
export function isCalledBySources(context: ContextFiles | undefined, programs: readonly string[]): boolean {
  return context?.complete === true && isCalledIn(textsOf(context) ?? [], programs);
}

function isCalledIn(texts: readonly TextFile[], programs: readonly string[]): boolean {
  const calls = new RegExp(
    `(?:system|exec\\w*|spawn\\w*|popen\\w*|run|call|check_output|passthru|Process|ProcessBuilder|Command(?:Context|::new)?|LookPath|Open3\\.\\w+)\\s*\\(\\s*(?:\\w+\\s*=\\s*|[\\w.]+(?:\\(\\))?\\s*,\\s*|(?:listOf|List\\.of|Arrays\\.asList)\\(\\s*|new String\\[\\]\\s*\\{\\s*)?\\[?\\s*[frb]?["'\`](?:/[\\w./-]*/)?(?:${programs.join('|')})(?=["'\`\\s])|(?:^|[^\\w\`])\`(?:${programs.join('|')})\\s[^\`\\n]*\`|%x[({[](?:${programs.join('|')})\\s`,
    'm',
  );
  return texts.some(({ path, text }) => source.test(path) && !forBuilders.test(path) && calls.test(text));
}

/**
 * Whether a file calls one of some programs that may be there when the application runs, or whether that is not known.
 * What is written for Node is none: it runs where Node is called.
 */
export function isNamedByFiles(context: ContextFiles, programs: readonly string[]): boolean {
  const read = textsOf(context)?.filter(({ path }) => !forBuilders.test(path) && !ofNode.test(path));
  return !read || read.some(({ text, path }) => names(text, path, programs));
}

const ofNode = /\.(json|[cm]?[jt]sx?|vue|svelte|scss|less)$|(^|\/)(docker-)?compose[^/]*\.ya?ml$/;

const source = /\.(py|rb|php|phtml|c|cc|cpp|cxx|h|hpp|pl|lua|go|rs|java|kt|scala|groovy|clj|[cm]?[jt]s)$/;
const forBuilders =
  /(^|\/)(tests?|specs?|docs?|scripts?|ci|tools?|vendor|examples?|\.[^/]+)\/|(^|\/)((setup|conftest|noxfile|fabfile|tasks)\.py|build\.rs|magefile\.go)$|_test\.go$/;

/** What a person is asked about the tools among the packages that stay in the build stage; '' where none does. */
export function questionAboutTools({ building }: SystemPackages): string {
  const left = [...new Set(building.map(plain))].filter((name) => tools.has(name) || fetchers.has(name));
  if (left.length === 0) return '';
  const them = left.length === 1 ? 'it' : 'them';
  return ` Not in the image that runs: ${left.join(', ')}. Does anybody call ${them} in the container?`;
}

function plain(name: string): string {
  return name.replace(/[=:/].*$/, '');
}

/** Whether a shell waits for somebody to type. */
function startsForPeople({ launch }: StageModel): boolean {
  return (
    launch.programs?.some(({ name, words }) => /^(.*\/)?(ba|da|z|k|a|fi)?sh$/.test(name) && words.length === 0) ?? true
  );
}

/** Whether a Dockerfile speaks of a program elsewhere than where it installs it and where it calls it to build. */
function isSaidIn(stage: StageModel, source: string, programs: readonly string[]): boolean {
  const calls = tasksOf(stage);
  return stage.steps.some(({ instruction }) => {
    const { keyword, heredocs, command } = instruction;
    if (heredocs.some(({ body }) => hasWord(source.slice(body.start, body.end), programs))) return true;
    if (keyword === 'ENV') return instruction.pairs.some(({ value }) => hasWord(value?.value ?? '', programs));
    if (keyword !== 'RUN' || !command) return false;
    const script = command.form === 'shell' ? command.script.text : '';
    // A name of a command is no word of a script that is written; a package may be called as its program is.
    const own = calls.filter(({ step }) => step.instruction === instruction);
    const known = own.flatMap(
      ({
        task: {
          command: { name, words },
          purpose,
        },
      }) => [name, ...(purpose === 'packages' ? words.map(({ value }) => value) : [])],
    );
    return programs.some((program) => {
      const said = wordsOf(script).filter((word) => word === program).length;
      return said > known.filter((word) => wordsOf(word).includes(program)).length;
    });
  });
}

interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** More than that would take longer than a person waits. */
const mostFiles = 1000;
const onlyForBuilding =
  /(^|\/)(Makefile|GNUmakefile|CMakeLists\.txt|[^/]*\.cmake|[^/]*Dockerfile[^/]*|[^/]*\.dockerfile|\.dockerignore|\.git\w+|\.github\/.*|\.gitlab-ci\.yml|LICEN[CS]E[^/]*|[^/]*\.(md|rst|adoc|css|svg|sql|lock|po|csv))$/i;
const data =
  /\.(png|jpe?g|gif|ico|webp|avif|bmp|tiff?|woff2?|ttf|eot|otf|mp[34]|wav|ogg|webm|pdf|gz|tgz|zip|xz|bz2|zst|db|sqlite3?|parquet|npy|mo|dat|bin|pem|crt|der)$/i;
const manifest =
  /(^|\/)(requirements(\/[^/]*|[^/]*)\.(txt|in)|pyproject\.toml|Pipfile|setup\.(py|cfg)|Gemfile|composer\.json|package\.json)$/;

/** The texts that may be, or may tell, what runs; undefined where not all of them can be read. */
function textsOf(context: ContextFiles): readonly TextFile[] | undefined {
  const paths = context.sent.filter((path) => !onlyForBuilding.test(path) && !data.test(path));
  if (paths.length > mostFiles) return undefined;
  const texts: TextFile[] = [];
  for (const path of paths) {
    const text = context.text(path);
    if (text === undefined) return undefined;
    texts.push({ path, text });
  }
  return texts;
}

/** Whether a text calls a program: a script by any word of it, others in a string or as a value. */
function names(text: string, path: string, programs: readonly string[]): boolean {
  if (/\.(sh|bash|zsh)$/.test(path) || /^#!.*\b(ba|da|z|k|a)?sh\b/.test(text)) return hasWord(text, programs);
  const called = `(?:["'\`|;&=:]|\\$\\(|^\\s*-\\s)\\s*(?:(?:sudo|exec|env|command|which)\\s+)?(?:/[\\w./-]*/)?(?:${programs.join('|')})(?=["'\`\\s|;&)\\],]|$)`;
  return new RegExp(called, 'm').test(text.replace(libraries, ''));
}

/** What goes by the name of a program, and is none: the driver of a database, a library that is loaded. */
const libraries =
  /\b\w+\.(?:Must)?(?:Open|Connect)(?:Context)?\(\s*(?:\w+,\s*)?["'`]\w+["'`]|\b(?:require|gem|import|from)\b[ \t]*\(?[ \t]*["'][\w-]+["']/g;

function hasWord(text: string, programs: readonly string[]): boolean {
  const words = new Set(wordsOf(text));
  return programs.some((program) => words.has(program));
}

function wordsOf(text: string): string[] {
  return text.split(/[^\w.+-]+/);
}
