import type { CopiedTree } from './copied-tree.ts';
import { inFolder } from './copied-tree.ts';

type Manifest = Readonly<Record<string, unknown>>;

/** A package of a workspace. */
export interface Member {
  /** Its `package.json`, by its path in the image. */
  readonly path: string;
  readonly folder: string;
  readonly manifest: Manifest;
}

export interface Workspace {
  readonly members: readonly Member[];
  /** What names them, where that is a file of its own. */
  readonly list: string | undefined;
}

/** More of them would hide what the Dockerfile is about. */
const mostMembers = 16;

/**
 * The packages that an install in a folder links to one another.
 * @returns undefined where the folder is none of a workspace, or the reason why they are not known
 */
export function workspaceOf(manifest: Manifest, folder: string, tree: CopiedTree): Workspace | string | undefined {
  const list = inFolder(folder, 'pnpm-workspace.yaml');
  const text = tree.text(list);
  if (tree.has(inFolder(folder, 'lerna.json'))) return 'Lerna says which packages there are.';
  if (text === undefined && manifest.workspaces === undefined) return undefined;
  const patterns = text === undefined ? patternsIn(manifest.workspaces) : patternsOfPnpm(text);
  if (!patterns) return 'Which packages the workspace has is not known.';
  if (patterns.more) return `${patterns.more} makes the install read more than manifests.`;
  const [wanted, unwanted] = [false, true].map((isUnwanted) =>
    patterns.globs.filter((glob) => glob.startsWith('!') === isUnwanted).map((glob) => matcher(glob.replace(/^!/, ''))),
  ) as [RegExp[], RegExp[]];
  const members: Member[] = [];
  for (const path of tree.under(folder, /\/package\.json$/)) {
    const own = path.slice(0, -'/package.json'.length);
    const inside = own.slice(folder === '/' ? 1 : folder.length + 1);
    if (inside === '' || /(^|\/)node_modules(\/|$)/.test(inside)) continue;
    if (!wanted.some((glob) => glob.test(inside)) || unwanted.some((glob) => glob.test(inside))) continue;
    const found = tree.json(path);
    if (!found) return `${path} cannot be read.`;
    members.push({ path, folder: own, manifest: found });
  }
  if (members.length === 0) return 'None of the packages of the workspace is known.';
  if (members.length > mostMembers)
    return `The workspace has ${members.length} packages: too many to copy the manifest of each.`;
  members.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { members, list: text === undefined ? undefined : list };
}

interface Patterns {
  readonly globs: readonly string[];
  /** A setting that has files copied or patched. */
  readonly more?: string | undefined;
}

function patternsIn(workspaces: unknown): Patterns | undefined {
  const globs = Array.isArray(workspaces) ? workspaces : record(workspaces).packages;
  return isTexts(globs) ? { globs } : undefined;
}

/** Of its settings only those are read that matter here, in the forms that pnpm itself writes. */
function patternsOfPnpm(text: string): Patterns | undefined {
  const list = /^packages:[ \t]*(?:#.*)?\r?\n((?:[ \t]*(?:-.*|#.*)?\r?\n)*)/m.exec(`${text}\n`)?.[1];
  const items = list?.split('\n').filter((line) => /^\s*-/.test(line)) ?? [];
  const globs = items.map((line) => /^\s*-\s+(["']?)([^"'#]+?)\1\s*(?:#.*)?$/.exec(line)?.[2]);
  const more = settingsReadingMore.exec(text)?.[1] ?? /["']?\b(?:file|link|portal|patch):/.exec(text)?.[0];
  return isTexts(globs) ? { globs, more } : undefined;
}

/** Settings of pnpm by which files of the sources are copied, patched or run. */
const settingsReadingMore = /^(patchedDependencies|injectWorkspacePackages|pnpmfile|globalPnpmfile)\s*:/m;

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string');
}

/** Of a folder, as package managers write it: `packages/*`, `apps/**`. */
function matcher(glob: string): RegExp {
  const plain = glob.replace(/^\.\//, '').replace(/\/+$/, '');
  const source = plain
    .split('/')
    .map((part) => (part === '**' ? '.*' : part.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*+/g, '[^/]*')))
    .join('/')
    .replace(/\/\.\*/g, '(?:/.*)?')
    .replace(/^\.\*\//, '(?:.*/)?');
  return new RegExp(`^${source}$`);
}

function record(value: unknown): Manifest {
  return typeof value === 'object' && value !== null ? (value as Manifest) : {};
}
