import { readBash } from '../../../dockerfile/bash.ts';
import type { Program } from '../../model/launch.ts';
import { joinPath } from '../../model/steps.ts';
import { isEverywhere } from '../start-scripts.ts';
import { type NodePackage, scriptsOf } from './packages.ts';

/** The program behind package managers, their scripts, and programs that only start others. */
export interface NodeStart {
  /** `node`, `next`, `serve` and the like, without a folder. */
  readonly name: string;
  readonly words: readonly string[];
  /** Folder that it is started in. */
  readonly folder: string | undefined;
  /** For `node`: the file that it runs, absolute; undefined where a variable says which. */
  readonly entry: string | undefined;
  /** Package managers that have a part in it. */
  readonly runners: ReadonlySet<string>;
  /** Programs of packages that start it: `cross-env`, `dotenv`. */
  readonly wrappers: readonly string[];
}

/** Programs that run what is not built, or serve it to who develops it. */
const forDeveloping =
  /^(nodemon|ts-node-dev|webpack-dev-server|webpack|react-scripts|vue-cli-service|parcel|concurrently|npm-run-all|run-p|run-s|turbo|lerna|nx)$/;
const developing: Readonly<Record<string, RegExp>> = {
  next: /^start$/,
  vite: /^preview$/,
  nuxt: /^(start|preview)$/,
  astro: /^preview$/,
  gatsby: /^serve$/,
  ng: /^$/,
  nest: /^$/,
};

/** Programs that start what their arguments say. */
const wrappers = /^(cross-env|cross-env-shell|dotenv|env|dumb-init|tini|--|npx|bunx)$/;
/** Those of them that come as a package. */
const ofPackages = /^(cross-env|cross-env-shell|dotenv)$/;

/** @returns the one program that is started, or the reason why it cannot be told */
export function nodeStart(program: Program, packages: readonly NodePackage[]): NodeStart | string {
  const started = nodeStarts(program, packages);
  if (typeof started === 'string') return started;
  return started.length === 1 ? (started[0] as NodeStart) : 'More than one program is started.';
}

/** @returns what a program starts, one after another, or the reason why it cannot be told */
export function nodeStarts(program: Program, packages: readonly NodePackage[]): readonly NodeStart[] | string {
  const started = followed(program, packages);
  return typeof started === 'string' || Array.isArray(started) ? started : [started as NodeStart];
}

function followed(program: Program, packages: readonly NodePackage[]): NodeStart | readonly NodeStart[] | string {
  const runners = new Set<string>();
  const passed: string[] = [];
  let { name, words } = program;
  let { folder } = program;
  for (let depth = 0; depth < 6; depth++) {
    const base = name.replace(/^.*\//, '');
    if (wrappers.test(base)) {
      const at = words.findIndex((word) => !/^(--|-[a-z]+|--yes|\w+=.*)$/.test(word));
      const [next, ...rest] = at < 0 ? [] : words.slice(at);
      if (next === undefined) return 'What the container starts is not known.';
      if (ofPackages.test(base)) passed.push(base);
      [name, words] = [next, rest];
      continue;
    }
    if (base === 'bun' && /\.[cm]?[jt]sx?$/.test(words.filter((word) => word !== 'run')[0] ?? ''))
      return nodeRuns(
        base,
        words.filter((word) => word !== 'run'),
        folder,
        runners,
        passed,
      );
    if (/^(npm|yarn|pnpm|bun)$/.test(base)) {
      runners.add(base);
      const calls = callsOf(base, words, folder, packages);
      if (typeof calls === 'string') return calls;
      const [call, ...more] = calls as [Call];
      if (more.length > 0) return severally(calls, program, packages, runners, passed);
      [name, words, folder] = [call.name, call.words, call.folder];
      continue;
    }
    if (base === 'node' || base === 'nodejs') return nodeRuns(base, words, folder, runners, passed);
    if (forDeveloping.test(base) || developing[base]?.test(words[0] ?? '') === false) {
      return `${[base, ...words.slice(0, 1)].join(' ')} is started, which runs or serves what is not built.`;
    }
    return { name: base, words, folder, entry: undefined, runners, wrappers: passed };
  }
  return 'What the container starts is not known.';
}

/** A script that starts one after another. */
function severally(
  calls: readonly Call[],
  program: Program,
  packages: readonly NodePackage[],
  runners: ReadonlySet<string>,
  wrappers: readonly string[],
): readonly NodeStart[] | string {
  const all: NodeStart[] = [];
  for (const call of calls) {
    const found = nodeStarts({ ...program, ...call, path: undefined }, packages);
    if (typeof found === 'string') return found;
    all.push(
      ...found.map((each) => ({
        ...each,
        runners: new Set([...runners, ...each.runners]),
        wrappers: [...wrappers, ...each.wrappers],
      })),
    );
  }
  return all;
}

function nodeRuns(
  name: string,
  words: readonly string[],
  folder: string | undefined,
  runners: ReadonlySet<string>,
  wrappers: readonly string[],
): NodeStart | string {
  const flags = /^(-r|--require|--import|--env-file|--loader|--experimental-loader|-C|--conditions)$/;
  const script = words.find((word, at) => !word.startsWith('-') && !flags.test(words[at - 1] ?? ''));
  const entry = joinPath(folder, script);
  if (entry === undefined) return 'Which file Node runs is not known.';
  return { name, words, folder, entry: /\$/.test(entry) ? undefined : entry, runners, wrappers };
}

interface Call {
  readonly name: string;
  readonly words: readonly string[];
  readonly folder: string | undefined;
}

/** @returns what a package manager is told to run, or the reason why it cannot be told */
export function callsOf(
  manager: string,
  words: readonly string[],
  folder: string | undefined,
  packages: readonly NodePackage[],
): readonly Call[] | string {
  const rest: string[] = [];
  let at = folder;
  for (let index = 0; index < words.length; index++) {
    const word = words[index] as string;
    const [flag = '', joined] = word.startsWith('--') && word.includes('=') ? word.split(/=(.*)/) : [word];
    const isFolder = /^(--prefix|--cwd|--dir|-C)$/.test(flag);
    const isPackage = /^(--filter|-F|--workspace|-w)$/.test(flag) && !(manager === 'pnpm' && flag === '-w');
    if (word === '--') {
      rest.push(...words.slice(index + 1));
      break;
    }
    if (isFolder || isPackage || (manager === 'yarn' && word === 'workspace' && rest.length === 0)) {
      const value = joined ?? words[++index];
      at = isFolder ? joinPath(at, value) : packages.find(({ manifest }) => manifest.name === value)?.folder;
      if (at === undefined) return `Where ${value} lies is not known.`;
    } else if (rest.length > 0 || !word.startsWith('-')) rest.push(word);
  }
  const isNamed = rest[0] === 'run' || rest[0] === 'run-script';
  if (isNamed) rest.shift();
  const [wanted = 'start', ...more] = rest;
  if (/^(exec|x|dlx)$/.test(wanted) && !isNamed && more[0] !== undefined) {
    return [{ name: more[0], words: more.slice(1), folder: at }];
  }
  const own = packages.find((each) => each.folder === at);
  const scripts = own && scriptsOf(own);
  const line = scripts && Object.hasOwn(scripts, wanted) ? scripts[wanted] : undefined;
  if (typeof line === 'string') return inScript(wanted, line, more, at);
  if (wanted === 'start' && own && manager === 'npm') return [{ name: 'node', words: ['server.js'], folder: at }];
  // What is no script is a program of a package.
  if (own && manager !== 'npm' && !isNamed) return [{ name: wanted, words: more, folder: at }];
  return `The script “${wanted}” is not known.`;
}

function inScript(
  script: string,
  line: string,
  more: readonly string[],
  folder: string | undefined,
): readonly Call[] | string {
  const commands = readBash(line).commands.filter(({ name }) => !isEverywhere(name));
  // Side by side, or one in the place of another, is more than what can be followed.
  if (commands.length === 0 || /\$\(|`|\||(^|[^&])&([^&]|$)|\bcd\b/.test(line)) {
    return `The script “${script}” does more than to start programs one after another: ${line}`;
  }
  return commands.map(({ name, words, nameAt }, at) => {
    const values = words.filter((word) => word.at.start !== nameAt.start).map(({ value }) => value);
    return { name, words: at === commands.length - 1 ? [...values, ...more] : values, folder };
  });
}
