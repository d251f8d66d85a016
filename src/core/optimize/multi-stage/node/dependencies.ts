import type { ContextFiles } from '../../context.ts';
import { installScripts } from '../../dependencies/node-install.ts';
import type { StageModel } from '../../model/build-model.ts';
import { lastChange, type TaskInStep, tasksOf } from '../preconditions.ts';
import type { Framework } from './frameworks.ts';
import { neededToRun } from './needs.ts';
import { brings, isWorkspace, type NodePackage, namesIn } from './packages.ts';
import type { NodeStart } from './start.ts';
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
 * @param framework what the server was built by, where that is known
 */
export function pruning(
  stage: StageModel,
  own: NodePackage | undefined,
  packages: readonly NodePackage[],
  started: readonly NodeStart[],
  context: ContextFiles | undefined,
  framework?: Framework,
): Pruning {
  // What is not copied needs not be taken away, and what the build takes away itself is gone.
  if (framework?.isComplete || isPruned(stage, own)) return { commands: [], kept: undefined };
  const kept = whyKept(stage, own, packages, started, context, framework);
  if (kept !== undefined || !own || !context)
    return { commands: [], kept: nothingToTake.has(kept ?? '') ? undefined : kept };
  const last = installsOf(stage, own).at(-1);
  const end = lastChange(stage);
  if (!last || own.folder !== end?.workdir) {
    return { commands: [], kept: 'the packages lie in another folder' };
  }
  if (last.step.user !== end.user) return { commands: [], kept: 'another user has installed them' };
  const isMounted = last.step.instruction.flags.some(({ name }) => name === 'mount') === true;
  return removal(last.task.tool, stage, own, packages, context, isMounted);
}

/**
 * How an installation is told to leave out the dependencies that only a build needs, where it is not too late: what
 * goes behind its verb, and what goes behind the whole command.
 *
 * @returns the reason why they stay, as the rest of a sentence
 */
export function omission(
  stage: StageModel,
  own: NodePackage | undefined,
  packages: readonly NodePackage[],
  started: readonly NodeStart[],
  context: ContextFiles | undefined,
): { readonly option: string } | { readonly command: string } | string {
  const kept = whyKept(stage, own, packages, started, context);
  const tool = installsOf(stage, own).at(-1)?.task.tool;
  if (kept !== undefined || !own || !context) return kept ?? 'package.json is not known';
  if (tool === 'npm') return { option: npmOption(stage) };
  if (tool === 'pnpm') return { option: '--prod' };
  const berry = tool === 'yarn' ? berryOf(own, stage, context) : undefined;
  if (!berry) return tool === 'yarn' ? { option: '--production' } : `${tool} is not known to leave any out`;
  return whyUnfocused(berry) ?? { command: focus(own, context) };
}

/** The installations in the folder of a package, or in all folders where none is given. */
function installsOf(stage: StageModel, own?: NodePackage): readonly TaskInStep[] {
  return tasksOf(stage).filter(
    ({ task, step }) =>
      task.purpose === 'dependencies' && isNode(task.tool) && (own === undefined || step.workdir === own.folder),
  );
}

const notInstalled = 'those for development are not installed';
const noneNamed = 'there are none for development';
const nothingToTake: ReadonlySet<string> = new Set([notInstalled, noneNamed]);

/** Whether the last of all tasks for packages takes those for development away. */
function isPruned(stage: StageModel, own: NodePackage | undefined): boolean {
  const { command, verb } = installsOf(stage, own).at(-1)?.task ?? {};
  return verb === 'prune' && command?.words.some(({ value }) => withoutDevelopment.test(value)) === true;
}

/** Options that leave packages for development out. */
const withoutDevelopment = /^(--(omit=dev|production|prod|only=prod.*)|-P)$/;

function npmOption({ base }: StageModel): string {
  return Number(base?.version?.split('.')[0] ?? 99) < 16 ? '--production' : '--omit=dev';
}

/** Options without which the installation would have ended with an error. */
function again(option: RegExp, stage: StageModel, own: NodePackage): string {
  const words = installsOf(stage, own).flatMap(({ task: { command } }) => command.words.map(({ value }) => value));
  return [...new Set(words.filter((word) => option.test(word)))].map((word) => ` ${word}`).join('');
}

function focus(own: NodePackage, context: ContextFiles): string {
  return `yarn workspaces focus${isWorkspace(own, context) ? ' --all' : ''} --production`;
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
  const scripts = (isWorkspace(own, context) ? packages : [own]).flatMap(({ manifest }) => installScripts(manifest));
  const runsScripts = scripts.length > 0;
  if (tool === 'npm')
    return commands(`npm prune ${npmOption(stage)}${again(/^--(legacy-peer-deps|force)$/, stage, own)}`);
  if (tool === 'pnpm') {
    if (!isWorkspace(own, context)) return commands('CI=true pnpm prune --prod --ignore-scripts');
    // In a workspace nothing is pruned: it is installed again from what was fetched, and scripts run again.
    if (runsScripts) return { commands: [], kept: 'a script of the workspace runs at each installation' };
    if (generates(stage, packages)) return { commands: [], kept: 'code is generated among the packages' };
    // What lies in a mount is fetched once more.
    return commands(
      'find . -name node_modules -prune -exec rm -rf {} +',
      `CI=true pnpm install --prod ${isMounted ? '--prefer-offline' : '--offline'} --frozen-lockfile`,
    );
  }
  const berry = tool === 'yarn' ? berryOf(own, stage, context) : undefined;
  const hasPrisma = packages.some((each) => brings(each, 'dependencies', '@prisma/client'));
  if (berry) {
    const kept =
      (hasPrisma ? generatesClient : undefined) ??
      whyUnfocused(berry) ??
      (runsScripts ? 'a script of package.json runs at each installation' : undefined);
    if (kept !== undefined) return { commands: [], kept };
    return commands(focus(own, context));
  }
  if (tool === 'yarn') {
    // Yarn 1 puts every package back as it was published.
    if (scripts.some(({ isHarmless }) => !isHarmless)) {
      return { commands: [], kept: 'a script of package.json may change packages once they are installed' };
    }
    // What Prisma makes lies beside the packages, and Yarn 1 takes away what no package brought.
    if (hasPrisma) return { commands: [], kept: generatesClient };
    const frozen = context.has(own.from === '' ? 'yarn.lock' : `${own.from}/yarn.lock`) ? ' --frozen-lockfile' : '';
    const options = again(/^--(ignore-(engines|platform|optional)|non-interactive)$/, stage, own);
    return commands(
      `yarn install --production --ignore-scripts --prefer-offline${frozen}${options}`,
      'yarn cache clean',
    );
  }
  if (tool === 'bun' && !isWorkspace(own, context)) {
    if (runsScripts) return { commands: [], kept: 'a script of package.json runs at each installation' };
    if (hasPrisma) return { commands: [], kept: generatesClient };
    const isFrozen = installsOf(stage, own).some(({ task: { command } }) =>
      command.words.some(({ value }) => value === '--frozen-lockfile'),
    );
    return commands('rm -rf node_modules', `bun install --production${isFrozen ? ' --frozen-lockfile' : ''}`);
  }
  return { commands: [], kept: `${tool} takes nothing away offline` };
}

const generatesClient = 'Prisma generates its client among the packages';

/** Whether a build writes into folders of packages, which an installation anew would not have. */
function generates(stage: StageModel, packages: readonly NodePackage[]): boolean {
  return (
    tasksOf(stage).some(({ task }) => task.purpose === 'generate') ||
    packages.some((each) => brings(each, 'dependencies', '@prisma/client') || brings(each, 'devDependencies', 'prisma'))
  );
}

/** Why Yarn 2 and later cannot leave them out, as the rest of a sentence. */
function whyUnfocused({ version, linksModules, canFocus }: Berry): string | undefined {
  if (version === undefined) return 'which Yarn answers is not known';
  if (!linksModules) return 'Yarn keeps all packages in its cache';
  return canFocus ? undefined : `Yarn ${version} has no plugin that could take them away`;
}

function whyKept(
  stage: StageModel,
  own: NodePackage | undefined,
  packages: readonly NodePackage[],
  started: readonly NodeStart[],
  context: ContextFiles | undefined,
  framework?: Framework,
): string | undefined {
  if (!own || !context) return 'package.json is not known';
  const installs = installsOf(stage, own);
  const words = installs.flatMap(({ task }) => task.command.words.map(({ value }) => value));
  if (
    words.some((word) => withoutDevelopment.test(word)) ||
    (isProduction(stage, installs) && !words.some((word) => withDevelopment.test(word)))
  ) {
    return notInstalled;
  }
  const inside = isWorkspace(own, context) ? packages : [own];
  if (inside.every((each) => namesIn(each, 'devDependencies').length === 0)) return noneNamed;
  const needed = neededToRun(stage, own, inside, started, context, framework);
  return needed ?? (stage.folder === undefined ? 'the folder is not known' : undefined);
}

/** The same for an installation that NODE_ENV tells to leave them out. */
const withDevelopment = /^--(include=dev|production=false|prod=false|also=dev.*|dev)$/;

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
