import type { BuildModel, StageModel } from '../model/build-model.ts';
import { convert, type RuntimeCopy } from '../multi-stage/convert.ts';
import { pruning } from '../multi-stage/node-dependencies.ts';
import { type NodePackage, nodeStart, packageIn } from '../multi-stage/node-start.ts';
import { singleStage, tasksOf, unreadableRun } from '../multi-stage/preconditions.ts';
import { runtimeFiles } from '../multi-stage/runtime-files.ts';
import { sourceFilter } from '../multi-stage/source-files.ts';
import { installation, systemPackages, usedAtStart } from '../multi-stage/system-packages.ts';
import { defineRewrite, none } from '../rewrite.ts';

export const nodeMultiStage = defineRewrite({
  id: 'node-multi-stage',
  kind: 'multi-stage',
  title: 'Build the Node application in one stage and run it in another',
  safety: 'review',
  precondition:
    'One stage on an image of Node; a script builds, or packages are compiled; what starts is a file that `node` runs; no source asks for a package that is named for development.',
  evidence: 'A TypeScript service went from 297 to 195 MB: 9,020 files removed, none added, one changed.',
  propose(build) {
    const stage = singleStage(build);
    if (typeof stage === 'string') return none(stage);
    const tasks = tasksOf(stage);
    const isNode = (tool: string | undefined) => /^(npm|yarn|pnpm|bun)$/.test(tool ?? '');
    const install = tasks.find(({ task }) => task.purpose === 'dependencies' && isNode(task.tool));
    if (!install) return none('No packages of Node are installed.');
    if (stage.base?.name !== 'node') return none(`${stage.base?.text} is no image of Node.`);
    const packages = systemPackages(stage, usedAtStart(stage));
    const builds = tasks.some(({ task }) => task.purpose === 'build' && isNode(task.tool));
    if (!builds && packages.building.length === 0)
      return none('Nothing is built: all that is installed may be needed to run.');
    const unreadable = unreadableRun(stage);
    if (unreadable) return none(unreadable);
    const folder = install.step.workdir;
    if (folder === undefined) return none('The folder that the packages are installed in is not known.');
    if (!packages.isKnown) return none('Which system packages are installed is not known.');
    const own = packageIn(folder, stage, build.context);
    const started = nodeStart(stage.launch.programs ?? [], own);
    if (typeof started === 'string') return none(started);
    const outputs = outputsOf(started.entry, folder, own, build);
    const files = runtimeFiles(build, stage, isNodeSource(outputs.isBuilt), outputs.copies);
    if (!files) return none('Which files the application needs is not known.');
    const pruned = pruning(stage, own, build.context);
    const place = convert(
      {
        stage,
        image: runtimeImage(stage, packages.building, own),
        imageFolder: '/',
        endOfBuild: pruned.commands,
        setUp: installation(stage.base.packageManager ?? 'apt', packages.running, packages.withRecommended),
        copies: files.copies,
        repeated: new Set(tasks.filter(({ task }) => task.purpose === 'tool').map(({ step }) => step.instruction)),
      },
      build.dockerfile,
    );
    if (!place) return none('Nothing changes files in its stage.');
    const parts = [
      files.whole && `Whole folders are copied, because ${files.whole}: is less enough?`,
      pruned.kept && `All packages stay, because ${pruned.kept}.`,
      'Does the application read sources, or call programs of the system, at run time?',
    ];
    return {
      safe: false,
      reason: 'What builds the application, and the packages for development, are not needed to run it.',
      effect: 'Packages for development, compilers and sources stay out of the image: often a third of it.',
      question: parts.filter((part) => part).join(' '),
      places: [place],
    };
  },
});

/** What the entry point tells of what was built. */
function outputsOf(
  entry: string,
  folder: string,
  own: NodePackage | undefined,
  { context }: BuildModel,
): { readonly copies: readonly RuntimeCopy[]; readonly isBuilt: boolean } {
  const base = folder === '/' ? '/' : `${folder}/`;
  const copies: RuntimeCopy[] = [
    { path: `${base}node_modules`, isFolder: true },
    { path: `${base}package.json`, isFolder: false },
  ];
  const inside = entry.startsWith(base) ? entry.slice(base.length) : undefined;
  const first = inside?.includes('/') ? inside.slice(0, inside.indexOf('/')) : undefined;
  const isKnown = context?.complete === true && own !== undefined;
  const isBuilt =
    isKnown && first !== undefined && !context.hasFolder(own.from === '' ? first : `${own.from}/${first}`);
  const workspace = own?.manifest.workspaces !== undefined || context?.has('pnpm-workspace.yaml') === true;
  // Where a source starts, or packages link to one another, everything in the folder may be needed.
  if (!isBuilt || workspace)
    return { copies: folder === '/' ? copies : [{ path: folder, isFolder: true }], isBuilt: false };
  return { copies: [...copies, { path: `${base}${first}`, isFolder: true }], isBuilt };
}

const withTypes = sourceFilter(
  /(\.(ts|tsx|mts|cts|vue|svelte)|(^|\/)(tsconfig[^/]*\.json|package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|nest-cli\.json|\.(npmrc|nvmrc|node-version|yarnrc(\.yml)?|eslintrc[^/]*|eslintignore|prettierrc[^/]*|prettierignore|babelrc|swcrc|env\.example)|[^/]*\.(config|conf)\.[cm]?[jt]s|jest\.[^/]*)|(^|\/)(tests?|__tests__|e2e|cypress|\.yarn)\/.*)$/,
);
const withoutTypes = sourceFilter(/(^|\/)(\.eslintrc[^/]*|\.prettierrc[^/]*)$/);

function isNodeSource(isBuilt: boolean): (path: string) => boolean {
  return isBuilt ? withTypes : withoutTypes;
}

/** Packages whose programs load libraries of the full image. */
const wantsSystem =
  /^(canvas|puppeteer(-core)?|playwright(-core)?|prisma|@prisma\/client|sharp|gl|libxmljs2?|zeromq|node-rdkafka|oracledb)$/;

function runtimeImage({ base }: StageModel, building: readonly string[], own: NodePackage | undefined): string {
  const { text, tag, isSlim, isAlpine } = base as NonNullable<StageModel['base']>;
  const names = Object.keys({ ...((own?.manifest.dependencies ?? {}) as object) });
  const keeps =
    isSlim ||
    isAlpine ||
    !own ||
    names.some((name) => wantsSystem.test(name)) ||
    building.some((name) => /-dev$/.test(name));
  if (
    keeps ||
    tag === undefined ||
    text.includes('@') ||
    !/^(\d+(\.\d+)*|lts|current|latest)(-(bookworm|bullseye|trixie|buster))?$/.test(tag)
  )
    return text;
  return tag === 'latest' ? text.replace(/:latest$/, ':slim') : `${text}-slim`;
}
