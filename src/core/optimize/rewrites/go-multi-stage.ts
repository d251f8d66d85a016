import type { ContextFiles } from '../context.ts';
import type { BuildModel, StageModel } from '../model/build-model.ts';
import { isOfImages } from '../model/image-folders.ts';
import type { Tool } from '../model/purpose.ts';
import { joinPath } from '../model/steps.ts';
import { tasksInFolders } from '../model/task-folders.ts';
import { type Conversion, convert } from '../multi-stage/convert.ts';
import { binFolder, installedTools, startedTools } from '../multi-stage/installed-tools.ts';
import { linkedLibraries, noLibraries, ofPrograms } from '../multi-stage/linked-libraries.ts';
import { isPackaged, startsByPackage } from '../multi-stage/packaged-programs.ts';
import { singleStage, type TaskInStep, tasksWith, unreadableRun } from '../multi-stage/preconditions.ts';
import { otherPrograms, placeOf, programCopy } from '../multi-stage/program-place.ts';
import type { RuntimeCopy } from '../multi-stage/runtime-copy.ts';
import { runtimeFiles } from '../multi-stage/runtime-files.ts';
import { smallRuntime } from '../multi-stage/runtime-image.ts';
import { sourceFilter } from '../multi-stage/source-files.ts';
import { startedProgram, startOf } from '../multi-stage/start-scripts.ts';
import {
  installation,
  missingPackages,
  pinned,
  type SystemPackages,
  systemPackages,
  usedAtStart,
} from '../multi-stage/system-packages.ts';
import { isCalledBySources, questionAboutTools, withoutToolsForPeople } from '../multi-stage/tools-for-people.ts';
import { defineRewrite, none } from '../rewrite.ts';

export const goMultiStage = defineRewrite({
  id: 'go-multi-stage',
  kind: 'multi-stage',
  title: 'Build the Go program in one stage and run it in another',
  safety: 'review',
  precondition:
    'One stage on an image of Go; `go build`, `go install` or make makes what CMD or ENTRYPOINT starts; what the start needs beside it is known.',
  evidence:
    'A service on golang with 829 MB became 2.6 MB; without CGO_ENABLED=0 the same image cannot start on scratch.',
  propose(build) {
    const stage = singleStage(build);
    if (typeof stage === 'string') return none(stage);
    const builds = [...tasksWith(stage, 'go', 'build'), ...madeWithGo(build, stage)];
    if (builds.length === 0) return none('Nothing is built with Go.');
    const unreadable = unreadableRun(stage);
    if (unreadable) return none(unreadable);
    const start = startOf(stage, build.context);
    const tools = installedTools(stage);
    const started = startedProgram(start, stage, (program) => tools.has(program) || isPackaged(program, stage));
    if (typeof started === 'string') return none(started);
    if (started.name === 'go' || started.name === 'air')
      return none(`${started.name} is started: Go is needed to run it.`);
    // What is built comes along where it is said where to.
    const isByPackage = startsByPackage(started, stage);
    if (isByPackage && (cgoOf(build) !== 'none' || !builds.every(saysWhere)))
      return none(`Which programs ${started.name} starts, and with which libraries, is not known.`);
    const program = isByPackage
      ? started.name
      : (started.path ?? placeOf(started.name, stage) ?? builtName(started.name, stage));
    if (program === undefined) return none(`Where ${started.name} lies is not known.`);
    const cgo = cgoOf(build);
    const among = builtInto(build, stage);
    if (typeof among === 'string') return none(among);
    const files = runtimeFiles(
      build,
      stage,
      isGoSource,
      [
        ...(isByPackage ? [] : [programCopy(started, program, stage)]),
        ...among,
        ...startedTools(start.programs, tools, stage),
        ...otherPrograms(start, program, (path) => isBuiltByGo(path, stage)),
      ],
      ownTools(builds, build),
    );
    if (typeof files === 'string') return none(files);
    const isUsed = usedAtStart(stage, start.scripts);
    const packages = withoutToolsForPeople(systemPackages(stage, isUsed), build, stage, isUsed);
    const isCalled = (name: string) => isUsed(name) || isCalledBySources(build.context, [name]);
    const isFull = !stage.base?.isSlim && !stage.base?.isAlpine;
    if (!packages.isKnown) return none('Which system packages are installed is not known.');
    const isStatic = cgo === 'none';
    const runtime = smallRuntime(stage);
    const conversion: Conversion = {
      stage,
      ...runtime,
      buildEdits: isStatic ? builds.flatMap(({ task }) => withoutCgo(task.command.range.start, build)) : [],
      setUp: installation(
        stage.base?.packageManager === 'apk' ? 'apk' : 'apt',
        [...packages.running, ...(isFull ? pinned(missingPackages(packages, isCalled), runtime.image) : [])],
        packages.withRecommended,
        packages.program,
      ),
      libraries: isStatic || !mayLink(cgo, build, packages) ? noLibraries : linkedLibraries(ofPrograms(program)),
      copies: [...certificates, ...zones(build, packages), ...files.copies],
    };
    const place = convert(conversion, build.dockerfile);
    if (!place) return none('Nothing changes files in its stage.');
    return {
      safe: false,
      reason: `The Go toolchain is needed to build ${isByPackage ? 'the programs' : started.name} and not to run ${isByPackage ? 'them' : 'it'}.`,
      effect: 'The toolchain, the module cache and the sources stay out of the image: hundreds of megabytes.',
      question: `${questionFor(files.whole, cgo, conversion.libraries !== noLibraries)}${questionAboutTools(packages)}`,
      places: [place],
    };
  },
});

const isGoSource = sourceFilter(
  /(\.go|(^|\/)go\.(mod|sum|work|work\.sum)|_test\.\w+|\.proto|(^|\/)(vendor|testdata)\/.*)$/,
);
const certificates = [{ path: '/etc/ssl/certs/ca-certificates.crt', isFolder: false }];

/** Where a program that is called by its bare name lies: `go install` puts it into GOPATH, `-o` where it says. */
function builtName(name: string, stage: StageModel): string | undefined {
  for (const { task, step } of tasksWith(stage, 'go', 'build')) {
    const words = task.command.words.map(({ value }) => value);
    const output = words[words.indexOf('-o') + 1];
    if (words.includes('-o') && output?.endsWith(`/${name}`)) {
      const place = stage.base?.name === 'golang' ? output.replace(/^\$(GOPATH|\{GOPATH\})(?=\/)/, '/go') : output;
      return place.startsWith('/') ? place : undefined;
    }
    if (task.verb === 'install' && step.workdir !== undefined) {
      const folder = binFolder(task, step);
      return folder && `${folder}/${name}`;
    }
  }
  return undefined;
}

/**
 * The programs that `go build -o /usr/local/bin/ ./cmd/...` puts into a folder of the system.
 *
 * @returns the reason why not each of them is known
 */
function builtInto({ context }: BuildModel, stage: StageModel): readonly RuntimeCopy[] | string {
  const copies: RuntimeCopy[] = [];
  for (const { task, step } of tasksWith(stage, 'go', 'build')) {
    const words = task.command.words.map(({ value }) => value);
    const folder = words.includes('-o') ? words[words.indexOf('-o') + 1] : undefined;
    if (!folder?.endsWith('/') || !isOfImages(folder.slice(0, -1))) continue;
    const sources = stage.copied.flatMap(({ files = [] }) => files).filter(({ to }) => to.endsWith('.go'));
    const mains = sources.filter(
      ({ from }) => /^package main\b/m.test(context?.text(from) ?? '') && !/_test\.go$/.test(from),
    );
    const patterns = words.filter((word) => /^\.{1,2}(\/|$)/.test(word));
    const folders = new Set(
      patterns.flatMap((pattern) => {
        const base = joinPath(step.workdir, pattern.replace(/\/?\.\.\.$/, ''));
        const isDeep = pattern.endsWith('...');
        return mains
          .map(({ to }) => to.slice(0, to.lastIndexOf('/')))
          .filter((place) => place === base || (isDeep && place.startsWith(`${base === '/' ? '' : base}/`)));
      }),
    );
    if (folders.size === 0) return `Which programs line ${step.instruction.line + 1} puts into ${folder} is not known.`;
    for (const place of folders)
      copies.push({ path: `${folder}${place.slice(place.lastIndexOf('/') + 1)}`, isFolder: false });
  }
  return copies;
}

/** Whether a build is told where to put what it makes. */
function saysWhere({ task: { command } }: TaskInStep): boolean {
  const words = command.words.map(({ value }) => value);
  return words.includes('-o') && !/[$`]/.test(words[words.indexOf('-o') + 1] ?? '$');
}

/** Whether `go install`, or make or `go build` in or into the same folder may have made a program. */
function isBuiltByGo(path: string, stage: StageModel): boolean {
  const folder = path.slice(0, path.lastIndexOf('/'));
  return tasksInFolders(stage).some(({ task, step, folder: at }) => {
    const { tool, purpose, verb, command } = task;
    if (purpose !== 'build') return false;
    if (tool === 'make') return path.startsWith(`${at}/`);
    if (tool !== 'go') return false;
    const words = command.words.map(({ value }) => value);
    const output = words.includes('-o') ? words[words.indexOf('-o') + 1] : '.';
    // A folder, or the program itself, which is known already.
    return verb === 'install' ? folder === binFolder(task, step) : joinPath(at, output) === folder;
  });
}

/** Calls of make whose Makefile, in the build context, has Go build. */
function madeWithGo({ context }: BuildModel, stage: StageModel): readonly TaskInStep[] {
  const isGo = makefilesIn(context).some((text) => /^\t.*\bgo (build|install)\b/m.test(text));
  return isGo ? tasksWith(stage, 'make', 'build') : [];
}

/** What a Makefile makes with other tools as well may be read at run time. */
function ownTools(builds: readonly TaskInStep[], { context }: BuildModel): readonly Tool[] {
  const isMade = builds.some(({ task }) => task.tool === 'make');
  const isOther = makefilesIn(context).some((text) => otherTools.test(text));
  return isMade && !isOther ? ['go', 'make'] : ['go'];
}

const otherTools = /^\t.*\b(npm|npx|yarn|pnpm|bun|tailwindcss|esbuild|webpack|vite|hugo|sass|swag|cp|curl|wget|tar)\b/m;

function makefilesIn(context: ContextFiles | undefined): readonly string[] {
  const paths = context?.complete ? context.sent.filter((path) => /(^|\/)(GNUm|M|m)akefile$/.test(path)) : [];
  return paths.map((path) => context?.text(path) ?? '');
}

/**
 * On Alpine the zones of the world lie beside the compiler, where the program looks for them; tzdata is not there.
 */
function zones({ context, final }: BuildModel, { running }: SystemPackages): readonly RuntimeCopy[] {
  const { base, steps } = final;
  if (!base?.isAlpine || base.name !== 'golang' || running.some((name) => /^tzdata([=~<>]|$)/.test(name))) return [];
  const isSet = steps.some(
    ({ instruction: { keyword, pairs } }) => keyword === 'ENV' && pairs.some(({ name }) => name.value === 'TZ'),
  );
  const sources = context?.complete ? context.sent.filter((path) => path.endsWith('.go')) : undefined;
  const isNamed = sources?.some((path) => /LoadLocation|ParseInLocation|TimeZone/.test(context?.text(path) ?? ''));
  return isSet || isNamed !== false ? [{ path: '/usr/local/go/lib/time/zoneinfo.zip', isFolder: false }] : [];
}

/** Whether the program may be linked with more than the C library, which the small image has. */
function mayLink(cgo: 'none' | 'used' | 'unknown', { context }: BuildModel, { building }: SystemPackages): boolean {
  if (building.some((name) => /-(dev|devel)$/.test(name) && !/^(libc6?-|musl-|build-)/.test(name))) return true;
  if (cgo !== 'used' || !context) return false;
  const modules = context.sent.filter((path) => /(^|\/)go\.mod$/.test(path)).map((path) => context.text(path) ?? '');
  return !modules.some((text) => bringsItsOwn.test(text));
}

/** Modules that bring the C sources that they are made of. */
const bringsItsOwn = /mattn\/go-sqlite3|confluent-kafka-go|valyala\/gozstd|DataDog\/zstd/;

/** Whether C is part of the program: `none` only where everything that is built is known. */
function cgoOf({ context }: BuildModel): 'none' | 'used' | 'unknown' {
  if (!context?.complete) return 'unknown';
  const modules = context.sent
    .filter((path) => /(^|\/)go\.(mod|sum)$/.test(path))
    .map((path) => context.text(path) ?? '');
  if (modules.some((text) => bringsC.test(text))) return 'used';
  const sources = context.sent.filter((path) => path.endsWith('.go'));
  if (sources.length === 0 || sources.length > 2000) return 'unknown';
  return sources.some((path) => /^\s*import\s+(\(\s*)?"C"|^\s*"C"\s*$/m.test(context.text(path) ?? 'import "C"'))
    ? 'used'
    : 'none';
}

const bringsC =
  /mattn\/go-sqlite3|confluent-kafka-go|go-gl\/|gocv\.io|h2non\/bimg|davidbyttow\/govips|tecbot\/gorocksdb|linxGnu\/grocksdb|valyala\/gozstd|DataDog\/zstd|mutecomm\/go-sqlcipher|godror|libgit2\/git2go|pebbe\/zmq|duckdb\/|marcboeker\/go-duckdb|wasmer|rogchap\.com\/v8go|bytecodealliance\/wasmtime-go|sirupsen\/x11|go-vgo|hajimehoshi\/ebiten|fyne\.io/;

function withoutCgo(start: number, { dockerfile }: BuildModel) {
  if (/CGO_ENABLED/.test(dockerfile.text)) return [];
  return [{ range: { start, end: start }, newText: 'CGO_ENABLED=0 ' }];
}

function questionFor(whole: string | undefined, cgo: 'none' | 'used' | 'unknown', withLibraries: boolean): string {
  const parts = [
    whole && `Whole folders are copied, because ${whole}: is less enough?`,
    !withLibraries && cgo === 'used' && 'C libraries are linked: are those that it loads in the last stage?',
    !withLibraries && cgo === 'unknown' && 'It may be linked with C libraries: are they in the last stage?',
    'Does the program call others, or read files outside its folder, at run time?',
  ];
  return parts.filter((part) => part !== false && part !== undefined).join(' ');
}
