import type { ContextFiles } from '../context.ts';
import type { StageModel } from '../model/build-model.ts';
import type { NodePackage } from './node-start.ts';
import { type TaskInStep, tasksOf } from './preconditions.ts';

export interface Pruning {
  /** For the end of the build stage; none where everything stays. */
  readonly commands: readonly string[];
  /** Why everything stays, as the rest of a sentence. */
  readonly kept: string | undefined;
}

/** How the dependencies that only a build needs are taken away once it is done. */
export function pruning(stage: StageModel, own: NodePackage | undefined, context: ContextFiles | undefined): Pruning {
  const installs = tasksOf(stage).filter(({ task }) => task.purpose === 'dependencies' && isNode(task.tool));
  const kept = whyKept(stage, own, context, installs);
  if (kept !== undefined || !own) return { commands: [], kept: kept ?? 'package.json is not known' };
  const tool = installs.at(-1)?.task.tool;
  const at = installs.at(-1)?.step.workdir === stage.folder ? '' : `cd ${own.folder} && `;
  if (at !== '') return { commands: [], kept: 'the packages lie in another folder' };
  if (tool === 'npm')
    return { commands: [`RUN npm prune ${isOld(stage) ? '--production' : '--omit=dev'}`], kept: undefined };
  if (tool === 'pnpm') return { commands: ['RUN CI=true pnpm prune --prod --ignore-scripts'], kept: undefined };
  return { commands: [], kept: `${tool} takes nothing away offline` };
}

function isNode(tool: string | undefined): boolean {
  return tool === 'npm' || tool === 'yarn' || tool === 'pnpm' || tool === 'bun';
}

function isOld({ base }: StageModel): boolean {
  return Number(base?.version?.split('.')[0] ?? 99) < 16;
}

function whyKept(
  stage: StageModel,
  own: NodePackage | undefined,
  context: ContextFiles | undefined,
  installs: readonly TaskInStep[],
): string | undefined {
  if (!own || !context) return 'package.json is not known';
  if (own.manifest.workspaces !== undefined || context.has(joined(own.from, 'pnpm-workspace.yaml'))) {
    return 'the packages of a workspace are linked to one another';
  }
  if (
    installs.some(({ task }) =>
      task.command.words.some(({ value }) => /^--(omit=dev|production|prod|only=prod.*)$/.test(value)),
    )
  ) {
    return 'those for development are not installed';
  }
  const development = Object.keys((own.manifest.devDependencies ?? {}) as object);
  if (development.length === 0) return 'there are none for development';
  const used = development.find((name) => !name.startsWith('@types/') && isImported(name, own, context));
  if (used !== undefined) return `the sources use ${used}, which is named as one for development`;
  return stage.folder === undefined ? 'the folder is not known' : undefined;
}

function joined(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** Whether a source that may run asks for a package; types are gone after the build, tests are not run. */
function isImported(name: string, own: NodePackage, context: ContextFiles): boolean {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const asks = new RegExp(
    `(?:^|[^.\\w])(?:import\\s+(?!type\\b)[^;'"]*?from\\s*|import\\s*\\(?\\s*|require\\s*\\(\\s*)['"]${escaped}(?:/[^'"]*)?['"]`,
    'm',
  );
  const sources = context
    .under(own.from)
    .filter((path) => /\.([cm]?[jt]s|[jt]sx)$/.test(path) && !isForTests.test(path));
  // More than that would take longer than a person waits.
  return sources.length > 3000 || sources.some((path) => asks.test(context.text(path) ?? ''));
}

const isForTests =
  /(^|\/)(node_modules|tests?|__tests__|spec|e2e|cypress|scripts|\.storybook)\/|\.(test|spec|e2e|stories)\.|(^|\/)[^/]*\.config\.[cm]?[jt]s$|\.d\.ts$|(^|\/)(gulpfile|Gruntfile)\.js$/;
