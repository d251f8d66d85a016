import type { ShellCommand, ShellWord } from '../../dockerfile/shell.ts';
import type { BuildModel, StageModel } from '../model/build-model.ts';
import { convert } from '../multi-stage/convert.ts';
import { pruning } from '../multi-stage/node/dependencies.ts';
import { type DirectStart, directStart } from '../multi-stage/node/direct-start.ts';
import { frontEndPackages, packageOf } from '../multi-stage/node/front-ends.ts';
import { isOfNode, nodeImage } from '../multi-stage/node/image.ts';
import { withLibraries } from '../multi-stage/node/native-modules.ts';
import { outputsOf } from '../multi-stage/node/outputs.ts';
import { type NodePackage, nodePackages } from '../multi-stage/node/packages.ts';
import { placesOf } from '../multi-stage/node/places.ts';
import { callsPython, forNativePackages, withCalledPrograms } from '../multi-stage/node/programs.ts';
import { type NodeStart, nodeStarts } from '../multi-stage/node/start.ts';
import { berryOf } from '../multi-stage/node/yarn-berry.ts';
import { singleStage, tasksOf, unreadableRun } from '../multi-stage/preconditions.ts';
import { runtimeFiles } from '../multi-stage/runtime-files.ts';
import { startOf } from '../multi-stage/start-scripts.ts';
import { installation, systemPackages, usedAtStart } from '../multi-stage/system-packages.ts';
import { withUpgrade } from '../multi-stage/system-upgrade.ts';
import { defineRewrite, none } from '../rewrite.ts';

export const nodeMultiStage = defineRewrite({
  id: 'node-multi-stage',
  kind: 'multi-stage',
  title: 'Build the Node application in one stage and run it in another',
  safety: 'review',
  precondition:
    'One stage on an image of Node or Bun; a script builds, or packages are compiled; what starts is known and is no server for developing; a package that is named for development goes only where no source asks for it.',
  evidence: 'A TypeScript service went from 297 to 195 MB: 9,020 files removed, none added, one changed.',
  propose(build) {
    const stage = singleStage(build);
    if (typeof stage === 'string') return none(stage);
    const tasks = tasksOf(stage);
    const isNode = (tool: string | undefined) => /^(npm|yarn|pnpm|bun)$/.test(tool ?? '');
    const install = tasks.find(({ task }) => task.purpose === 'dependencies' && isNode(task.tool));
    if (!install) return none('No packages of Node are installed.');
    const { base } = stage;
    if (!base || !isOfNode(base)) return none(`${base?.text} is no image of Node.`);
    const start = startOf(stage, build.context);
    const isUsed = usedAtStart(stage, start.scripts);
    const manager = base.packageManager === 'apk' ? 'apk' : 'apt';
    const known = nodePackages(stage, build.context);
    const forBuilding = callsPython(build, known) ? undefined : forNativePackages;
    const installed = withCalledPrograms(systemPackages(stage, isUsed, forBuilding), build, known);
    const packages = withLibraries(installed, manager);
    const builds = tasks.some(({ task }) => task.purpose === 'build' && isNode(task.tool));
    if (!builds && packages.building.length === 0)
      return none('Nothing is built: all that is installed may be needed to run.');
    const unreadable = unreadableRun(stage);
    if (unreadable) return none(unreadable);
    if (!packages.isKnown) return none('Which system packages are installed is not known.');
    const started: NodeStart[] = [];
    for (const program of start.programs) {
      const found = nodeStarts(program, known);
      if (typeof found === 'string') return none(found);
      started.push(...found);
    }
    if (started.length === 0) return none('What the container starts is not known.');
    const places = placesOf(stage, started, known);
    if (places === undefined) return none('The folder that the packages are installed in is not known.');
    const { folder, others } = places;
    const own = known.find((each) => each.folder === folder);
    const berry = own && berryOf(own, stage, build.context);
    if (install.task.tool === 'yarn' && berry?.keepsOutside) {
      return none('Yarn keeps the packages in the cache of its user, and tells Node to find them there.');
    }
    const startTools = startToolsOf(build, stage, started, known, isUsed, berry !== undefined);
    const { direct } = startTools;
    // Yarn, or what it tells Node, reads more than the packages.
    const isOfBerry = berry !== undefined && ((isYarnStarted(started) && !direct) || !berry.linksModules);
    const outputs = outputsOf(started, folder, own, isOfBerry, build, known);
    if (builds && outputs.isUnknown) return none('Where in the root folder lies what is built is not known.');
    const copies = [...outputs.copies, ...others.map((path) => ({ path, isFolder: true }))];
    const files = runtimeFiles(build, stage, outputs.isSource, copies, ['npm', 'yarn', 'pnpm', 'bun']);
    if (typeof files === 'string') return none(files);
    const pruned = pruning(stage, own, known, started, build.context, outputs.framework);
    const runtime = nodeImage(stage, packages, known, isUsed);
    const { image } = runtime;
    const server = own ?? packageOf(started, known);
    const frontEnds = frontEndPackages(server, known, started, build.context).filter(
      (path) => outputs.isWhole || others.some((other) => path.startsWith(`${other}/`)),
    );
    const endOfBuild = [
      ...pruned.commands,
      ...outputs.cleanUp,
      ...(frontEnds.length > 0 ? [`rm -rf ${frontEnds.join(' ')}`] : []),
    ];
    const isSmaller = image !== base.text;
    if (!isSmaller && endOfBuild.length === 0 && outputs.isWhole && packages.building.length === 0) {
      return none(
        `All of ${folder} may be needed to run, and no smaller image is known to do: nothing would be left out.`,
      );
    }
    const place = convert(
      {
        stage,
        image,
        imageFolder: base.name === 'bun' ? '/home/bun/app' : '/',
        endOfBuild,
        setUp: [
          ...withUpgrade(
            installation(manager, runtime.packages, packages.running.length > 0 && packages.withRecommended),
            stage,
            manager,
          ),
          ...runsOf(startTools.commands),
        ],
        ...(direct ? { start: [direct.instruction], folder: direct.folder } : {}),
        copies: files.copies,
      },
      build.dockerfile,
    );
    if (!place) return none('Nothing changes files in its stage.');
    const parts = [
      files.whole && `Whole folders are copied, because ${files.whole}: is less enough?`,
      pruned.kept && `All packages stay, because ${pruned.kept}.`,
      startTools.kept && startTools.manager !== '' && `${startTools.manager} stays, because ${startTools.kept}.`,
      direct &&
        `${startTools.manager} is left out, and what it starts is the first process: does anything else call it in the container, or read what it sets (npm_… variables, node_modules/.bin in PATH)?`,
      frontEnds.length > 0 && `Does the server load anything of ${frontEnds.join(' or ')}, which is left out?`,
      outputs.framework?.isComplete &&
        `${outputs.framework.name} puts all packages that it traces into what it builds: does the server load one in another way?`,
      'Does the application read sources, or call programs of the system, at run time?',
    ];
    return {
      safe: false,
      reason: 'What builds the application, and the packages for development, are not needed to run it.',
      effect: 'Packages for development, compilers and sources stay out of the image: often a third of it.',
      question: parts.filter((part) => part).join(' '),
      places: [place],
      ...(direct ? { changes: direct.changes } : {}),
    };
  },
});

function isYarnStarted(started: readonly NodeStart[]): boolean {
  return started.some(({ runners }) => runners.has('yarn'));
}

interface ToolCommand {
  readonly command: string;
  /** Who runs it; undefined for root. */
  readonly user: string | undefined;
}

interface StartTools {
  /** They install again what the start calls. */
  readonly commands: readonly ToolCommand[];
  /** What starts without its package manager, where that would be there for nothing but to look it up. */
  readonly direct: DirectStart | undefined;
  readonly manager: string;
  /** Why the package manager stays, as the rest of a sentence. */
  readonly kept: string | undefined;
}

function startToolsOf(
  build: BuildModel,
  stage: StageModel,
  started: readonly NodeStart[],
  packages: readonly NodePackage[],
  isUsed: (program: string) => boolean,
  isBerry: boolean,
): StartTools {
  const runners = new Set(started.flatMap((each) => [...each.runners]));
  const manager = [...runners].join(' and ');
  const names = new Set([...started.map(({ name }) => name), ...runners]);
  const commands = toolsOf(stage, names, isUsed, build);
  const without = toolsOf(stage, new Set(), (name) => !runners.has(name) && isUsed(name), build);
  // Yarn 2 and later is a part of the sources, and reads more of them.
  const isCostly = commands.length !== without.length || (isBerry && runners.has('yarn'));
  if (!isCostly) return { commands, direct: undefined, manager, kept: undefined };
  const direct = directStart(stage, packages, build.context);
  return typeof direct === 'string'
    ? { commands, direct: undefined, manager, kept: direct }
    : { commands: without, direct, manager, kept: undefined };
}

/** The RUNs of the last stage for commands, each by whom it was run. */
function runsOf(commands: readonly ToolCommand[]): readonly string[] {
  const users = [...new Set(commands.map(({ user }) => user))];
  return users.flatMap((user) => {
    const own = commands.filter((each) => each.user === user).map(({ command }) => command);
    const run = `RUN ${own.join(' && ')}`;
    return user === undefined ? [run] : [`USER ${user}`, run, 'USER root'];
  });
}

/** Programs that `npm install -g` or Corepack brings, and that the start calls: installed again. */
function toolsOf(
  stage: StageModel,
  names: ReadonlySet<string>,
  isUsed: (program: string) => boolean,
  { dockerfile: { text } }: BuildModel,
): readonly ToolCommand[] {
  const isNeeded = ({ value }: ShellWord) => {
    const name = value.replace(/(.)@.*$/, '$1');
    // `pm2` brings pm2-runtime, `@nestjs/cli` is named by its whole name alone.
    return [...names].some((each) => each === name || each.startsWith(`${name}-`)) || isUsed(name);
  };
  return tasksOf(stage)
    .filter(({ task: { purpose, command } }) => {
      if (purpose !== 'tool') return false;
      return command.name === 'corepack' ? names.has('yarn') || names.has('pnpm') : command.words.some(isNeeded);
    })
    .map(({ task: { command }, step: { user } }) => {
      const needless = command.words.filter((word) => onlyBuilds.test(word.value) && !isNeeded(word));
      const isRoot = user === undefined || /^(root|0)(:|$)/.test(user);
      return { command: without(needless, command, text), user: isRoot ? undefined : user };
    });
}

/** A command as it is written, some words left out. */
function without(words: readonly ShellWord[], { range }: ShellCommand, text: string): string {
  let kept = '';
  let at = range.start;
  for (const word of words) {
    kept += text.slice(at, word.range.start).trimEnd();
    at = word.range.end;
  }
  return kept + text.slice(at, range.end);
}

/** Programs that come as a package and do nothing but build. */
const onlyBuilds =
  /^(@nestjs\/cli|@angular\/cli|@vue\/cli|turbo|nx|lerna|gulp|gulp-cli|grunt-cli|webpack|webpack-cli|rimraf|node-gyp|eslint|prettier)(@[^@/]*)?$/;
