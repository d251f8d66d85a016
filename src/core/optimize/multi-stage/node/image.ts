import type { BaseImage } from '../../model/base-image.ts';
import type { StageModel } from '../../model/build-model.ts';
import { missingPackages, pinned, type SystemPackages } from '../system-packages.ts';
import { type NodePackage, namesIn } from './packages.ts';

/** Packages whose programs load libraries of the full image. */
const wantsSystem = /^(prisma|@prisma\/client|gl|libxmljs2?|zeromq|node-rdkafka|oracledb)$/;

/** Packages that start a browser, which brings its libraries where it is a package of the system. */
const drivesBrowser = /^(puppeteer(-core)?|playwright(-core)?)$/;
/** The libraries that canvas loads where it is compiled; the full image has all of them. */
const ofCanvas = [/^libcairo2\b/, /^libpango/, /^libjpeg/, /^librsvg2/];
const browser = /^(chromium|google-chrome-stable|firefox-esr)([=~].*)?$/;

/**
 * Whether a package of Node may load libraries that only the full image has.
 *
 * @param running packages of the system that are installed
 */
export function needsFullImage(name: string, running: readonly string[] = []): boolean {
  if (drivesBrowser.test(name)) return !running.some((each) => browser.test(each));
  if (name === 'canvas') return !ofCanvas.every((library) => running.some((each) => library.test(each)));
  return wantsSystem.test(name);
}

export interface NodeImage {
  readonly image: string;
  /** Packages of the system that it needs: those that were installed, and those that the full image has. */
  readonly packages: readonly string[];
}

/**
 * The image of Node that what was built can run on: the slim one of the same version with the programs of the full
 * one that are called, unless something may want more.
 *
 * @param known all packages that what runs may load
 * @param isUsed whether a program is called at the start
 */
export function nodeImage(
  stage: StageModel,
  packages: SystemPackages,
  known: readonly NodePackage[],
  isUsed: (program: string) => boolean,
): NodeImage {
  const { running, building } = packages;
  const full = (stage.base as NonNullable<StageModel['base']>).text;
  const image = smallImage(stage, building, known, running);
  if (image === full) return { image, packages: running };
  // Prisma looks for the library that its engines are linked with by calling openssl.
  const hasPrisma = known.some((each) => namesIn(each, 'dependencies').includes('@prisma/client'));
  const lacking = [...missingPackages(packages, isUsed), ...(hasPrisma ? ['openssl'] : [])];
  const added = lacking.length === 0 ? [] : [...lacking, 'ca-certificates'];
  const names = new Set(running.map((name) => name.replace(/[=:].*$/, '')));
  return {
    image,
    packages: [
      ...running,
      ...pinned(
        added.filter((name) => !names.has(name)),
        image,
      ),
    ],
  };
}

/** Whether an image is one of Node, or the one of Bun. */
export function isOfNode({ name, text }: BaseImage): boolean {
  return name === 'node' || /^(docker\.io\/)?oven\/bun(:|$)/.test(text);
}

function smallImage(
  { base }: StageModel,
  building: readonly string[],
  known: readonly NodePackage[],
  running: readonly string[],
): string {
  const { text, tag, isSlim, isAlpine } = base as NonNullable<StageModel['base']>;
  const keeps =
    isSlim ||
    isAlpine ||
    known.length === 0 ||
    known
      .flatMap((each) => namesIn(each, 'dependencies'))
      .some((name) => !/^(@prisma\/client|prisma)$/.test(name) && needsFullImage(name, running)) ||
    // Of other headers the library is installed again.
    building.some((name) => /^(libssl|openssl)-dev\b/.test(name));
  if (!keeps && tag === undefined && !text.includes('@')) return `${text}:slim`;
  if (
    keeps ||
    tag === undefined ||
    text.includes('@') ||
    !/^(\d+(\.\d+)*|lts|current|latest|debian)(-(bookworm|bullseye|trixie|buster))?$/.test(tag)
  )
    return text;
  return /^(latest|debian)$/.test(tag) ? text.replace(/:\w+$/, ':slim') : `${text}-slim`;
}
