import { parseDockerfile } from '../dockerfile/parse.ts';
import { type BuildContext, ContextFiles } from './context.ts';
import { buildModel } from './model/build-model.ts';

/** Families of files that a day's work is on, those that are compiled or run first. */
const families: readonly RegExp[] = [
  /\.(go|rs|java|kt|scala|groovy|cs|fs|c|cc|cpp|cxx|py|rb|php|ex|exs|erl|swift|dart|[cm]?[jt]sx?|vue|svelte)$/i,
  /\.(html?|css|scss|md|sh|pl|lua)$/i,
];

/** What a change of seldom stands for a change of the program, or makes tools do more than build it. */
const aside =
  /^(docs?|examples?|scripts?)\/|(^|\/)(\.[^/]*|tests?|__tests__|specs?|e2e|cypress|fixtures|migrations?|node_modules|vendor|third_party|dist|build|target|public|static|generated)\/|(^|[/.])(test|spec|config|setup|conftest|d|min|gen|pb|stories)\.[^/]+$|_test\.\w+$|(^|\/)(build|package-info|module-info)\.\w+$/i;

/** What most programs begin with: it is read whatever else a build leaves out. */
const beginning = /(^|\/)(main|app|server|index|program|application|lib|__init__)\.[^/]+$/i;

/**
 * The file whose change stands for a day's work, when it is measured how long a build takes after one: a source that
 * the build copies, of the language that most of them are in.
 *
 * @returns its path in the build context; undefined where none is known to be copied
 */
export function sourceToChange(text: string, context: BuildContext | undefined): string | undefined {
  const model = buildModel(parseDockerfile(text), context && new ContextFiles(context));
  const copied = model?.stages.flatMap((stage) => stage.copied).flatMap(({ files }) => files ?? []) ?? [];
  const all = [...new Set(copied.map(({ from }) => from))];
  const own = all.filter((path) => !aside.test(path));
  for (const paths of [own, all]) {
    for (const family of families) {
      const sources = paths.filter((path) => family.test(path));
      if (sources.length > 0) return firstOf(sources);
    }
  }
  return undefined;
}

function firstOf(sources: readonly string[]): string | undefined {
  const extension = mostFrequent(sources.map(extensionOf));
  const [first] = sources
    .filter((path) => extensionOf(path) === extension)
    .map((path) => ({ path, rank: beginning.test(path) ? 0 : 1, depth: path.split('/').length }))
    .sort((a, b) => a.rank - b.rank || a.depth - b.depth || (a.path < b.path ? -1 : 1));
  return first?.path;
}

function extensionOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1).toLowerCase();
}

/** The first of those that come most often. */
function mostFrequent(words: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return [...counts].find(([, count]) => count === most)?.[0];
}
