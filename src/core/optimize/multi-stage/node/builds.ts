import type { ContextFiles } from '../../context.ts';
import type { StageModel } from '../../model/build-model.ts';
import { tasksOf } from '../preconditions.ts';
import { type NodePackage, namesIn, scriptsOf } from './packages.ts';
import { mayWriteElsewhere } from './script-outputs.ts';
import { runningSources } from './sources.ts';
import type { NodeStart } from './start.ts';

/** Commands that write what they build into a folder of their own choice. */
const builders =
  /\b((?<!vue-)tsc\b(?!.*--noEmit)(?!-alias)|(nest|vite|next|nuxt|ng|react-scripts|craco|vue-cli-service|parcel|gatsby|astro|remix) (vite:)?build|webpack|rollup|esbuild|tsup|swc|babel|gulp|grunt|browserify|tailwindcss|tailwind build|postcss|sass)(?=\s|$)/g;
const calls =
  /\b(?:npm run|npm-run-all|run-s|run-p|yarn run|yarn|pnpm run|pnpm|bun run)((?: +-{1,2}[\w-]+)*(?: +[\w:*.-]+)+)/g;
/** Folders that builds write to. */
const generated = /['"`](?:\.{0,2}\/)*(build|dist|out|\.next|_site|www)(?:\/[^'"`\n]*)?['"`]/g;

/** A source that a program names by its path: what reads comments of sources, for one. */
const readsSources = /['"`](\.{0,2}\/)*src\/[^'"`\n]*\.[cm]?tsx?['"`]/;
/** What Node is told to load that reads the settings of a compiler, or compiles. */
const hooks = /^(--[\w-]+=)?(@[\w-]+\/)?(tsconfig-paths|ts-node|tsx|babel|swc|register|esbuild|sucrase)\b/;

/**
 * Whether more may be needed than the folder that is started: more is built, or sources and settings are read.
 *
 * @param output the folder that what starts lies in, below the package
 * @param packages all of them; one that lies in another has outputs of its own
 */
export function needsMore(
  output: string,
  started: NodeStart,
  own: NodePackage,
  packages: readonly NodePackage[],
  stage: StageModel,
  context: ContextFiles,
): boolean {
  const inside = own.folder === '/' ? '/' : `${own.folder}/`;
  if (started.words.some((word) => hooks.test(word))) return true;
  if (packages.some((each) => each !== own && each.folder.startsWith(inside))) return true;
  // Its own server looks for what it has built in the folder that it starts in.
  if (namesIn(own, 'dependencies').includes('next')) return true;
  const texts = tasksOf(stage)
    .filter(({ task, step }) => {
      const isElsewhere = step.workdir !== undefined && !`${step.workdir}/`.startsWith(inside);
      return !isElsewhere && (task.purpose === 'build' || task.purpose === 'generate');
    })
    .map(({ task: { command, verb } }) => {
      const script = verb === undefined ? undefined : scriptsOf(own)[verb];
      return typeof script === 'string'
        ? expanded(verb as string, own, new Set())
        : [command.name, ...command.words.map(({ value }) => value)].join(' ');
    });
  const lines = texts.join('\n');
  if ((lines.match(builders) ?? []).length > 1 || mayWriteElsewhere(lines, output, own, context)) return true;
  const sources = runningSources(own.from, context) ?? [];
  if (sources.some((source) => readsSources.test(source) || /['"]tsconfig-paths\b/.test(source))) return true;
  return sources.some((source) =>
    [...source.matchAll(generated)].some(
      ([, folder = '']) => folder !== output && !context.hasFolder(own.from === '' ? folder : `${own.from}/${folder}`),
    ),
  );
}

/** A script with those that run before and after it, and with those that it runs. */
function expanded(name: string, own: NodePackage, seen: Set<string>): string {
  const scripts = scriptsOf(own);
  const lines = [`pre${name}`, name, `post${name}`].flatMap((each) => {
    const line = Object.hasOwn(scripts, each) ? scripts[each] : undefined;
    if (typeof line !== 'string' || seen.has(each)) return [];
    seen.add(each);
    const called = [...line.matchAll(calls)].flatMap(([, words = '']) => words.trim().split(/ +/));
    const names = called.flatMap((word) =>
      word.endsWith('*') ? Object.keys(scripts).filter((other) => other.startsWith(word.slice(0, -1))) : [word],
    );
    return [line, ...names.filter((other) => !other.startsWith('-')).map((other) => expanded(other, own, seen))];
  });
  return lines.join('\n');
}
