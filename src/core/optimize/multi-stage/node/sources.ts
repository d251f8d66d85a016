import type { ContextFiles } from '../../context.ts';

/** More than that would take longer than a person waits. */
const mostSources = 3000;

const isForTests =
  /(^|\/)(node_modules|tests?|__tests__|spec|e2e|cypress|scripts|\.storybook)\/|\.(test|spec|e2e|stories)\.|(^|\/)(?!(?:next|nuxt)\.)[^/]*\.config\.[cm]?[jt]s$|\.d\.ts$|(^|\/)(gulpfile|Gruntfile)\.js$/;

/**
 * The texts of sources of Node that may run, tests left out; undefined where there are too many to look at.
 *
 * @param except a folder whose sources are left out as well
 */
export function runningSources(folder: string, context: ContextFiles, except?: string): readonly string[] | undefined {
  const paths = context
    .under(folder)
    .filter((path) => /\.([cm]?[jt]s|[jt]sx)$/.test(path) && !isForTests.test(path))
    .filter((path) => except === undefined || !path.startsWith(`${except}/`));
  return paths.length > mostSources ? undefined : paths.map((path) => context.text(path) ?? '');
}
