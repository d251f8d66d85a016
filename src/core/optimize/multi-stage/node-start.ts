import type { ContextFiles } from '../context.ts';
import type { StageModel } from '../model/build-model.ts';
import type { Program } from '../model/launch.ts';
import { joinPath } from '../model/steps.ts';

/** A `package.json` that comes into the image from the build context. */
export interface NodePackage {
  /** Folder in the image, absolute. */
  readonly folder: string;
  /** Folder in the build context; '' for the context itself. */
  readonly from: string;
  readonly manifest: Readonly<Record<string, unknown>>;
}

/** The package that lies in a folder of the image. */
export function packageIn(
  folder: string,
  stage: StageModel,
  context: ContextFiles | undefined,
): NodePackage | undefined {
  const wanted = joinPath(folder, 'package.json');
  for (const { files } of stage.copied) {
    const file = files?.find(({ to }) => to === wanted);
    const manifest = file && context?.json(file.from);
    if (manifest) return { folder, from: file.from.replace(/\/?package\.json$/, ''), manifest };
  }
  return undefined;
}

export interface NodeStart {
  /** The file that `node` runs, absolute. */
  readonly entry: string;
  /** Package managers that have a part in it. */
  readonly runners: ReadonlySet<string>;
}

/** Programs that run what is not built, or serve it to who develops it. */
const forDeveloping =
  /^(nodemon|ts-node|ts-node-dev|tsx|ts-node-esm|nest|vite|webpack-dev-server|react-scripts|ng|next|nuxt|astro|gatsby|vue-cli-service|parcel|concurrently|npm-run-all|run-p|run-s|babel-node|swc-node)$/;

/** @returns what is started, or the reason why it cannot be told */
export function nodeStart(programs: readonly Program[], own: NodePackage | undefined): NodeStart | string {
  const runners = new Set<string>();
  const main = programs.find(({ name }) => !/^(export|cd|set|exec|echo|sleep)$/.test(name));
  if (!main || programs.length > 3) return 'What the container starts is more than one program.';
  let { name, words } = main;
  const folder = main.folder;
  for (let depth = 0; depth < 3; depth++) {
    const base = name.replace(/^.*\//, '');
    if (base === 'node' || base === 'nodejs' || base === 'bun') {
      const script = words.find(
        (word, at) => !word.startsWith('-') && !/^(-r|--require|--import|--env-file)$/.test(words[at - 1] ?? ''),
      );
      const entry = joinPath(folder, script);
      if (entry === undefined || /\$/.test(entry)) return 'Which file Node runs is not known.';
      return { entry, runners };
    }
    if (
      base === 'cross-env' ||
      base === 'dotenv' ||
      base === 'env' ||
      base === 'dumb-init' ||
      base === 'tini' ||
      base === '--'
    ) {
      const rest = words.filter((word) => !/^(--|-[a-z]+|\w+=.*)$/.test(word));
      [name, ...words] = rest as [string, ...string[]];
      if (name === undefined) return 'What the container starts is not known.';
      continue;
    }
    if (/^(npm|yarn|pnpm|bun)$/.test(base)) {
      runners.add(base);
      const wanted =
        words.filter((word) => !word.startsWith('-') && word !== 'run' && word !== 'run-script')[0] ?? 'start';
      const line = scriptNamed(wanted, own);
      if (line === undefined) return `The script “${wanted}” is not known.`;
      if (/[;&|$`]/.test(line)) return `The script “${wanted}” does more than to start one program: ${line}`;
      [name, ...words] = line
        .trim()
        .split(/\s+/)
        .filter((word) => !/^\w+=/.test(word)) as [string, ...string[]];
      continue;
    }
    if (forDeveloping.test(base)) return `${base} is started, which runs or serves what is not built.`;
    return `${base} is started, and what it needs is not known.`;
  }
  return 'What the container starts is not known.';
}

function scriptNamed(name: string, own: NodePackage | undefined): string | undefined {
  const scripts = own?.manifest.scripts as Readonly<Record<string, unknown>> | undefined;
  const line = scripts?.[name];
  if (typeof line === 'string') return line;
  return name === 'start' && own ? 'node server.js' : undefined;
}
