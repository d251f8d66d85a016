import type { BuildModel, StageModel } from '../model/build-model.ts';
import { type Conversion, convert } from '../multi-stage/convert.ts';
import { singleStage, tasksWith, unreadableRun } from '../multi-stage/preconditions.ts';
import { placeOf, programCopy } from '../multi-stage/program-place.ts';
import { runtimeFiles } from '../multi-stage/runtime-files.ts';
import { smallRuntime } from '../multi-stage/runtime-image.ts';
import { sourceFilter } from '../multi-stage/source-files.ts';
import { startedProgram, startOf } from '../multi-stage/start-scripts.ts';
import { installation, missingPackages, pinned, systemPackages, usedAtStart } from '../multi-stage/system-packages.ts';
import { questionAboutTools, withoutToolsForPeople } from '../multi-stage/tools-for-people.ts';
import { defineRewrite, none } from '../rewrite.ts';

export const goMultiStage = defineRewrite({
  id: 'go-multi-stage',
  kind: 'multi-stage',
  title: 'Build the Go program in one stage and run it in another',
  safety: 'review',
  precondition:
    'One stage on an image of Go; `go build` or `go install` makes what CMD or ENTRYPOINT starts; what the start needs beside it is known.',
  evidence:
    'A service on golang with 829 MB became 2.6 MB; without CGO_ENABLED=0 the same image cannot start on scratch.',
  propose(build) {
    const stage = singleStage(build);
    if (typeof stage === 'string') return none(stage);
    const builds = tasksWith(stage, 'go', 'build');
    if (builds.length === 0) return none('Nothing is built with Go.');
    const unreadable = unreadableRun(stage);
    if (unreadable) return none(unreadable);
    const start = startOf(stage, build.context);
    const started = startedProgram(start, stage);
    if (typeof started === 'string') return none(started);
    if (started.name === 'go' || started.name === 'air')
      return none(`${started.name} is started: Go is needed to run it.`);
    const program = started.path ?? placeOf(started.name, stage) ?? builtName(started.name, stage);
    if (program === undefined) return none(`Where ${started.name} lies is not known.`);
    const cgo = cgoOf(build);
    const files = runtimeFiles(build, stage, isGoSource, [programCopy(started, program, stage)], ['go']);
    if (typeof files === 'string') return none(files);
    const isUsed = usedAtStart(stage, start.scripts);
    const packages = withoutToolsForPeople(systemPackages(stage, isUsed), build, stage, isUsed);
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
        [...packages.running, ...(isFull ? pinned(missingPackages(packages, isUsed), runtime.image) : [])],
        packages.withRecommended,
      ),
      copies: [...certificates, ...files.copies],
    };
    const place = convert(conversion, build.dockerfile);
    if (!place) return none('Nothing changes files in its stage.');
    return {
      safe: false,
      reason: `The Go toolchain is needed to build ${started.name} and not to run it.`,
      effect: 'The toolchain, the module cache and the sources stay out of the image: hundreds of megabytes.',
      question: `${questionFor(files.whole, cgo)}${questionAboutTools(packages)}`,
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
    if (words.includes('-o') && output?.endsWith(`/${name}`)) return output.startsWith('/') ? output : undefined;
    if (task.verb === 'install' && step.workdir !== undefined) return `/go/bin/${name}`;
  }
  return undefined;
}

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

function questionFor(whole: string | undefined, cgo: 'none' | 'used' | 'unknown'): string {
  const parts = [
    whole && `Whole folders are copied, because ${whole}: is less enough?`,
    cgo === 'used' && 'C libraries are linked: are those that it loads in the last stage?',
    cgo === 'unknown' && 'It may be linked with C libraries: are they in the last stage?',
    'Does the program call others, or read files outside its folder, at run time?',
  ];
  return parts.filter((part) => part !== false && part !== undefined).join(' ');
}
