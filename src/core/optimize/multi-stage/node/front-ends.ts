import type { ContextFiles } from '../../context.ts';
import { rendererOf } from './frameworks.ts';
import { isWorkspace, type NodePackage, scriptsOf } from './packages.ts';
import { runningSources } from './sources.ts';
import type { NodeStart } from './start.ts';

/** Scripts that turn sources into files for browsers, and what may stand in front of it. */
const bundles =
  /^((CI|GENERATE_SOURCEMAP|NODE_ENV|DISABLE_ESLINT_PLUGIN)=\w+ |cross-env (\w+=\S+ )+|(vue-)?tsc\b[^&|;]*&& )*(react-scripts|craco|vue-cli-service|ng|vite|parcel) build\b(?!.*--ssr)[^&|;]*$/;

/** The package that what starts lies in. */
export function packageOf(started: readonly NodeStart[], packages: readonly NodePackage[]): NodePackage | undefined {
  return packages.find((each) => started.every((one) => one.folder === each.folder && isIn(one, each)));
}

/**
 * The packages of front ends beside a server that only hands out what was built of them.
 *
 * @param own the package of the server; what lies in another one that holds it is no front end
 * @returns absolute paths of folders that nothing reads once they are built
 */
export function frontEndPackages(
  own: NodePackage | undefined,
  packages: readonly NodePackage[],
  started: readonly NodeStart[],
  context: ContextFiles | undefined,
): readonly string[] {
  if (!own || !context?.complete || packages.some((each) => isWorkspace(each, context))) return [];
  return packages
    .filter((each) => {
      const { build } = scriptsOf(each);
      const isBeside = !`${own.folder}/`.startsWith(each.folder === '/' ? '/' : `${each.folder}/`);
      const isBundled = typeof build === 'string' && bundles.test(build) && rendererOf(each) === undefined;
      return isBeside && isBundled && !started.some((one) => isIn(one, each)) && !isAskedFor(each, context);
    })
    .map(({ folder }) => `${folder}/node_modules`)
    .filter((path) => /^[\w@./-]+$/.test(path));
}

function isIn({ folder, entry }: NodeStart, { folder: other }: NodePackage): boolean {
  return [folder, entry].some((path) => path === undefined || `${path}/`.startsWith(`${other}/`));
}

/** Whether a source outside of it may load a module of it, and with that what the module asks for. */
function isAskedFor({ from }: NodePackage, context: ContextFiles): boolean {
  const sources = runningSources('', context, from);
  const name = from.replace(/^.*\//, '').replace(/[.+]/g, '\\$&');
  const asks = new RegExp(
    `(\\bfrom|\\brequire\\s*\\(|\\bimport\\s*\\(?)\\s*['"\`][^'"\`]*\\b${name}/|\\b${name}/node_modules`,
  );
  return !sources || sources.some((source) => asks.test(source));
}
