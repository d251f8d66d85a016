import type { BuildModel, StageModel } from '../model/build-model.ts';
import { convert } from '../multi-stage/convert.ts';
import { installedTools, startedTools } from '../multi-stage/installed-tools.ts';
import { linkedLibraries, noLibraries, ofPrograms } from '../multi-stage/linked-libraries.ts';
import { isPackaged, startsByPackage } from '../multi-stage/packaged-programs.ts';
import { singleStage, type TaskInStep, tasksWith, unreadableRun } from '../multi-stage/preconditions.ts';
import { otherPrograms, placeOf, programCopy } from '../multi-stage/program-place.ts';
import { runtimeFiles } from '../multi-stage/runtime-files.ts';
import { smallRuntime } from '../multi-stage/runtime-image.ts';
import { cargoRun } from '../multi-stage/rust/cargo-run.ts';
import { speaksTls } from '../multi-stage/rust/tls.ts';
import { sourceFilter } from '../multi-stage/source-files.ts';
import { startedProgram, startOf } from '../multi-stage/start-scripts.ts';
import { installation, missingPackages, pinned, systemPackages, usedAtStart } from '../multi-stage/system-packages.ts';
import { isCalledBySources, questionAboutTools, withoutToolsForPeople } from '../multi-stage/tools-for-people.ts';
import { defineRewrite, none } from '../rewrite.ts';

export const rustMultiStage = defineRewrite({
  id: 'rust-multi-stage',
  kind: 'multi-stage',
  title: 'Build the Rust program in one stage and run it in another',
  safety: 'review',
  precondition:
    'One stage on Debian, Ubuntu or Alpine; `cargo build` or `cargo install --path` makes what CMD or ENTRYPOINT starts.',
  evidence: 'Images of rust weigh about two gigabytes with their target folder; the programs, tens of megabytes.',
  propose(build) {
    const stage = singleStage(build);
    if (typeof stage === 'string') return none(stage);
    const builds = tasksWith(stage, 'cargo', 'build');
    if (builds.length === 0) return none('Nothing is built with Cargo.');
    const unreadable = unreadableRun(stage);
    if (unreadable) return none(unreadable);
    if (!stage.base?.libc) return none(`Which C library ${stage.base?.text} has is not known.`);
    const start = startOf(stage, build.context);
    const tools = installedTools(stage);
    const started = startedProgram(start, stage, (program) => tools.has(program) || isPackaged(program, stage));
    if (typeof started === 'string') return none(started);
    if (startsByPackage(started, stage)) return none(`Which programs ${started.name} starts is not known.`);
    const run = started.name === 'cargo' ? cargoRun(started, builds, build) : undefined;
    if (typeof run === 'string') return none(run);
    if (run && start.programs.length > 1) return none('Cargo itself is started beside others.');
    const program = run?.program ?? started.path ?? placeOf(started.name, stage) ?? installedName(started.name, builds);
    if (program === undefined) return none(`Where ${started.name} lies is not known.`);
    const called = startedTools(start.programs, tools, stage);
    const others = [...called, ...otherPrograms(start, program, (path) => isBuiltByCargo.test(path))];
    const programs = [run ? { path: program, isFolder: false } : programCopy(started, program, stage), ...others];
    const files = runtimeFiles(build, stage, isRustSource, programs, ['cargo']);
    if (typeof files === 'string') return none(files);
    const isUsed = usedAtStart(stage, start.scripts);
    const packages = withoutToolsForPeople(systemPackages(stage, isUsed), build, stage, isUsed);
    const isCalled = (name: string) => isUsed(name) || isCalledBySources(build.context, [name]);
    const isFull = !stage.base?.isSlim && !stage.base?.isAlpine;
    if (!packages.isKnown) return none('Which system packages are installed is not known.');
    const libraries =
      linksToLibraries(build) || called.length > 0
        ? linkedLibraries(ofPrograms(...programs.map(({ path }) => path)))
        : noLibraries;
    const runtime = smallRuntime(stage);
    const place = convert(
      {
        stage,
        ...runtime,
        libraries,
        ...(run ? { start: run.start } : {}),
        setUp: installation(
          stage.base.isAlpine ? 'apk' : 'apt',
          [...packages.running, ...(isFull ? pinned(missingPackages(packages, isCalled), runtime.image) : [])],
          packages.withRecommended,
          packages.program,
        ),
        copies: [...(speaksTls(build.context) ? [certificates] : []), ...files.copies],
      },
      build.dockerfile,
    );
    if (!place) return none('Nothing changes files in its stage.');
    const whole = files.whole && `Whole folders are copied, because ${files.whole}: is less enough? `;
    return {
      safe: false,
      reason: `Cargo, the compiler and what they leave in the target folder are needed to build ${program.slice(program.lastIndexOf('/') + 1)} and not to run it.`,
      effect: 'The toolchain, the registry and the target folder stay out of the image: more than a gigabyte.',
      question: `${whole ?? ''}${run ? 'It starts what cargo run starts, and compiles nothing before: is that enough? ' : ''}Does the program call others, or read files outside its folder, at run time?${questionAboutTools(packages)}`,
      places: [place],
      ...(run ? { changes: [stage.launch.entrypoint ? 'entrypoint' : 'command'] } : {}),
    };
  },
});

const isRustSource = sourceFilter(
  /(\.rs|(^|\/)(Cargo\.(toml|lock)|rust-toolchain(\.toml)?|rustfmt\.toml|clippy\.toml|\.cargo\/.*|benches\/.*|sqlx-data\.json|\.sqlx\/.*))$/,
);
const isBuiltByCargo = /\/target\/([\w-]+\/)?(release|debug)\/[\w-]+$|^\/usr\/local\/cargo\/bin\/[\w-]+$/;
const certificates = { path: '/etc/ssl/certs/ca-certificates.crt', isFolder: false };

/** `cargo install` puts programs where the image of Rust looks for them. */
function installedName(name: string, builds: readonly TaskInStep[]): string | undefined {
  const install = builds.find(({ task }) => task.verb === 'install');
  if (!install) return undefined;
  const words = install.task.command.words.map(({ value }) => value);
  const root = words[words.indexOf('--root') + 1];
  return words.includes('--root') ? `${root}/bin/${name}` : `/usr/local/cargo/bin/${name}`;
}

/** Whether a crate may link to a library of the system; a lock file that is not there may name one. */
function linksToLibraries({ context, final, dockerfile }: BuildModel): boolean {
  if (installsHeaders(final) || /-crt-static/.test(dockerfile.text)) return true;
  if (!context?.complete) return true;
  const locks = context.sent.filter((path) => /(^|\/)Cargo\.lock$/.test(path));
  const manifests = context.sent.filter((path) => /(^|\/)Cargo\.toml$/.test(path));
  const texts = (locks.length > 0 ? locks : manifests).map((path) => context.text(path));
  if (texts.some((text) => text === undefined)) return true;
  if (locks.length === 0) return true;
  return texts.some((text) =>
    /^name = "(?!(?:js|web|windows|linux-raw|android|core-foundation|security-framework|objc|wasi?|io-uring|jemalloc|mimalloc|libmimalloc|tikv-jemalloc|ring|libloading|inotify|kernel32|winapi)-sys")[\w-]+-sys"$/m.test(
      text ?? '',
    ),
  );
}

function installsHeaders(stage: StageModel): boolean {
  return systemPackages(stage, () => false).building.some((name) => /-dev$/.test(name));
}
