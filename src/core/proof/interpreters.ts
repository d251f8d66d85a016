/** Programs that only start another one, and programs that run a file they are given. */

interface Wrapper {
  /** Options that take the next word. */
  readonly valued?: readonly string[];
  /** Words before the command that are no options: the user of gosu. */
  readonly words?: number;
}

const wrappers: Readonly<Record<string, Wrapper>> = {
  tini: { valued: ['-p', '-e'] },
  'tini-static': { valued: ['-p', '-e'] },
  'dumb-init': { valued: ['-r', '--rewrite'] },
  catatonit: {},
  env: { valued: ['-u', '-C'] },
  exec: {},
  nice: { valued: ['-n'] },
  nohup: {},
  stdbuf: { valued: ['-i', '-o', '-e'] },
  timeout: { valued: ['-s', '-k'], words: 1 },
  gosu: { words: 1 },
  'su-exec': { words: 1 },
  setpriv: {},
};

/** The command that a wrapper such as `tini --` starts; undefined for programs that are none. */
export function wrappedCommand(name: string, rest: readonly string[]): readonly string[] | undefined {
  const wrapper = Object.hasOwn(wrappers, name) ? wrappers[name] : undefined;
  if (!wrapper) return undefined;
  let at = 0;
  for (let word = rest[at]; word !== undefined && (word.startsWith('-') || /^\w+=/.test(word)); word = rest[at]) {
    at++;
    if (word === '--') break;
    if (wrapper.valued?.includes(word)) at++;
  }
  return rest.slice(at + (wrapper.words ?? 0));
}

interface Interpreter {
  readonly names: RegExp;
  /** Options that take the next word. */
  readonly valued: readonly string[];
  /** Options after which no file is run: `-e CODE`, `-m MODULE`. */
  readonly instead: readonly string[];
  /** What may stand behind the name that is given. */
  readonly suffixes: readonly string[];
}

const interpreters: readonly Interpreter[] = [
  {
    names: /^(?:node|nodejs|bun|ts-node|tsx)$/,
    valued: ['-r', '--require', '--import', '--loader', '--env-file', '-C', '--conditions'],
    instead: ['-e', '--eval', '-p', '--print', '--test', '-v', '--version'],
    suffixes: ['', '.js', '.cjs', '.mjs', '.json', '/index.js', '/index.json'],
  },
  {
    names: /^(?:python[\d.]*|pypy\d*)$/,
    valued: ['-W', '-X'],
    instead: ['-c', '-m', '-V', '--version'],
    suffixes: ['', '/__main__.py'],
  },
  { names: /^(?:ruby|perl)$/, valued: ['-r', '-I', '-C'], instead: ['-e', '-v', '--version'], suffixes: [''] },
  { names: /^php[\d.]*$/, valued: ['-d', '-c'], instead: ['-r', '-S', '-v', '-i', '--version'], suffixes: [''] },
  { names: /^dotnet$/, valued: [], instead: ['--info', '--version', 'run', 'exec'], suffixes: [''] },
  { names: /^(?:ba|da|a|k|z)?sh$/, valued: ['-o'], instead: [], suffixes: [''] },
];

/** The file that an interpreter is given to run. */
export function interpretedFile(
  name: string,
  rest: readonly string[],
): { readonly path: string; readonly suffixes: readonly string[] } | undefined {
  if (name === 'java') return jar(rest);
  const interpreter = interpreters.find(({ names }) => names.test(name));
  if (!interpreter) return undefined;
  for (let at = 0; at < rest.length; at++) {
    const word = rest[at] as string;
    if (interpreter.instead.includes(word)) return undefined;
    if (interpreter.valued.includes(word)) at++;
    else if (!word.startsWith('-')) return { path: word, suffixes: interpreter.suffixes };
  }
  return undefined;
}

function jar(rest: readonly string[]) {
  const option = rest.indexOf('-jar');
  const path = option < 0 ? undefined : rest[option + 1];
  return path === undefined ? undefined : { path, suffixes: [''] };
}
