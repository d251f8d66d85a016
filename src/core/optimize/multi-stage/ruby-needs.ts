import type { BuildModel, StageModel } from '../model/build-model.ts';
import { runningBehindHeaders } from './loaded-by-name.ts';
import { packagesOfNode, programsOfNode } from './php-assets.ts';
import { tasksOf } from './preconditions.ts';
import { missingPackages, pinned, type SystemPackages } from './system-packages.ts';
import { isNamedByFiles } from './tools-for-people.ts';

/** What gems call, or load by a name, of what the full image has and the slim one lacks, by packages of Debian. */
const needs: readonly [gem: RegExp, brings: string][] = [
  [/^mysql2$/, 'libmariadb3'],
  [/^(mini_magick|rmagick|paperclip|kt-paperclip)$/, 'imagemagick'],
  [/^git$/, 'git'],
];

/** Gems that want more of the full image than is known. */
const unknown = /^(wkhtmltopdf[\w-]*|grover|rugged)$/;

/**
 * Packages of the system that the slim image has to get beside those that a Dockerfile names for it.
 *
 * @param isFull whether what the full image has was there
 * @param image the one of the last stage
 * @returns the reason, as a sentence, where a gem needs what is not known
 */
export function neededByGems(
  build: BuildModel,
  packages: SystemPackages,
  isFull: boolean,
  isUsedAtStart: (program: string) => boolean,
  image: string,
): readonly string[] | string {
  const { running, building } = packages;
  const behind = runningBehindHeaders(packages);
  const gems = gemsIn(build, 'Gemfile', /^\s*gem\s*\(?\s*['"]([\w-]+)/gm);
  const named = isFull ? [...missingPackages(packages, isUsedAtStart)] : [];
  const calling = gems.find((gem) => unknown.test(gem));
  if (isFull && calling !== undefined) return `The gem ${calling} calls programs or loads libraries of the full image.`;
  for (const [gem, brings] of needs) {
    if (gems.some((name) => gem.test(name)) && (isFull || building.includes(brings))) named.push(brings);
  }
  // It works with either, and nobody installs the one without wanting it.
  const hasVips = [...running, ...behind].some((name) => name.startsWith('libvips'));
  if (isFull && gems.includes('image_processing') && !hasVips) named.push('imagemagick');
  // It comes along with its package managers.
  const isNodeInstalled = building.some((name) => packagesOfNode.includes(name));
  if (isNodeInstalled && callsNode(build)) named.push('nodejs');
  const missing = [...new Set(named)].filter((name) => !running.includes(name) && !behind.includes(name));
  const own = building.filter((name) => missing.includes(name));
  const others = missing.filter((name) => !own.includes(name));
  return [
    ...behind,
    ...own,
    ...(others.includes('nodejs') ? ['nodejs'] : []),
    ...pinned(
      others.filter((name) => name !== 'nodejs'),
      image,
    ),
  ];
}

/** Whether Node is needed to run: gems that compile scripts call it wherever they are loaded. */
function callsNode(build: BuildModel): boolean {
  const names = [
    ...gemsIn(build, 'Gemfile.lock', /^ {4,}([\w-]+)/gm),
    ...gemsIn(build, 'Gemfile', /['"]([\w-]+)['"]/g),
  ];
  return names.length === 0 || (names.includes('execjs') && !names.includes('mini_racer'));
}

/** Node and its package managers, where they only build what browsers load. */
export function nodeForBuilding(build: BuildModel, isUsedAtStart: (program: string) => boolean): RegExp | undefined {
  const { context } = build;
  if (!context?.complete || context.text('Gemfile.lock') === undefined || callsNode(build)) return undefined;
  if (programsOfNode.some(isUsedAtStart) || isNamedByFiles(context, programsOfNode)) return undefined;
  return new RegExp(`^(${packagesOfNode.join('|')})$`);
}

/** What was installed to build the assets, where they are built: nothing reads it again. */
export function modulesOfAssets(stage: StageModel, folder: string, { context }: BuildModel): readonly string[] {
  const isBuilt = tasksOf(stage).some(({ task }) =>
    task.command.words.some(({ value }) => value === 'assets:precompile'),
  );
  const isInstalled = stage.copied.some(({ files }) => files?.some(({ to }) => to === `${folder}/package.json`));
  return isBuilt && isInstalled && context?.complete ? [`${folder}/node_modules`] : [];
}

function gemsIn({ context }: BuildModel, path: string, pattern: RegExp): readonly string[] {
  return [...(context?.text(path) ?? '').matchAll(pattern)].map(([, name]) => name as string);
}
