import type { ContextFiles } from '../../context.ts';
import type { StageModel } from '../../model/build-model.ts';
import { tasksOf } from '../preconditions.ts';
import type { Framework } from './frameworks.ts';
import { brings, type NodePackage, namesIn } from './packages.ts';
import { runningSources } from './sources.ts';
import type { NodeStart } from './start.ts';

/**
 * What packages that are named for development are needed for at run time, as the rest of a sentence; undefined where
 * they are not.
 *
 * @param own the package that is installed
 * @param inside that package, or all of its workspace
 * @param framework what the server was built by, where that is known
 */
export function neededToRun(
  stage: StageModel,
  own: NodePackage,
  inside: readonly NodePackage[],
  started: readonly NodeStart[],
  context: ContextFiles,
  framework: Framework | undefined,
): string | undefined {
  for (const [at, { name, entry, words, wrappers }] of started.entries()) {
    const isIn = (list: 'dependencies' | 'devDependencies', program = name) =>
      inside.some((each) => brings(each, list, program));
    const wrapper = wrappers.find((each) => !isIn('dependencies', each === 'dotenv' ? 'dotenv-cli' : each));
    if (wrapper !== undefined) return `${wrapper} is started, which no package names as a dependency`;
    if (isCompiling(name, words) && !(isIn('dependencies', 'ts-node') && isIn('dependencies', 'typescript')))
      return `${name} compiles sources when it starts`;
    // Without the compiler it would install it.
    if (
      name === 'next' &&
      context.has(own.from === '' ? 'next.config.ts' : `${own.from}/next.config.ts`) &&
      !isIn('dependencies', 'typescript')
    )
      return 'next start reads next.config.ts, for which it wants TypeScript';
    if (readsSettings.test(name)) return `${name} reads the settings of the build when it starts`;
    // What scripts call before the last one may be a program of the system.
    const isInstalled = isTool(name, stage);
    if (isInstalled && startsSources(words, own, context)) return `what ${name} starts is not built`;
    if (
      entry === undefined &&
      name !== 'node' &&
      !isInstalled &&
      !isIn('dependencies') &&
      (isIn('devDependencies') || at === started.length - 1)
    ) {
      return `${name} is started, which no package names as a dependency`;
    }
  }
  // What Astro builds asks for parts of Astro.
  if (inside.some((each) => namesIn(each, 'devDependencies').includes('astro')) && framework?.name === 'Astro')
    return 'what is built loads astro, which is named as one for development';
  const loaded = loadedAtStart(stage, started);
  for (const each of inside) {
    const early = namesIn(each, 'devDependencies').find((name) =>
      loaded.some((word) => word === name || word.startsWith(`${name}/`)),
    );
    if (early !== undefined) return `${early} is loaded at the start, which is named as one for development`;
    const names = namesIn(each, 'devDependencies').filter((name) => !name.startsWith('@types/'));
    const used = framework?.bundlesDevelopment ? undefined : importedOf(names, each, context);
    if (used !== undefined) return `the sources use ${used}, which is named as one for development`;
  }
  return undefined;
}

/** Whether a program that is none of Node's own is told to run TypeScript. */
function isCompiling(name: string, words: readonly string[]): boolean {
  if (/^(ts-node(-\w+)?|typeorm-ts-node-\w+)$/.test(name)) return true;
  return !/^(node|nodejs|tsx|bun)$/.test(name) && words.some((word) => /\.[cm]?tsx?$/.test(word));
}

/** They load vite.config.ts and the like, and with that what it imports. */
const readsSettings = /^(astro|solid-start|vike|vinxi|vite)$/;

/** Whether a program comes by an installation that is no part of the application: `pm2` brings pm2-runtime. */
function isTool(program: string, stage: StageModel): boolean {
  return tasksOf(stage).some(
    ({ task: { purpose, command } }) =>
      purpose === 'tool' &&
      command.words.some(({ value }) => {
        const name = value.replace(/(.)@.*$/, '$1');
        return name === program || program.startsWith(`${name}-`);
      }),
  );
}

/** Whether the settings that such a program is given name what packages for development run. */
function startsSources(words: readonly string[], { from }: NodePackage, context: ContextFiles): boolean {
  return words
    .filter((word) => /\.(c?js|json|ya?ml)$/.test(word))
    .map((word) => context.text(`${from === '' ? '' : `${from}/`}${word.replace(/^\.\//, '')}`) ?? '')
    .some((text) => /\.ts\b|['"`](ts-node|tsx|npm|yarn|pnpm|npx|node_modules\/)/.test(text));
}

/** What options of Node, such as `--import tsx`, may name. */
function loadedAtStart({ steps }: StageModel, started: readonly NodeStart[]): readonly string[] {
  const options = steps.flatMap(({ instruction: { keyword, pairs } }) =>
    keyword === 'ENV' ? pairs.filter(({ name }) => name.value === 'NODE_OPTIONS') : [],
  );
  const words = [
    ...started.flatMap((each) => each.words),
    ...options.flatMap(({ value }) => value?.value.split(/\s+/) ?? []),
  ];
  return words.map((word) => word.replace(/^--[\w-]+=/, ''));
}

/** Which of some packages a source that may run asks for; types are gone after the build, tests are not run. */
function importedOf(names: readonly string[], { from }: NodePackage, context: ContextFiles): string | undefined {
  if (names.length === 0) return undefined;
  const sources = runningSources(from, context);
  if (!sources) return names[0];
  const escaped = names.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  const asks = new RegExp(
    `(?:^|[^.\\w])(?:import\\s+(?!type\\b)[^;'"]*?from\\s*|import\\s*\\(?\\s*|require\\s*\\(\\s*)['"](${escaped})(?:/[^'"]*)?['"]`,
    'm',
  );
  for (const source of sources) {
    const found = asks.exec(source)?.[1];
    if (found !== undefined) return found;
  }
  return undefined;
}
