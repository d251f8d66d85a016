import type { BuildModel, StageModel } from '../../model/build-model.ts';
import type { Program } from '../../model/launch.ts';
import { joinPath } from '../../model/steps.ts';
import type { TaskInStep } from '../preconditions.ts';

export interface CargoRun {
  /** Absolute path of what `cargo run` starts. */
  readonly program: string;
  /** What starts it without cargo, as an instruction. */
  readonly start: readonly string[];
}

/** @returns what `cargo run` starts of what a RUN has built, or the reason why that is not known */
export function cargoRun(
  { words, folder, instruction }: Program,
  builds: readonly TaskInStep[],
  build: BuildModel,
): CargoRun | string {
  const [verb, ...given] = words;
  const end = given.indexOf('--');
  const options = end < 0 ? given : given.slice(0, end);
  const args = end < 0 ? [] : given.slice(end + 1);
  if (verb !== 'run' && verb !== 'r') return 'Cargo itself is started: it is needed to run the program.';
  const { entrypoint, command: added } = build.final.launch;
  if (entrypoint && added) return 'Cargo is started by ENTRYPOINT: what CMD adds to it is not known.';
  if (folder === undefined) return 'The folder that cargo runs in is not known.';
  const isRelease = isOfRelease(options);
  const isBuilt = builds.some(
    ({ task, step }) =>
      task.verb !== 'install' &&
      step.workdir === folder &&
      isOfRelease(task.command.words.map(({ value }) => value)) === isRelease,
  );
  if (!isBuilt) return 'cargo run compiles the program anew when the container starts: no RUN builds the same.';
  const elsewhere = /CARGO_(BUILD_)?TARGET_DIR|--target\b|--target-dir|--profile/.exec(build.dockerfile.text);
  if (elsewhere) return `${elsewhere[0]} says that the target folder is another.`;
  const rest = options.filter((word) => !/^(-r|--release|-q|--quiet|--locked|--offline|--frozen)$/.test(word));
  const named = /^(--bin)$/.test(rest[0] ?? '') && rest.length === 2 ? rest[1] : undefined;
  if (rest.length > 0 && named === undefined) return `Which program cargo run ${rest.join(' ')} starts is not known.`;
  const name = named ?? binaryIn(folder, build);
  if (name === undefined) return 'Which program cargo run starts is not known.';
  const place = `target/${isRelease ? 'release' : 'debug'}/${name}`;
  const command = [`./${place}`, ...args];
  const isShell = instruction.command?.form === 'shell' && args.some((arg) => /[$"'\\]/.test(arg));
  if (isShell) return 'What cargo run hands over is for a shell to read.';
  return {
    program: joinPath(folder, place) as string,
    start: [`${entrypoint ? 'ENTRYPOINT' : 'CMD'} ${JSON.stringify(command).replaceAll('","', '", "')}`],
  };
}

function isOfRelease(words: readonly string[]): boolean {
  return words.some((word) => word === '--release' || word === '-r');
}

/** The one program of the package in a folder; undefined where it has several, or is one of several packages. */
function binaryIn(folder: string, { context, final }: BuildModel): string | undefined {
  const from = copiedTo(`${folder}/Cargo.toml`, final);
  const manifest = from === undefined ? undefined : context?.text(from);
  if (!context?.complete || from === undefined || manifest === undefined) return undefined;
  const root = from.slice(0, -'Cargo.toml'.length);
  if (/^\s*\[workspace\b/m.test(manifest) || copiedTo(joinPath(folder, '../Cargo.toml') as string, final))
    return undefined;
  const sources = context.under(root.replace(/\/$/, ''));
  if (sources.some((path) => path.startsWith(`${root}src/bin/`) || path.startsWith(`${root}.cargo/`))) return undefined;
  // What cargo tells a program that it runs, nobody tells it otherwise.
  if (sources.some((path) => path.endsWith('.rs') && /\bvar(_os)?\(\s*"CARGO/.test(context.text(path) ?? '')))
    return undefined;
  const binaries = [...manifest.matchAll(/^\s*\[\[bin\]\]([^[]*)/gm)].map(([, text = '']) => text);
  if (binaries.length > 1) return undefined;
  const section = binaries[0] ?? /^\s*\[package\]([^[]*)/m.exec(manifest)?.[1];
  return /^\s*name\s*=\s*["']([\w-]+)["']/m.exec(section ?? '')?.[1];
}

function copiedTo(path: string, stage: StageModel): string | undefined {
  return stage.copied.flatMap(({ files = [] }) => files).findLast(({ to }) => to === path)?.from;
}
