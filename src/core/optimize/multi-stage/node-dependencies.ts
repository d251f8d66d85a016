import type { ContextFiles } from '../context.ts';
import type { StageModel } from '../model/build-model.ts';
import { isWorkspace, type NodePackage, namesIn, scriptsOf } from './node-packages.ts';
import { runningSources } from './node-sources.ts';
import type { NodeStart } from './node-start.ts';
import { lastChange, type TaskInStep, tasksOf } from './preconditions.ts';
import { type Berry, berryOf } from './yarn-berry.ts';

export interface Pruning {
  /** What to run at the end of the build stage; none where everything stays. */
  readonly commands: readonly string[];
  /** Why everything stays, as the rest of a sentence. */
  readonly kept: string | undefined;
}

/**
 * How the dependencies that only a build needs are taken away once it is done.
 *
 * @param packages the package that is installed, and all that lie in it
 * @param started what runs in the end, and what scripts run before it
 */
export function pruning(
  stage: StageModel,
  own: NodePackage | undefined,
  packages: readonly NodePackage[],
  started: readonly NodeStart[],
  context: ContextFiles | undefined,
): Pruning {
  const installs = tasksOf(stage).filter(({ task }) => task.purpose === 'dependencies' && isNode(task.tool));
  if (!own || !context) return { commands: [], kept: 'package.json is not known' };
  const kept = whyKept(stage, own, packages, started, context, installs);
  if (kept !== undefined) return { commands: [], kept };
  const last = installs.at(-1);
  const end = lastChange(stage);
  if (last?.step.workdir !== end?.workdir || installs.some(({ step }) => step.workdir !== own.folder)) {
    return { commands: [], kept: 'the packages lie in another folder' };
  }
  if (last?.step.user !== end?.user) return { commands: [], kept: 'another user has installed them' };
  const isMounted = last?.step.instruction.flags.some(({ name }) => name === 'mount') === true;
  return removal(last?.task.tool, stage, own, packages, context, isMounted);
}

function isNode(tool: string | undefined): boolean {
  return tool === 'npm' || tool === 'yarn' || tool === 'pnpm' || tool === 'bun';
}

function removal(
  tool: string | undefined,
  stage: StageModel,
  own: NodePackage,
  packages: readonly NodePackage[],
  context: ContextFiles,
  isMounted: boolean,
): Pruning {
  const commands = (...each: readonly string[]) => ({ commands: each, kept: undefined });
  const isOld = Number(stage.base?.version?.split('.')[0] ?? 99) < 16;
  const runsScripts = packages.some((each) => /"(pre|post)?(install|prepare)"/.test(JSON.stringify(scriptsOf(each))));
  if (tool === 'npm') return commands(`npm prune ${isOld ? '--production' : '--omit=dev'}`);
  if (tool === 'pnpm') {
    if (!isWorkspace(own, context)) return commands('CI=true pnpm prune --prod --ignore-scripts');
    // In a workspace nothing is pruned: it is installed again from what was fetched, and scripts run again.
    if (runsScripts) return { commands: [], kept: 'a script of the workspace runs at each installation' };
    if (isMounted) return { commands: [], kept: 'what was fetched lies in a mount' };
    return commands(
      'find . -name node_modules -prune -exec rm -rf {} +',
      'CI=true pnpm install --prod --offline --frozen-lockfile',
    );
  }
  const berry = tool === 'yarn' ? berryOf(own, stage, context) : undefined;
  if (berry) {
    const kept =
      whyUnfocused(berry) ?? (runsScripts ? 'a script of package.json runs at each installation' : undefined);
    if (kept !== undefined) return { commands: [], kept };
    return commands(`yarn workspaces focus${isWorkspace(own, context) ? ' --all' : ''} --production`);
  }
  if (tool === 'yarn') {
    const frozen = context.has(own.from === '' ? 'yarn.lock' : `${own.from}/yarn.lock`) ? ' --frozen-lockfile' : '';
    return commands(`yarn install --production --ignore-scripts --prefer-offline${frozen}`, 'yarn cache clean');
  }
  return { commands: [], kept: `${tool} takes nothing away offline` };
}

/** Why Yarn 2 and later cannot leave them out, as the rest of a sentence. */
function whyUnfocused({ version, linksModules, canFocus }: Berry): string | undefined {
  if (version === undefined) return 'which Yarn answers is not known';
  if (!linksModules) return 'Yarn keeps all packages in its cache';
  return canFocus ? undefined : `Yarn ${version} has no plugin that could take them away`;
}

function whyKept(
  stage: StageModel,
  own: NodePackage,
  packages: readonly NodePackage[],
  started: readonly NodeStart[],
  context: ContextFiles,
  installs: readonly TaskInStep[],
): string | undefined {
  const words = installs.flatMap(({ task }) => task.command.words.map(({ value }) => value));
  if (words.some((word) => /^--(omit=dev|production|prod|only=prod.*)$/.test(word)) || isProduction(stage, installs)) {
    return 'those for development are not installed';
  }
  const inside = isWorkspace(own, context) ? packages : [own];
  if (inside.every((each) => namesIn(each, 'devDependencies').length === 0)) return 'there are none for development';
  for (const [at, { name, entry }] of started.entries()) {
    const isIn = (list: 'dependencies' | 'devDependencies') =>
      inside.some((each) => namesIn(each, list).includes(name));
    // What scripts call before the last one may be a program of the system.
    if (entry === undefined && !isIn('dependencies') && (isIn('devDependencies') || at === started.length - 1)) {
      return `${name} is started, which no package names as a dependency`;
    }
  }
  for (const each of inside) {
    const names = namesIn(each, 'devDependencies').filter((name) => !name.startsWith('@types/'));
    const used = importedOf(names, each, context);
    if (used !== undefined) return `the sources use ${used}, which is named as one for development`;
  }
  return stage.folder === undefined ? 'the folder is not known' : undefined;
}

/** Whether NODE_ENV keeps the packages for development from being installed. */
function isProduction({ steps }: StageModel, installs: readonly TaskInStep[]): boolean {
  const first = installs[0]?.step.index ?? 0;
  return steps.some(
    ({ instruction: { keyword, pairs }, index }) =>
      (keyword === 'ENV' || keyword === 'ARG') &&
      index < first &&
      pairs.some(({ name, value }) => name.value === 'NODE_ENV' && value?.value === 'production'),
  );
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
