/** Why a file that is gone is not missed. */
import type { Instruction } from '../dockerfile/model.ts';
import type { TreeEntry } from '../image/tree.ts';
import { type KeptElsewhere, keptElsewhere } from './kept-elsewhere.ts';
import { builtFrontEnds, packageFolder, productionPackages } from './node-packages.ts';
import {
  anywhere,
  bundledSource,
  bundleFolder,
  compiledSource,
  inApplication,
  inputOfBuild,
  nextBuild,
  nextRunner,
  sharedData,
  sourceRunner,
} from './path-classes.ts';
import {
  isPythonTool,
  type PythonFile,
  packageOf,
  pythonFile,
  pythonFiles,
  requiredPackages,
} from './python-packages.ts';
import { scriptCommands } from './shell-text.ts';
import { type ImageSide, instructionOf, isApplicationPath, isOfApplication } from './side.ts';

export interface Explanation {
  readonly reason: string;
  /** True where the reason holds only if both images start and do the same. */
  readonly restsOnStart: boolean;
}

export class Removals {
  readonly #before: ImageSide;
  readonly #production: ReadonlySet<string>;
  readonly #frontEnds: readonly string[];
  readonly #python: ReadonlyMap<string, TreeEntry>;
  readonly #pythonBefore: ReadonlyMap<string, TreeEntry>;
  readonly #required: ReadonlySet<string>;
  readonly #isKept: KeptElsewhere;
  readonly #packed: ReadonlyMap<string, ReadonlySet<number>>;
  readonly #runsSources: boolean;
  readonly #runsBundle: boolean;
  readonly #runsNode: boolean;
  readonly #packaged: ReadonlySet<string>;
  /** Files of packages that a RUN names, to the package. */
  readonly #asked: ReadonlyMap<string, string>;
  /** Names of what scripts of the application call that are kept. */
  readonly #called: ReadonlySet<string>;
  readonly #filled: ReadonlySet<string>;

  /** Whether another program is meant to start, and the one that did is not there any more. */
  readonly #isReplaced: boolean;
  /** Whether a server of another base answers in its place, which reads nothing but what it serves. */
  readonly #isServed: boolean;
  readonly #served: ReadonlySet<string | undefined>;

  constructor(before: ImageSide, after: ImageSide, mayChange: ReadonlySet<string>) {
    this.#before = before;
    this.#production = productionPackages(before.tree);
    this.#frontEnds = builtFrontEnds(before.tree, after.tree, before.programs.reached);
    this.#python = pythonFiles(after.tree);
    this.#pythonBefore = pythonFiles(before.tree);
    this.#required = requiredPackages(before.tree);
    this.#isKept = keptElsewhere(before, after);
    this.#packed = packedInBoth(before, after);
    const reached = [...before.programs.reached];
    const isBuilt = () => [...before.tree.entries.keys()].some((path) => nextBuild.test(path));
    this.#runsSources =
      reached.some((path) => sourceRunner.test(path)) || (reached.some((path) => nextRunner.test(path)) && !isBuilt());
    this.#runsBundle = reached.some((path) => bundleFolder.test(path) && !path.includes('/node_modules/'));
    this.#runsNode = reached.some((path) => /\/(?:node|nodejs)$/.test(path));
    this.#packaged = packagedPaths(before);
    this.#asked = pathsOfAskedPackages(before);
    this.#called = calledByScripts(after);
    this.#isReplaced =
      (mayChange.has('command') || mayChange.has('entrypoint')) &&
      reached.some((path) => isApplicationPath(before, path) && !after.tree.entries.has(path));
    this.#isServed = this.#isReplaced && mayChange.has('base');
    this.#served = new Set(this.#isServed ? [...after.tree.entries.values()].map(({ hash }) => hash) : []);
    this.#filled = new Set([...before.tree.entries.keys()].map(parent));
  }

  /** @returns undefined for a file that may be missed */
  explain(entry: TreeEntry): Explanation | undefined {
    const { path } = entry;
    if (this.#before.programs.reached.has(path)) return this.#explainProgram(entry);
    const known = anywhere.find(({ matches }) => matches.test(path));
    if (known) return { reason: known.reason, restsOnStart: known.restsOnStart ?? false };
    // What lies in a folder of packages is for the rules of packages alone.
    if (this.#isNodePackage(path)) return this.#explainNode(entry);
    const python = pythonFile(path);
    if (python) return this.#explainPython(entry, python);
    return isOfApplication(this.#before, entry) ? this.#explainOfApplication(entry) : this.#explainOfSystem(entry);
  }

  /** What ran before and is gone: the search for programs says whether another took its place. */
  #explainProgram(entry: TreeEntry): Explanation | undefined {
    if (isOfApplication(this.#before, entry)) {
      if (this.#isReplaced) return replaced;
      return this.#isKept(entry) ? keptInOtherPlace : undefined;
    }
    return { reason: 'program of the system that another one stands in for', restsOnStart: true };
  }

  /** Whether a path is a package of an application, and not npm's own or another global tool's. */
  #isNodePackage(path: string): boolean {
    const root = path.indexOf('/node_modules/');
    return root >= 0 && this.#before.tree.entries.has(`${path.slice(0, root)}/package.json`);
  }

  #explainNode({ path, link, kind }: TreeEntry): Explanation | undefined {
    if (this.#isReplaced) return replaced;
    if (this.#frontEnds.some((at) => path.startsWith(`${at}/node_modules/`)))
      return { reason: 'package of a front end that is built', restsOnStart: true };
    const folder = packageFolder(path) as string;
    if (folder.endsWith('/.bin')) {
      const target = link === undefined ? undefined : packageFolder(`${folder}/${link}`.replace('/.bin/../', '/'));
      return target === undefined || !this.#production.has(target) ? development : undefined;
    }
    if (!this.#production.has(folder)) return development;
    const inside = inApplication.find(({ matches }) => matches.test(path.slice(folder.length)));
    if (inside) return { reason: `${inside.reason}, in a package`, restsOnStart: false };
    // A folder with something in it goes with what was in it.
    return kind === 'directory' && this.#filled.has(path) ? folderOfGone : undefined;
  }

  #explainPython(entry: TreeEntry, file: PythonFile): Explanation | undefined {
    const other = this.#python.get(file.path);
    if (other && (other.hash === entry.hash || entry.kind === 'directory')) {
      return { reason: `moved to ${pythonFile(other.path)?.folder}`, restsOnStart: true };
    }
    if (isPythonTool(file)) return { reason: 'tool that installs Python packages', restsOnStart: false };
    if (instructionOf(this.#before, entry) === undefined) return ofSystem;
    if (/\.(?:dist|egg)-info\//.test(entry.path)) return { reason: 'record of a Python package', restsOnStart: true };
    // A list of requirements says what must be there; without one only the start shows it.
    if (this.#required.has(packageOf(file))) return undefined;
    return { reason: 'Python package that no list of requirements names', restsOnStart: true };
  }

  #explainOfApplication(entry: TreeEntry): Explanation | undefined {
    const { path } = entry;
    if (compiledSource.test(path)) {
      if (this.#isServed) return replaced;
      return this.#runsSources ? undefined : { reason: 'source of a compiled language', restsOnStart: false };
    }
    const known = inApplication.find(({ matches }) => matches.test(path));
    if (known) return { reason: known.reason, restsOnStart: known.restsOnStart ?? false };
    if (this.#isOfGonePython(entry)) return { reason: 'program of a Python package that is gone', restsOnStart: true };
    if (this.#isReplaced && inputOfBuild.test(path)) return { reason: 'source of what was built', restsOnStart: true };
    if (/\/package\.json$/.test(path) && !this.#runsNode) {
      return { reason: 'manifest or lock file of the build', restsOnStart: false };
    }
    if (bundledSource.test(path) && this.#runsBundle && !this.#runsSources) {
      return { reason: 'source of what was built', restsOnStart: true };
    }
    if (/\/\.next\//.test(path)) return { reason: 'built by Next.js, which draws names by chance', restsOnStart: true };
    if (this.#isKept(entry)) {
      return keptInOtherPlace;
    }
    const resource = resourceName.exec(path)?.[1];
    if (resource !== undefined && this.#packed.get(resource)?.has(entry.size)) {
      return { reason: 'source of what is packed into an archive', restsOnStart: true };
    }
    if (this.#isServed && entry.kind !== 'directory') {
      if (!bundleFolder.test(path)) return replaced;
      if (entry.hash !== undefined && this.#served.has(entry.hash)) return movedToServer;
    }
    return entry.kind === 'directory' && this.#filled.has(path) ? folderOfGone : undefined;
  }

  /** Whether a program of a virtual environment starts a module that is not there any more. */
  #isOfGonePython({ path, facts }: TreeEntry): boolean {
    const [, environment, name = ''] = /^(.*)\/bin\/([^/]+)$/.exec(path) ?? [];
    if (environment === undefined || !this.#before.tree.entries.has(`${environment}/pyvenv.cfg`)) return false;
    const module = facts?.module ?? name;
    const files = [`${module}/__init__.py`, `${module}.py`];
    return files.some((file) => this.#pythonBefore.has(file)) && !files.some((file) => this.#python.has(file));
  }

  #explainOfSystem(entry: TreeEntry): Explanation | undefined {
    const asked = scriptOf(instructionOf(this.#before, entry));
    if (asked === '' || entry.kind === 'directory') return ofSystem;
    const { path } = entry;
    const shared = sharedData.find(({ matches }) => matches.test(path));
    if (shared?.askedBy.test(asked)) return undefined;
    // A file that a RUN names and no package brought was written by that RUN.
    const written = path.startsWith('/etc/') && asked.includes(path.slice(path.lastIndexOf('/') + 1));
    if (written && !this.#packaged.has(path)) return undefined;
    const name = this.#asked.get(merged(path));
    if (name === undefined) return ofSystem;
    // A program may call a script that the start does not lead to.
    if (/^\/(?:usr\/)?s?bin\//.test(path) && this.#called.has(path.slice(path.lastIndexOf('/') + 1))) return undefined;
    return { reason: `of the package ${name}, and nothing that runs asks for it`, restsOnStart: true };
  }
}

/** What a RUN says; of others nothing. */
function scriptOf(instruction: Instruction | undefined): string {
  const { command } = instruction ?? {};
  if (!command) return '';
  return command.form === 'exec' ? command.arguments.map(({ value }) => value).join(' ') : command.script.text;
}

const development: Explanation = { reason: 'development dependency', restsOnStart: false };
const keptInOtherPlace: Explanation = { reason: 'copy of a file that is kept at another place', restsOnStart: true };
const replaced: Explanation = { reason: 'of the program that another one replaces', restsOnStart: true };
const movedToServer: Explanation = { reason: 'moved to where the other server looks', restsOnStart: true };
const folderOfGone: Explanation = { reason: 'folder of files that are gone', restsOnStart: false };
const ofSystem: Explanation = { reason: 'of the system, and nothing that runs asks for it', restsOnStart: true };

/** Where Maven and Gradle look for files to pack beside the classes, and the name that such a file has in the archive. */
const resourceName = /\/src\/main\/(?:resources|webapp)\/(.+)$/;
const inArchive = /^(?:BOOT-INF\/classes\/|WEB-INF\/classes\/)?(.+)$/;

/** What lies in archives of the application that both images have: names, each with the bytes that it has there. */
function packedInBoth(before: ImageSide, after: ImageSide): ReadonlyMap<string, ReadonlySet<number>> {
  const found = new Map<string, Set<number>>();
  for (const [path, { facts }] of after.tree.entries) {
    if (!facts?.packed || !before.tree.entries.has(path)) continue;
    for (const [name, size] of facts.packed) {
      const resource = inArchive.exec(name)?.[1] as string;
      const sizes = found.get(resource) ?? new Set();
      found.set(resource, sizes.add(size));
    }
  }
  return found;
}

/** What Debian's package manager says that packages brought. */
function packagedPaths({ tree }: ImageSide): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { path, facts } of tree.entries.values()) {
    if (!path.startsWith('/var/lib/dpkg/info/') || facts?.text === undefined) continue;
    for (const line of facts.text.split('\n')) if (line.startsWith('/etc/')) found.add(line);
  }
  return found;
}

function parent(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

/** A path as it is whether or not `/bin` is a link to `/usr/bin`. */
function merged(path: string): string {
  return path.replace(/^\/usr(?=\/(?:bin|sbin|lib\w*)\/)/, '');
}

/** The files of those packages of Debian that a RUN installs by their names. */
function pathsOfAskedPackages({ tree, layers }: ImageSide): ReadonlyMap<string, string> {
  const words = new Set(layers.flatMap((instruction) => scriptOf(instruction).split(/[^\w.+-]+/)));
  const found = new Map<string, string>();
  for (const { path, facts } of tree.entries.values()) {
    const name = /^\/var\/lib\/dpkg\/info\/([^/:]+)(?::\w+)?\.list$/.exec(path)?.[1];
    if (name === undefined || facts?.text === undefined || !words.has(name)) continue;
    for (const line of facts.text.split('\n')) if (line !== '') found.set(merged(line), name);
  }
  return found;
}

/** Folders of scripts for those who develop, and of packages, which the application does not call. */
const forOthers = /\/(?:tests?|scripts?|ci|docs?|examples?|node_modules|vendor|site-packages|gems|\.[^/]+)\//;

function calledByScripts(side: ImageSide): ReadonlySet<string> {
  const found = new Set<string>();
  for (const entry of side.tree.entries.values()) {
    const { shebang, text } = entry.facts ?? {};
    if (shebang === undefined || text === undefined) continue;
    if (forOthers.test(entry.path) || !isOfApplication(side, entry)) continue;
    for (const [name] of scriptCommands(text).commands) if (name !== undefined) found.add(name);
  }
  return found;
}
