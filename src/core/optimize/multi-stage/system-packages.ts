import type { StageModel } from '../model/build-model.ts';
import { tasksOf } from './preconditions.ts';

/** Programs and headers that only a build needs; everything else is taken for something that may be needed to run. */
const forBuilding =
  /^(build-essential|gcc(-[\d.]+)?|g\+\+(-[\d.]+)?|cpp|clang(-\d+)?|clang-tools|lld(-\d+)?|llvm(-\d+)?|make|cmake|ninja-build|ninja|meson|autoconf|automake|libtool|libtool-bin|m4|bison|flex|gperf|nasm|yasm|pkg-config|pkgconf|patch|git|git-core|subversion|mercurial|maven|gradle|ant|golang(-.*)?|rustc|cargo|nodejs-dev|npm|yarn|composer|protobuf-compiler|swig|default-jdk(-headless)?|openjdk-\d+-jdk(-headless)?|.*-dev|.*-devel|musl-dev|linux-headers.*|gfortran|valgrind|gdb|strace|ccache|debhelper|devscripts|dpkg-dev|software-properties-common|apt-transport-https|gnupg2?|lsb-release|xz-utils|bzip2|unzip|zip|wget|curl|python3?-(dev|venv|pip|setuptools|wheel)|php[\d.]*-dev|ruby-dev|virtualenv)$/;

export interface SystemPackages {
  /** To install again in the stage that runs, in order, as they are written. */
  readonly running: readonly string[];
  readonly building: readonly string[];
  /** Whether what is only recommended comes along. */
  readonly withRecommended: boolean;
  /** What the script of an installation holds that is not known to be one or the other. */
  readonly isKnown: boolean;
}

/**
 * The packages of apt, apk and the like that a stage installs, by what they are for.
 *
 * @param alsoForBuilding what only the build needs in an ecosystem
 */
export function systemPackages(
  stage: StageModel,
  isUsedAtStart: (program: string) => boolean,
  alsoForBuilding?: RegExp,
): SystemPackages {
  const running: string[] = [];
  const building: string[] = [];
  let isKnown = true;
  let withRecommended = false;
  for (const { task } of tasksOf(stage)) {
    if (task.purpose !== 'packages') continue;
    if (task.verb !== 'install') {
      isKnown = false;
      continue;
    }
    const words = task.command.words.map(({ value }) => value);
    const names = words.filter(
      (value, at) => !/^(-|install$|add$|\/dev\/null$)/.test(value) && !withValue.test(words[at - 1] ?? ''),
    );
    if (!task.command.words.some(({ value }) => /no-install-recommends|Install-Recommends=(false|0)/i.test(value))) {
      withRecommended = true;
    }
    for (const name of names) {
      if (/[$`]/.test(name)) isKnown = false;
      const program = name.replace(/[=:].*$/, '');
      if ((forBuilding.test(program) || alsoForBuilding?.test(program)) && !isUsedAtStart(program)) building.push(name);
      else running.push(name);
    }
  }
  if (running.length > 0 && addsRepositories(stage)) isKnown = false;
  return { running, building, withRecommended, isKnown };
}

/** Flags of apt and apk whose next word is no package. */
const withValue = /^(-t|--virtual|-X|--repository|--target-release|--default-release|-o|-c)$/;

/** Whether packages may come from elsewhere than from the distribution, which another image does not know. */
function addsRepositories(stage: StageModel): boolean {
  return stage.steps.some(
    ({ instruction: { keyword, command, words } }) =>
      (keyword === 'RUN' &&
        /add-apt-repository|apt-key|sources\.list|apt\.conf|nodesource|\bdpkg -i\b|dpkg --install/.test(
          command?.form === 'shell' ? command.script.text : '',
        )) ||
      words.some(({ value }) => value.startsWith('/etc/apt/')),
  );
}

/** Programs that images with compilers have, and their slim ones lack, by their packages in Debian. */
const ofTheFullImage: Readonly<Record<string, string>> = {
  curl: 'curl',
  wget: 'wget',
  git: 'git',
  unzip: 'unzip',
  ps: 'procps',
  pgrep: 'procps',
  convert: 'imagemagick',
  psql: 'postgresql-client',
};

/** Packages that nobody had to install before, and that the start or the health check would need in a small image. */
export function missingPackages(
  { running }: SystemPackages,
  isUsedAtStart: (program: string) => boolean,
): readonly string[] {
  const names = Object.entries(ofTheFullImage).flatMap(([program, name]) => (isUsedAtStart(program) ? [name] : []));
  return [...new Set(names)].filter((name) => !running.includes(name));
}

/** The programs that start, are probed, or are called by the scripts that start, by their words. */
export function usedAtStart(stage: StageModel, scripts: readonly string[] = []): (program: string) => boolean {
  const texts = stage.steps
    .filter(({ instruction }) => /^(CMD|ENTRYPOINT|HEALTHCHECK)$/.test(instruction.keyword))
    .flatMap(({ instruction: { command } }) =>
      !command ? [] : command.form === 'shell' ? [command.script.text] : command.arguments.map(({ value }) => value),
    );
  const words = new Set([...texts, ...scripts].join(' ').split(/[^\w.+-]+/));
  return (program) => words.has(program);
}

/**
 * One RUN that installs packages and leaves nothing else behind.
 *
 * @param withRecommended whether to install what is only recommended too, as it was before
 */
export function installation(
  manager: 'apt' | 'apk' | 'rpm',
  packages: readonly string[],
  withRecommended = false,
): string[] {
  if (packages.length === 0) return [];
  const names = packages.join(' ');
  if (manager === 'apk') return [`RUN apk add --no-cache ${names}`];
  if (manager === 'rpm') return [`RUN dnf install -y ${names} && dnf clean all`];
  const flags = withRecommended ? '-y' : '-y --no-install-recommends';
  return [`RUN apt-get update && apt-get install ${flags} ${names} && rm -rf /var/lib/apt/lists/*`];
}
