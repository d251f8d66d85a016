/** Why a file that was not there before changes nothing. */
import type { TreeEntry } from '../image/tree.ts';
import { anywhere, inApplication } from './path-classes.ts';
import { pythonFile, pythonFiles } from './python-packages.ts';
import type { Explanation } from './removed.ts';
import { type ImageSide, instructionOf, isApplicationPath } from './side.ts';

export class Additions {
  readonly #after: ImageSide;
  readonly #python: ReadonlyMap<string, TreeEntry>;
  /** What files of the other image hold, whatever their paths. */
  readonly #known: ReadonlySet<string>;
  readonly #environments: readonly string[];

  constructor(before: ImageSide, after: ImageSide) {
    this.#after = after;
    this.#python = pythonFiles(before.tree);
    this.#known = new Set([...before.tree.entries.values()].flatMap(({ hash }) => hash ?? []));
    const marks = [...after.tree.entries.keys()].filter((path) => path.endsWith('/pyvenv.cfg'));
    this.#environments = marks.map((path) => path.slice(0, -'pyvenv.cfg'.length));
  }

  /** @returns undefined for a file that a program may find which did not find it before */
  explain(entry: TreeEntry): Explanation | undefined {
    const { path, kind, hash } = entry;
    if (!isApplicationPath(this.#after, path)) return { reason: 'of the system', restsOnStart: false };
    if (kind === 'directory') return { reason: 'folder', restsOnStart: false };
    if (!instructionOf(this.#after, entry)) return { reason: 'of another base image', restsOnStart: true };
    const known = [...anywhere, ...inApplication].find(({ matches }) => matches.test(path));
    if (known) return { reason: known.reason, restsOnStart: false };
    const python = pythonFile(path);
    if (python && this.#python.get(python.path)?.hash === hash) {
      return { reason: 'Python package from another folder', restsOnStart: true };
    }
    if (this.#environments.some((folder) => path.startsWith(folder))) {
      return { reason: 'of a virtual environment of Python', restsOnStart: true };
    }
    if (hash !== undefined && this.#known.has(hash)) return { reason: 'file from another place', restsOnStart: true };
    if (/\/\.next\//.test(path)) return { reason: 'built by Next.js, which draws names by chance', restsOnStart: true };
    return undefined;
  }
}
