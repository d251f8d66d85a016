/** Which packages in `node_modules` a program may load, by what the manifests say that each needs. */
import type { ImageTree } from '../image/tree.ts';

const folder = '/node_modules/';

/** The folder of the innermost package that a path lies in; undefined outside `node_modules`. */
export function packageFolder(path: string): string | undefined {
  const start = path.lastIndexOf(folder);
  if (start < 0) return undefined;
  const [first = '', second] = path.slice(start + folder.length).split('/');
  const name = first.startsWith('@') ? `${first}/${second ?? ''}` : first;
  return path.slice(0, start) + folder + name;
}

/**
 * Folders of all packages that the applications of an image need in production, their own folders among them.
 * Development dependencies of an application are not followed.
 */
export function productionPackages(tree: ImageTree): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting: string[] = [];
  for (const { path, facts } of tree.entries.values()) {
    if (facts?.manifest && !path.includes(folder)) waiting.push(path.slice(0, -'/package.json'.length));
  }
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (found.has(at)) continue;
    found.add(at);
    const manifest = tree.open(`${at}/package.json`)?.facts?.manifest;
    for (const name of manifest?.dependencies ?? []) {
      const resolved = resolve(tree, name, at);
      if (resolved !== undefined) waiting.push(resolved);
    }
  }
  return found;
}

/**
 * Folders of front ends that are built in both images, and whose packages are all gone in the second one.
 *
 * @param reached what the start of the first one leads to: what lies among that is no front end
 */
export function builtFrontEnds(before: ImageTree, after: ImageTree, reached: ReadonlySet<string>): readonly string[] {
  const pages = new Set<string>();
  for (const path of after.entries.keys()) {
    const built = /^(.*)\/(?:build|dist|out|www)\/index\.html$/.exec(path)?.[1];
    if (built !== undefined && before.entries.has(path)) pages.add(built);
  }
  return [...pages].filter(
    (at) =>
      !at.includes(folder) &&
      before.entries.has(`${at}/node_modules`) &&
      !after.entries.has(`${at}/node_modules`) &&
      ![...reached].some((path) => path.startsWith(`${at}/`)),
  );
}

/** As Node looks for it: beside the package, then in every folder above it. */
function resolve(tree: ImageTree, name: string, from: string): string | undefined {
  for (let at = from; ; at = at.slice(0, at.lastIndexOf('/'))) {
    const found = at.endsWith('/node_modules') ? undefined : tree.open(`${at}/node_modules/${name}`);
    if (found?.kind === 'directory') return found.path;
    if (at === '') return undefined;
  }
}
