import type { BuildModel, StageModel } from '../model/build-model.ts';
import { needsFullImage } from '../multi-stage/node/image.ts';
import { tasksOf } from '../multi-stage/preconditions.ts';
import { defineRewrite, none } from '../rewrite.ts';

export const slimBase = defineRewrite({
  id: 'slim-base',
  kind: 'base-image',
  title: 'Take the slim image of the same version',
  safety: 'review',
  precondition:
    'The last stage stands on a full image of Node, the lock file of the packages that it installs or copies says that none runs a script or comes from git, and no command needs a tool of the full image.',
  evidence: 'The full images hold compilers and headers, some 700 MB more.',
  propose(build) {
    const { final } = build;
    const { base, stage } = final;
    if (base?.name !== 'node' || !base.isOfficial) return none('It does not stand on an image of Node.');
    if (base.isSlim || base.isAlpine) return none('The image is a small one already.');
    const tag = stage.image?.tagRange;
    if (
      !tag ||
      stage.image?.digest !== undefined ||
      !/^(\d+(\.\d+)*|lts)(-(bookworm|bullseye|trixie|buster))?$/.test(base.tag ?? '')
    ) {
      return none('Whether there is a slim image of that very version is not known.');
    }
    const needed = whyFull(final, build);
    if (needed !== undefined) return none(needed);
    return {
      safe: false,
      reason: 'Nothing that the full image has and the slim one lacks is called.',
      effect: 'Some 700 MB less.',
      question: 'Does the application call git, curl, python or another program of the system at run time?',
      places: [{ range: stage.from.range, edits: [{ range: { start: tag.end, end: tag.end }, newText: '-slim' }] }],
    };
  },
});

const ofTheFullImage =
  /^(git|curl|wget|make|gcc|g\+\+|cc|python3?|unzip|ssh|svn|hg|bzip2|xz|file|patch|autoconf|convert|psql|mysql|gpg)$/;

/** The stage, and those that it copies from: packages may have been installed there. */
function withSources(stage: StageModel, { stages }: BuildModel): readonly StageModel[] {
  const from = stage.steps.flatMap(({ instruction: { flags } }) =>
    flags.flatMap(({ name, value }) => (name === 'from' ? [value] : [])),
  );
  return stages.filter(
    (each) => each === stage || from.includes(each.stage.name?.value) || from.includes(String(each.stage.index)),
  );
}

function whyFull(stage: StageModel, build: BuildModel): string | undefined {
  const { context } = build;
  const unread = stage.steps.find(({ instruction }) => instruction.keyword === 'RUN' && !stage.tasks(instruction));
  if (unread) return `The script of line ${unread.instruction.line + 1} cannot be read.`;
  const used = tasksOf(stage).find(({ task }) => ofTheFullImage.test(task.command.name) || task.purpose === 'unknown');
  if (used) return `Whether ${used.task.command.name} works on the slim image is not known.`;
  const scripts = (stage.launch.programs ?? []).filter(({ name }) => !/^(node|npm|yarn|npx)$/.test(name));
  if (!stage.launch.programs || scripts.length > 0) return 'What is started, and what that calls, is not known.';
  const tasks = withSources(stage, build).flatMap((each) => tasksOf(each));
  const isInstalled = tasks.some(({ task }) => task.purpose === 'dependencies' || task.purpose === 'tool');
  if (!isInstalled) return undefined;
  if (!context?.complete) return 'What the packages need is not known: there is no lock file to look into.';
  const locks = context.sent.filter((path) => /(^|\/)package-lock\.json$/.test(path));
  if (locks.length !== 1) return 'What the packages need is not known: there is no one package-lock.json.';
  const packages = context.json(locks[0] as string)?.packages as
    | Record<string, { hasInstallScript?: boolean; resolved?: string }>
    | undefined;
  if (!packages) return 'What the packages need is not known: the lock file is of an old kind.';
  const built = Object.entries(packages).find(
    ([, { hasInstallScript, resolved }]) => hasInstallScript || /^git/.test(resolved ?? ''),
  );
  const name = (path: string) => path.replace(/^.*node_modules\//, '');
  const driver = Object.keys(packages)
    .map(name)
    .find((each) => needsFullImage(each));
  if (driver !== undefined && !built) return `${driver} may load libraries of the full image.`;
  return built && `${name(built[0])} runs a script when it is installed.`;
}
