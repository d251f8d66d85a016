/** Python packages, wherever they are installed. */
import type { ImageTree, TreeEntry } from '../image/tree.ts';

const place = /^(.*\/(?:site|dist)-packages)\/(.+)$/;

/** Packages that install other packages, and what they bring. */
const tools =
  /^(?:pip|setuptools|wheel|pkg_resources|_distutils_hack|distutils-precedence|easy_install|poetry|pdm|hatch|hatchling|flit|build|uv|virtualenv|pipenv|pytest|_pytest|mypy|ruff|black|flake8|isort|coverage|tox)(?:[-_.]|\/|$)/i;

export interface PythonFile {
  /** The folder that packages are installed in. */
  readonly folder: string;
  /** The path below it. */
  readonly path: string;
}

export function pythonFile(path: string): PythonFile | undefined {
  const match = place.exec(path);
  return match ? { folder: match[1] as string, path: match[2] as string } : undefined;
}

export function isPythonTool({ path }: PythonFile): boolean {
  return tools.test(path);
}

/** Files of packages by their path below the folder of packages. */
export function pythonFiles(tree: ImageTree): ReadonlyMap<string, TreeEntry> {
  const found = new Map<string, TreeEntry>();
  for (const entry of tree.entries.values()) {
    const file = pythonFile(entry.path);
    if (file) found.set(file.path, entry);
  }
  return found;
}

/** The packages that lists of requirements in an image name, in lower case with `_` for `-` and `.`. */
export function requiredPackages(tree: ImageTree): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { path, facts } of tree.entries.values()) {
    const isList =
      /\/requirements[^/]*\.txt$/.test(path) && !/dev|test|lint|doc/i.test(path.slice(path.lastIndexOf('/')));
    if (!isList || place.test(path)) continue;
    for (const line of (facts?.text ?? '').split('\n')) {
      const name = /^\s*([A-Za-z0-9][\w.-]*)/.exec(line)?.[1];
      if (name !== undefined) names.add(normalized(name));
    }
  }
  return names;
}

/** The name of the package that a file belongs to, as far as its path tells. */
export function packageOf({ path }: PythonFile): string {
  const first = path.split('/')[0] ?? '';
  return normalized(first.replace(/-[^-]*\.(?:dist|egg)-info$|\.py$/, ''));
}

function normalized(name: string): string {
  return name.toLowerCase().replace(/[-.]+/g, '_');
}
