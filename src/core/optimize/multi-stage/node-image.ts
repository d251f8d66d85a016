import type { StageModel } from '../model/build-model.ts';
import { type NodePackage, namesIn } from './node-packages.ts';

/** Packages whose programs load libraries of the full image. */
const wantsSystem =
  /^(canvas|puppeteer(-core)?|playwright(-core)?|prisma|@prisma\/client|sharp|gl|libxmljs2?|zeromq|node-rdkafka|oracledb)$/;

/**
 * The image of Node that what was built can run on: the slim one of the same version, unless something may want
 * more of the full one.
 *
 * @param building packages of the system that only the build needs
 */
export function nodeImage({ base }: StageModel, building: readonly string[], own: NodePackage | undefined): string {
  const { text, tag, isSlim, isAlpine } = base as NonNullable<StageModel['base']>;
  const keeps =
    isSlim ||
    isAlpine ||
    !own ||
    namesIn(own, 'dependencies').some((name) => wantsSystem.test(name)) ||
    building.some((name) => /-dev$/.test(name));
  if (
    keeps ||
    tag === undefined ||
    text.includes('@') ||
    !/^(\d+(\.\d+)*|lts|current|latest)(-(bookworm|bullseye|trixie|buster))?$/.test(tag)
  )
    return text;
  return tag === 'latest' ? text.replace(/:latest$/, ':slim') : `${text}-slim`;
}
