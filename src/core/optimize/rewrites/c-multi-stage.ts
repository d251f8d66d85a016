import type { BuildModel, StageModel } from '../model/build-model.ts';
import type { Copied } from '../model/copied.ts';
import { isOfImages } from '../model/image-folders.ts';
import { makesMore } from '../multi-stage/c/makefile-install.ts';
import { compiledFor, compilers } from '../multi-stage/c/program.ts';
import { convert } from '../multi-stage/convert.ts';
import { linkedLibraries, ofPrograms } from '../multi-stage/linked-libraries.ts';
import { singleStage, tasksOf, unreadableRun } from '../multi-stage/preconditions.ts';
import type { RuntimeCopy } from '../multi-stage/runtime-copy.ts';
import { runtimeFiles } from '../multi-stage/runtime-files.ts';
import { debianRuntime, type RuntimeImage } from '../multi-stage/runtime-image.ts';
import { sourceFilter } from '../multi-stage/source-files.ts';
import { startOf } from '../multi-stage/start-scripts.ts';
import { installation, missingPackages, systemPackages, usedAtStart } from '../multi-stage/system-packages.ts';
import { questionAboutTools, withoutToolsForPeople } from '../multi-stage/tools-for-people.ts';
import { defineRewrite, none } from '../rewrite.ts';

export const cMultiStage = defineRewrite({
  id: 'c-multi-stage',
  kind: 'multi-stage',
  title: 'Compile the program in one stage and run it in another',
  safety: 'review',
  precondition:
    'One stage on Debian, Ubuntu, Alpine, an image of GCC, or one of others that stands on Debian or Ubuntu; make, CMake or a compiler builds what CMD, ENTRYPOINT or a script of the build context starts, or what supervisord does; where that lies is known.',
  evidence: 'A program in C went from 424.6 to 81.5 MB; linked dynamically and put on scratch, it could not start.',
  propose(build) {
    const stage = singleStage(build);
    if (typeof stage === 'string') return none(stage);
    const builds = tasksOf(stage).filter(
      ({ task }) => task.purpose === 'build' && /^(make|cmake|compiler)$/.test(task.tool ?? ''),
    );
    if (builds.length === 0) return none('Nothing is compiled with make, CMake or a compiler.');
    const unreadable = unreadableRun(stage);
    if (unreadable) return none(unreadable);
    const runtime = runtimeOf(stage);
    if (!runtime) return none(`What else ${stage.base?.text} holds that the program may need is not known.`);
    const start = startOf(stage, build.context);
    const compiled = compiledFor(start.programs, stage, build.context);
    if (typeof compiled === 'string') return none(compiled);
    const { programs, installs } = compiled;
    const isInstalled = installs.length > 0;
    const files = runtimeFiles(
      build,
      stage,
      isCSource,
      programs.flatMap((program) => outputsOf(program, isInstalled, stage, build)),
      isInstalled || !makesMore(build.context) ? ['make', 'cmake', 'compiler'] : ['cmake', 'compiler'],
      // What is installed needs nothing of where it was built, unless it is started there.
      (copied) => !isInstalled || !bringsSources(copied, stage.folder),
    );
    if (typeof files === 'string') return none(files);
    const isUsed = usedAtStart(stage, start.scripts);
    const packages = withoutToolsForPeople(systemPackages(stage, isUsed, pythonOf(build)), build, stage, isUsed);
    const compiler = compilers.find(isUsed) ?? packages.running.find((name) => isCompiler.test(name));
    if (compiler !== undefined) return none(`What starts calls ${compiler}: what it compiles with is needed to run.`);
    if (!packages.isKnown) return none('Which system packages are installed is not known.');
    const installed = !isInstalled ? [] : [{ path: collected, isFolder: true, to: '/' }];
    const isFull = /^(gcc|buildpack-deps)$/.test(stage.base?.name ?? '');
    const [lacking] = isFull ? missingPackages(packages, isUsed) : [];
    if (lacking !== undefined) return none(`What starts calls ${lacking}, which the small image lacks.`);
    const place = convert(
      {
        stage,
        ...runtime,
        buildEdits: installs.map(({ task: { command } }) =>
          again(command.range.end, command.range.start, build.dockerfile.text),
        ),
        libraries: linkedLibraries(ofPrograms(...programs), [], [], isInstalled ? collected : undefined),
        setUp: installation(
          stage.base?.packageManager === 'apk' ? 'apk' : 'apt',
          packages.running,
          packages.withRecommended,
          packages.program,
        ),
        copies: [...files.copies.filter(({ path }) => !isInstalled || !programs.includes(path)), ...installed],
      },
      build.dockerfile,
    );
    if (!place) return none('Nothing changes files in its stage.');
    const whole = files.whole && `Whole folders are copied, because ${files.whole}: is less enough? `;
    return {
      safe: false,
      reason: 'The compiler, its headers and the sources are needed to build the program and not to run it.',
      effect:
        runtime.image === stage.base?.text
          ? 'Sources, headers and what the build leaves stay out of the image.'
          : 'Compilers and headers stay out of the image: hundreds of megabytes.',
      question: `${whole ?? ''}Does the program load libraries by their names, call others, or read files outside its folder, at run time?${questionAboutTools(packages)}`,
      places: [place],
    };
  },
});

/** On an image of others the program goes on to run: what that holds may be what it needs. */
function runtimeOf(stage: StageModel): RuntimeImage | undefined {
  const { base } = stage;
  if (!base) return undefined;
  if (!base.isOfficial) {
    const tasks = tasksOf(stage).map(({ task }) => task);
    const isDebian = /ubuntu|debian/.test(base.text) || tasks.some(({ tool }) => tool === 'apt');
    const isOther = base.isAlpine || tasks.some(({ tool }) => tool === 'apk' || tool === 'rpm');
    // Whose files these are is known by what only root can do.
    const isRoot = tasks.some(({ tool, verb }) => tool === 'apt' || verb === 'install');
    return isDebian && isRoot && !isOther ? { image: base.text, imageFolder: '' } : undefined;
  }
  if (!base.libc || !/^(debian|ubuntu|gcc|buildpack-deps|alpine)$/.test(base.name)) return undefined;
  return base.isAlpine ? { image: base.text, imageFolder: '/' } : debianRuntime(stage);
}

const isCSource = sourceFilter(
  /(\.([ch]|cc|cpp|cxx|c\+\+|hh|hpp|hxx|ipp|inl|tpp|o|a|la|lo|cmake|in|am|ac|m4|pc|sln|vcxproj)|(^|\/)(CMakeLists\.txt|CMakePresets\.json|GNUmakefile|makefile|configure|autogen(\.sh)?|bootstrap(\.sh)?|conanfile\.(txt|py)|vcpkg\.json|meson\.build|meson_options\.txt)|(^|\/)(tests?|cmake)\/.*)$/,
);

function bringsSources({ files }: Copied, folder: string | undefined): boolean {
  const project = files?.find(({ from }) => /(^|\/)(CMakeLists\.txt|configure\.ac)$/.test(from))?.to;
  return project !== undefined && !`${folder}/`.startsWith(project.slice(0, project.lastIndexOf('/') + 1));
}

/** Packages of one version: they stay only where something that starts calls them. */
const isCompiler = /^(gcc|g\+\+|clang)-\d/;

/** The program, with the folder that it is built in where CMake puts more than programs there. */
function outputsOf(
  program: string,
  isInstalled: boolean,
  stage: StageModel,
  { context }: BuildModel,
): readonly RuntimeCopy[] {
  const folder = program.slice(0, program.lastIndexOf('/'));
  const isOfSources = stage.copied.some(({ destination }) => `${destination}/`.startsWith(`${folder}/`));
  const lists = context?.complete ? context.sent.filter((path) => /(^|\/)CMakeLists\.txt$/.test(path)) : [];
  const copiesData = lists.some((path) => movesData.test(context?.text(path) ?? ''));
  if (isInstalled || isOfSources || folder === '' || isOfImages(folder) || !copiesData)
    return [{ path: program, isFolder: false }];
  return [{ path: folder, isFolder: true }];
}

const movesData =
  /\bfile\s*\(\s*(COPY|CREATE_LINK)|\bconfigure_file\s*\([^)]*\.(json|ya?ml|toml|ini|conf|cfg|html|css|js|xml|csv|db|pem|lua|sql)\b|-E\s+(copy|create_symlink)/i;

/** Python is there for build tools, such as Meson, where nothing that is copied is written in it. */
function pythonOf({ context }: BuildModel): RegExp | undefined {
  return context?.complete && !context.sent.some((path) => /\.py$/.test(path)) ? /^python3?(-.*)?$/ : undefined;
}

const collected = '/installed';

/** Installs once more, into a folder that holds nothing else. */
function again(end: number, start: number, text: string) {
  return { range: { start: end, end }, newText: ` && DESTDIR=${collected} ${text.slice(start, end)}` };
}
