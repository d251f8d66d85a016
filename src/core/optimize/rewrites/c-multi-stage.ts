import type { StageModel } from '../model/build-model.ts';
import type { Program } from '../model/launch.ts';
import { convert } from '../multi-stage/convert.ts';
import { linkedLibraries, ofPrograms } from '../multi-stage/linked-libraries.ts';
import { singleStage, tasksOf, unreadableRun } from '../multi-stage/preconditions.ts';
import { runtimeFiles } from '../multi-stage/runtime-files.ts';
import { debianRuntime } from '../multi-stage/runtime-image.ts';
import { sourceFilter } from '../multi-stage/source-files.ts';
import { installation, systemPackages, usedAtStart } from '../multi-stage/system-packages.ts';
import { defineRewrite, none } from '../rewrite.ts';

export const cMultiStage = defineRewrite({
  id: 'c-multi-stage',
  kind: 'multi-stage',
  title: 'Compile the program in one stage and run it in another',
  safety: 'review',
  precondition:
    'One stage on Debian, Ubuntu, or an image of GCC; make, CMake or a compiler builds the one program that CMD or ENTRYPOINT starts by its path.',
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
    const { base, launch } = stage;
    if (!base?.isOfficial || base.libc !== 'glibc' || !/^(debian|ubuntu|gcc|buildpack-deps)$/.test(base.name)) {
      return none(`What else ${base?.text} holds that the program may need is not known.`);
    }
    const program = startedOf(launch.programs ?? [], stage);
    if (typeof program === 'object') return none(program.reason);
    const files = runtimeFiles(
      build,
      stage,
      isCSource,
      [{ path: program, isFolder: false }],
      ['make', 'cmake', 'compiler'],
    );
    if (typeof files === 'string') return none(files);
    const packages = systemPackages(stage, usedAtStart(stage));
    if (!packages.isKnown) return none('Which system packages are installed is not known.');
    const libraries = linkedLibraries(ofPrograms(program));
    const place = convert(
      {
        stage,
        ...debianRuntime(stage),
        libraries,
        setUp: installation('apt', packages.running, packages.withRecommended),
        copies: files.copies,
      },
      build.dockerfile,
    );
    if (!place) return none('Nothing changes files in its stage.');
    const whole = files.whole && `Whole folders are copied, because ${files.whole}: is less enough? `;
    return {
      safe: false,
      reason: 'The compiler, its headers and the sources are needed to build the program and not to run it.',
      effect: 'Compilers and headers stay out of the image: hundreds of megabytes.',
      question: `${whole ?? ''}Does the program load libraries by their names, call others, or read files outside its folder, at run time?`,
      places: [place],
    };
  },
});

const isCSource = sourceFilter(
  /(\.([ch]|cc|cpp|cxx|c\+\+|hh|hpp|hxx|ipp|inl|tpp|o|a|la|lo|cmake|in|am|ac|m4|pc|sln|vcxproj)|(^|\/)(CMakeLists\.txt|CMakePresets\.json|GNUmakefile|makefile|configure|conanfile\.(txt|py)|vcpkg\.json|meson\.build|meson_options\.txt)|(^|\/)(tests?|cmake)\/.*)$/,
);

/** Files that only an interpreter can run. */
const isScript = /\.(sh|bash|py|pl|rb|js)$/;

function startedOf(programs: readonly Program[], stage: StageModel): string | { readonly reason: string } {
  const called = programs.filter(({ name }) => !/^(export|cd|set|exec|echo|sleep|ulimit)$/.test(name));
  const [main] = called;
  if (!main || called.length > 1) return { reason: 'More than one program is started.' };
  if (main.path !== undefined && !isScript.test(main.path)) return main.path;
  if (main.path !== undefined) return { reason: `${main.name} is a script, and what it calls is not known.` };
  const isInstalled = tasksOf(stage).some(({ task }) => task.tool === 'make' && /^install/.test(task.verb ?? ''));
  return { reason: isInstalled ? `Where ${main.name} is installed is not known.` : `${main.name} is not built here.` };
}
