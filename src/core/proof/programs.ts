/**
 * Follows what an image runs: from entry point and command through scripts and interpreters to the files that they
 * name and the libraries that they link to. What only shows when it runs is not seen here.
 */
import type { ImageTree, TreeEntry } from '../image/tree.ts';
import { interpretedFile, wrappedCommand } from './interpreters.ts';
import { Libraries } from './libraries.ts';
import { scriptCommands, shellBuiltIns } from './shell-text.ts';

interface MissingFile {
  /** The program, library or file, as it is asked for. */
  readonly what: string;
  /** Who asks: a path, or `the entry point`. */
  readonly neededBy: string;
  readonly kind: 'program' | 'interpreter' | 'library' | 'file' | 'permission';
}

export interface ProgramStart {
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly environment: ReadonlyMap<string, string>;
  readonly workingDirectory: string;
}

export interface Programs {
  readonly missing: readonly MissingFile[];
  /** Real paths of all that was found on the way. */
  readonly reached: ReadonlySet<string>;
}

/** Scripts call scripts; nobody nests them deeper on purpose. */
const deepest = 12;
const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** @param modules paths of native modules to look at besides: libraries that a program loads by name */
export function programsOf(tree: ImageTree, start: ProgramStart, modules: readonly string[] = []): Programs {
  const search = new ProgramSearch(tree, start.environment);
  search.run([...start.entrypoint, ...start.command], start.workingDirectory, 'the entry point', 0);
  for (const path of modules) search.load(path);
  return { missing: [...search.missing.values()], reached: search.reached };
}

class ProgramSearch {
  readonly missing = new Map<string, MissingFile>();
  readonly reached = new Set<string>();
  readonly #tree: ImageTree;
  readonly #path: readonly string[];
  readonly #libraries: Libraries;
  readonly #seen = new Set<string>();

  constructor(tree: ImageTree, environment: ReadonlyMap<string, string>) {
    this.#tree = tree;
    this.#path = (environment.get('PATH') ?? defaultPath).split(':');
    this.#libraries = new Libraries(tree, environment.get('LD_LIBRARY_PATH'));
  }

  run(
    argv: readonly string[],
    folder: string,
    neededBy: string,
    depth: number,
    extraPath: readonly string[] = [],
  ): void {
    const [name, ...rest] = argv;
    const key = `${folder}\n${argv.join('\0')}`;
    if (name === undefined || name === '' || depth > deepest || this.#seen.has(key)) return;
    this.#seen.add(key);
    const program = this.#program(name, folder, extraPath);
    if (!program) this.#miss(name, neededBy, 'program');
    else {
      if ((program.mode & 0o111) === 0) this.#miss(program.path, neededBy, 'permission');
      this.#enter(program, folder, depth);
      const text = program.facts?.text;
      if (text !== undefined && scriptCommands(text).runsArguments && !rest[0]?.startsWith('-')) {
        this.run(rest, folder, program.path, depth + 1);
      }
      this.#follow(name, rest, folder, depth);
    }
  }

  /** A library that is loaded by its name. */
  load(path: string): void {
    const entry = this.#tree.open(path);
    if (entry) this.#link(entry);
  }

  /** What the arguments of a program name: the file that it interprets, or another program. */
  #follow(name: string, rest: readonly string[], folder: string, depth: number): void {
    const base = name.slice(name.lastIndexOf('/') + 1);
    const inner = wrappedCommand(base, rest);
    const option = /^(?:ba|da|a|k|z)?sh$/.test(base) ? rest.findIndex((word) => /^-\w*c$/.test(word)) : -1;
    const script = packageScript(base, rest);
    const file = interpretedFile(base, rest);
    if (inner) this.run(inner, folder, name, depth + 1);
    else if (option >= 0) this.#script(rest[option + 1] ?? '', folder, `${base} -c`, depth);
    else if (script !== undefined) this.#packageScript(script, folder, depth);
    else if (file) this.#interpret(file.path, file.suffixes, folder, base, depth);
  }

  #interpret(path: string, suffixes: readonly string[], folder: string, neededBy: string, depth: number): void {
    const full = absolute(path, folder);
    const found = suffixes.map((suffix) => this.#file(full + suffix)).find((entry) => entry !== undefined);
    const main = this.#tree.open(`${full}/package.json`)?.facts?.manifest?.main;
    if (found) this.#enter(found, folder, depth);
    else if (main !== undefined && suffixes.length > 1 && depth < deepest) {
      this.#interpret(main, suffixes, full, neededBy, depth + 1);
    } else this.#miss(full, neededBy, 'file');
  }

  #packageScript(name: string, folder: string, depth: number): void {
    const path = `${folder === '/' ? '' : folder}/package.json`;
    const manifest = this.#tree.open(path)?.facts?.manifest;
    const script = manifest?.scripts[name];
    if (!manifest) this.#miss(path, `npm ${name}`, 'file');
    else if (script !== undefined) {
      this.#script(script, folder, `npm run ${name}`, depth, [`${folder}/node_modules/.bin`]);
    } else if (name === 'start') this.#interpret('server.js', [''], folder, 'npm start', depth);
    else this.#miss(`the script "${name}" in ${path}`, 'npm', 'file');
  }

  #script(text: string, folder: string, neededBy: string, depth: number, extraPath: readonly string[] = []): void {
    const { commands, functions } = scriptCommands(text);
    let at = folder;
    for (const argv of commands) {
      const [name = '', first] = argv;
      if (name === 'cd' && first) at = absolute(first, at);
      else if ((name === '.' || name === 'source') && first?.includes('/'))
        this.#source(absolute(first, at), at, depth);
      else if (!shellBuiltIns.has(name) && !functions.has(name)) this.run(argv, at, neededBy, depth + 1, extraPath);
    }
  }

  #source(path: string, folder: string, depth: number): void {
    const text = this.#tree.open(path)?.facts?.text;
    if (text !== undefined && depth < deepest) this.#script(text, folder, path, depth + 1);
  }

  /** A file that is executed: linked, or handed to the interpreter that it names. */
  #enter(entry: TreeEntry, folder: string, depth: number): void {
    if (this.reached.has(entry.path)) return;
    this.reached.add(entry.path);
    const { shebang, text, elf } = entry.facts ?? {};
    if (elf) this.#link(entry);
    if (shebang !== undefined && shebang !== '') this.#interpreter(shebang, entry.path, depth);
    if (text !== undefined && shebang !== undefined) this.#script(text, folder, entry.path, depth);
  }

  #interpreter(shebang: string, script: string, depth: number): void {
    const [interpreter = '', ...rest] = shebang.split(/\s+/);
    const argv = interpreter.endsWith('/env') ? rest.filter((word) => !/^-|=/.test(word)).slice(0, 1) : [];
    for (const name of [interpreter, ...argv]) {
      const found = this.#program(name, '/', []);
      if (found) this.#enter(found, '/', depth + 1);
      else this.#miss(name, script, 'interpreter');
    }
  }

  #link(entry: TreeEntry): void {
    const missing = this.#libraries.missingOf(entry, ({ path }) => this.reached.add(path));
    for (const { library, neededBy } of missing) {
      this.#miss(library, neededBy, library.startsWith('/') ? 'interpreter' : 'library');
    }
  }

  #program(name: string, folder: string, extraPath: readonly string[]): TreeEntry | undefined {
    if (name.includes('/')) return this.#file(absolute(name, folder));
    for (const place of [...extraPath, ...this.#path]) {
      const found = this.#file(`${absolute(place, folder)}/${name}`);
      if (found && (found.mode & 0o111) !== 0) return found;
    }
    return undefined;
  }

  #file(path: string): TreeEntry | undefined {
    const found = this.#tree.open(path);
    return found?.kind === 'directory' ? undefined : found;
  }

  #miss(what: string, neededBy: string, kind: MissingFile['kind']): void {
    this.missing.set(`${kind} ${what}`, { what, neededBy, kind });
  }
}

/** The script of package.json that a package manager is told to run. */
function packageScript(name: string, rest: readonly string[]): string | undefined {
  // Another folder's script, which only the package manager finds.
  const elsewhere = rest.some((word) =>
    /^(?:--filter|-F|-C|--dir|--prefix|-w|--workspaces?|--cwd|-r|--recursive)\b/.test(word),
  );
  if (elsewhere || !['npm', 'yarn', 'pnpm'].includes(name)) return undefined;
  const words = rest.filter((word) => !word.startsWith('-'));
  if (words[0] === 'run' || words[0] === 'run-script') return words[1];
  return words[0] === 'start' || (name !== 'npm' && words[0] !== undefined) ? words[0] : undefined;
}

function absolute(path: string, folder: string): string {
  return path.startsWith('/') ? path : `${folder === '/' ? '' : folder}/${path.replace(/^(?:\.\/)+/, '')}`;
}
