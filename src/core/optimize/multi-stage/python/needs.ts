import type { BuildModel, StageModel } from '../../model/build-model.ts';
import { runningBehindHeaders } from '../loaded-by-name.ts';
import { tasksOf } from '../preconditions.ts';
import { missingPackages, pinned, type SystemPackages } from '../system-packages.ts';
import { isCalledBySources } from '../tools-for-people.ts';
import { areImported } from './development.ts';

/** What a package of Python calls, or loads by its name, of what the full image has and the slim one lacks. */
interface Need {
  /** As a list of requirements names it, in lower case. */
  readonly package: RegExp;
  /** What sources import of it, where it is often there without being used. */
  readonly module?: string;
  /** In Debian; none where what is needed has another name in each version. */
  readonly brings: readonly string[];
}

const needs: readonly Need[] = [
  { package: /^gitpython$/, module: 'git', brings: ['git'] },
  { package: /^psycopg$/, brings: ['libpq5'] },
  { package: /^mysqlclient$/, brings: ['libmariadb3'] },
  { package: /^(cairocffi|cairosvg)$/, brings: ['libcairo2'] },
  { package: /^wand$/, module: 'wand', brings: ['imagemagick'] },
  { package: /^ansible(-core)?$/, brings: ['openssh-client'] },
  { package: /^(python-magic|file-magic)$/, module: 'magic', brings: ['libmagic1'] },
  // What it loads is another list in each of its versions.
  { package: /^weasyprint$/, brings: [] },
];

/**
 * Packages of the system that the slim image has to get beside those that a Dockerfile names for it: what starts and
 * what packages of Python call of the full image, and what packages of headers have brought along.
 *
 * @param isFull whether what the full image has was there
 * @param image the one of the last stage
 * @returns the reason, as a sentence, where something is needed whose package is not known
 */
export function neededPackages(
  build: BuildModel,
  stage: StageModel,
  packages: SystemPackages,
  isFull: boolean,
  isUsedAtStart: (program: string) => boolean,
  image: string,
): readonly string[] | string {
  const { running, building } = packages;
  const behind = runningBehindHeaders(packages);
  const isCalled = (program: string) => isUsedAtStart(program) || isCalledBySources(build.context, [program]);
  const named = isFull ? [...missingPackages(packages, isCalled)] : [];
  const asked = requirementsOf(stage, build);
  for (const need of needs) {
    const name = asked.find((each) => need.package.test(each));
    if (name === undefined || !isWanted(need, build)) continue;
    if (need.brings.length > 0) named.push(...need.brings.filter((each) => isFull || building.includes(each)));
    else if (isFull && ![...running, ...behind].some((each) => each.startsWith('libpango')))
      return `${name} loads libraries of the full image by their names.`;
  }
  const missing = [...new Set(named)].filter((name) => !running.includes(name) && !behind.includes(name));
  // Who installs it already knows in what version.
  const own = building.filter((name) => missing.includes(name));
  return [
    ...behind,
    ...own,
    ...pinned(
      missing.filter((name) => !own.includes(name)),
      image,
    ),
  ];
}

function isWanted({ module }: Need, { context }: BuildModel): boolean {
  return module === undefined || !context?.complete || areImported([module], context);
}

const lists =
  /(^|\/)(requirements[^/]*\.(txt|in)|requirements\/[^/]+\.(txt|in)|pyproject\.toml|Pipfile|setup\.(py|cfg))$/;

/** The packages that are asked for in manifests and on command lines, in lower case; what they bring along is not known. */
function requirementsOf(stage: StageModel, { context }: BuildModel): readonly string[] {
  const texts = (context?.sent ?? []).filter((path) => lists.test(path)).map((path) => context?.text(path) ?? '');
  const words = tasksOf(stage)
    .filter(({ task }) => task.purpose === 'dependencies')
    .flatMap(({ task }) => task.command.words.map(({ value }) => value));
  const found = [...texts.join('\n').matchAll(/(?:^|["'])\s*([A-Za-z][\w.-]*)(\[[^\]]*\])?/gm), ...words.map(asMatch)];
  const names = found.flatMap(([, name = '', extras = '']) => {
    const plain = name.toLowerCase().replace(/[._]/g, '-');
    // With these it brings the library itself, or is linked with it.
    return plain === 'psycopg' && /binary|\bc\b/.test(extras) ? ['psycopg-binary'] : [plain];
  });
  return names.some((name) => /^psycopg-(binary|c)$/.test(name)) ? names.filter((name) => name !== 'psycopg') : names;
}

function asMatch(word: string): readonly (string | undefined)[] {
  return /^([A-Za-z][\w.-]*)(\[[^\]]*\])?/.exec(word) ?? [];
}
