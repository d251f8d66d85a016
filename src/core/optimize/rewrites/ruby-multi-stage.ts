import type { Instruction } from '../../dockerfile/model.ts';
import type { StageModel } from '../model/build-model.ts';
import { joinPath } from '../model/steps.ts';
import { convert } from '../multi-stage/convert.ts';
import { leftBehind, questionAboutTests } from '../multi-stage/left-behind.ts';
import { linkedLibraries, noLibraries, ofAllIn } from '../multi-stage/linked-libraries.ts';
import { singleStage, type TaskInStep, tasksOf, tasksWith, unreadableRun } from '../multi-stage/preconditions.ts';
import { modulesOfAssets, neededByGems, nodeForBuilding } from '../multi-stage/ruby-needs.ts';
import type { RuntimeCopy } from '../multi-stage/runtime-copy.ts';
import { runtimeFiles } from '../multi-stage/runtime-files.ts';
import { startOf } from '../multi-stage/start-scripts.ts';
import { installation, systemPackages, usedAtStart } from '../multi-stage/system-packages.ts';
import { questionAboutTools, withoutToolsForPeople } from '../multi-stage/tools-for-people.ts';
import { defineRewrite, none } from '../rewrite.ts';

export const rubyMultiStage = defineRewrite({
  id: 'ruby-multi-stage',
  kind: 'multi-stage',
  title: 'Install gems in one stage and run on the slim image in another',
  safety: 'review',
  precondition:
    'One stage on an image of Ruby whose tag names the version; Bundler installs the gems; it is known where; what gems call of the full image is known.',
  evidence: 'The full image of Ruby holds compilers and headers: a Sinatra service went from 735 to 116 MB.',
  propose(build) {
    const stage = singleStage(build);
    if (typeof stage === 'string') return none(stage);
    const installs = tasksWith(stage, 'bundler', 'dependencies');
    if (installs.length === 0) return none('Nothing is installed with Bundler.');
    const unreadable = unreadableRun(stage);
    if (unreadable) return none(unreadable);
    const image = runtimeImage(stage);
    if (typeof image === 'object') return none(image.reason);
    const updates = updatesOfRubyGems(stage);
    if (typeof updates === 'string') return none(updates);
    const folder = installs.at(-1)?.step.workdir;
    if (folder === undefined || folder === '/') return none('The folder of the application is not known.');
    const gems = gemFolders(stage, installs);
    if (!gems) return none('Where Bundler installs the gems to is not known.');
    const isUsed = usedAtStart(stage, startOf(stage, build.context).scripts);
    const nodeOnly = nodeForBuilding(build, isUsed);
    const all = systemPackages(stage, isUsed, nodeOnly);
    const packages = withoutToolsForPeople(all, build, stage, isUsed);
    const leavesOut = all.building.some((name) => packages.building.includes(name));
    if (!packages.isKnown) return none('Which system packages are installed is not known.');
    const isFull = image !== stage.base?.text;
    if (!isFull && !leavesOut) return none('The image is small, and nothing for building is installed.');
    const needed = neededByGems(build, packages, isFull, isUsed, image);
    if (typeof needed === 'string') return none(needed);
    const files = runtimeFiles(
      build,
      stage,
      () => false,
      [...gems.map((path) => ({ path, isFolder: true, isInstalled: true })), { path: folder, isFolder: true }],
      ['bundler'],
    );
    if (typeof files === 'string') return none(files);
    const isCompiled = isFull || packages.hasHeaders;
    const modules = nodeOnly ? modulesOfAssets(stage, folder, build) : [];
    const left = isOfRoot(stage) ? [...leftBehind(stage, folder, build.context, isUsed), ...modules] : [];
    const place = convert(
      {
        stage,
        image,
        imageFolder: '/',
        libraries: isCompiled
          ? linkedLibraries(
              ofAllIn(...gems, folder),
              ['*/libruby*'],
              isOfRoot(stage) ? [`rm -rf ${[archives, ...left].join(' ')}`] : [],
            )
          : noLibraries,
        setUp: installation(
          stage.base?.packageManager === 'apk' ? 'apk' : 'apt',
          [...packages.running, ...needed],
          packages.withRecommended,
          packages.program,
        ),
        repeated: updates,
        copies: shallow(files.copies, folder),
      },
      build.dockerfile,
    );
    if (!place) return none('Nothing changes files in its stage.');
    return {
      safe: false,
      reason: 'Compilers and headers are needed to install the gems and not to run the application.',
      effect: isFull
        ? 'The slim image in place of the full one: some 600 MB less.'
        : 'Compilers and headers stay out of the image.',
      question: `Does the application call a program of the system, or load a library by its name, at run time?${questionAboutTests(left)}${questionAboutTools({ ...packages, building: packages.building.filter((name) => !needed.includes(name)) })}`,
      places: [place],
    };
  },
});

/** The folder of the application comes as a whole: gems in the same tree, assets and caches are made in it. */
function shallow(copies: readonly RuntimeCopy[], folder: string): readonly RuntimeCopy[] {
  return copies.filter(({ path }) => path === folder || !path.startsWith(`${folder}/`));
}

function runtimeImage({ base }: StageModel): string | { readonly reason: string } {
  if (base?.name !== 'ruby' || !base.isOfficial) return { reason: `${base?.text ?? 'It'} is no image of Ruby.` };
  if (base.isSlim || base.isAlpine) return base.text;
  const { version, release, text } = base;
  if (version === undefined || text.includes('@')) return { reason: `Which version of Ruby ${text} has is not known.` };
  const rest = text.replace(/^.*:v?[\d.]+/, '').replace(/^-/, '');
  if (rest !== (release ?? '')) return { reason: `Whether there is a slim image of ${text} is not known.` };
  return text.replace(/:.*$/, `:${version}-slim${release === undefined ? '' : `-${release}`}`);
}

/**
 * RUNs that bring RubyGems itself up to date, among the files of Ruby, and do nothing else: they are done in both
 * stages.
 */
function updatesOfRubyGems(stage: StageModel): ReadonlySet<Instruction> | string {
  const found = new Set<Instruction>();
  for (const { task, step } of tasksWith(stage, 'bundler')) {
    if (!task.command.words.some(({ value }) => value === '--system')) continue;
    const isAlone = stage.tasks(step.instruction)?.every(({ command }) => command.name === 'gem');
    if (!isAlone || step.instruction.flags.length > 0)
      return `Line ${step.instruction.line + 1} updates RubyGems among the files of Ruby itself.`;
    found.add(step.instruction);
  }
  return found;
}

function isOfRoot({ steps }: StageModel): boolean {
  return steps.every(({ user }) => user === undefined || user === 'root' || user === '0');
}

/** The archives that the gems were unpacked from; nothing reads them again. */
const archives = '/usr/local/bundle/cache';

/** Where the official images let Bundler and RubyGems install to. */
const ofTheImage = '/usr/local/bundle';

/** @returns absolute paths, undefined where one is not known */
function gemFolders(stage: StageModel, installs: readonly TaskInStep[]): readonly string[] | undefined {
  const folders: (string | undefined)[] = [ofTheImage];
  for (const { instruction, workdir, expand } of stage.steps) {
    if (instruction.keyword !== 'ENV') continue;
    for (const { name, value } of instruction.pairs) {
      if (/^(BUNDLE_PATH|GEM_HOME|BUNDLE_APP_CONFIG)$/.test(name.value) && value)
        folders.push(joinPath(workdir, expand(value)));
      // It means the folder of the Gemfile, wherever it is said.
      if (name.value === 'BUNDLE_DEPLOYMENT' && value?.value)
        folders.push(joinPath(installs.at(-1)?.step.workdir, 'vendor/bundle'));
    }
  }
  for (const { task, step } of tasksOf(stage)) {
    if (task.tool !== 'bundler') continue;
    const words = task.command.words.map(({ value }) => value);
    const at = words.findIndex((word) => /^(--path|path)$/.test(word));
    const named = words.find((word) => word.startsWith('--path='))?.slice('--path='.length);
    if (named !== undefined || (at >= 0 && /^(config|install)$/.test(task.verb ?? ''))) {
      const path = named ?? words[at + 1];
      folders.push(path?.includes('$') ? undefined : joinPath(step.workdir, path));
    }
    if (words.includes('--deployment') || words.includes('deployment'))
      folders.push(joinPath(installs.at(-1)?.step.workdir, 'vendor/bundle'));
    if (words.includes('--user-install')) return undefined;
  }
  return folders.includes(undefined) || folders.includes('/') ? undefined : [...new Set(folders as string[])];
}
