import type { StageModel } from '../model/build-model.ts';
import { type NodePackage, namesIn } from './node-packages.ts';

/** Packages whose programs load libraries of the full image. */
const wantsSystem =
  /^(canvas|puppeteer(-core)?|playwright(-core)?|prisma|@prisma\/client|gl|libxmljs2?|zeromq|node-rdkafka|oracledb)$/;

/** Packages that start a browser, which brings its libraries where it is a package of the system. */
const drivesBrowser = /^(puppeteer(-core)?|playwright(-core)?)$/;
const browser = /^(chromium|google-chrome-stable|firefox-esr)([=~].*)?$/;

/**
 * Whether a package of Node may load libraries that only the full image has.
 *
 * @param running packages of the system that are installed
 */
export function needsFullImage(name: string, running: readonly string[] = []): boolean {
  return wantsSystem.test(name) && !(drivesBrowser.test(name) && running.some((each) => browser.test(each)));
}

/**
 * The image of Node that what was built can run on: the slim one of the same version, unless something may want
 * more of the full one.
 *
 * @param building packages of the system that only the build needs
 * @param running those that are installed again
 */
export function nodeImage(
  { base }: StageModel,
  building: readonly string[],
  own: NodePackage | undefined,
  running: readonly string[],
): string {
  const { text, tag, isSlim, isAlpine } = base as NonNullable<StageModel['base']>;
  const keeps =
    isSlim ||
    isAlpine ||
    !own ||
    namesIn(own, 'dependencies').some((name) => needsFullImage(name, running)) ||
    // Of other headers the library is installed again.
    building.some((name) => /^(libssl|openssl)-dev\b/.test(name));
  if (!keeps && tag === undefined && !text.includes('@')) return `${text}:slim`;
  if (
    keeps ||
    tag === undefined ||
    text.includes('@') ||
    !/^(\d+(\.\d+)*|lts|current|latest)(-(bookworm|bullseye|trixie|buster))?$/.test(tag)
  )
    return text;
  return tag === 'latest' ? text.replace(/:latest$/, ':slim') : `${text}-slim`;
}
