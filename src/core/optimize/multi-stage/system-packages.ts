import type { StageModel } from '../model/build-model.ts';
import type { Task } from '../model/purpose.ts';
import { tasksOf } from './preconditions.ts';

/** Programs and headers that only a build needs; everything else is taken for something that may be needed to run. */
const forBuilding =
  /^(build-essential|build-base|gcc(-[\d.]+)?(-multilib)?|g\+\+(-[\d.]+)?(-multilib)?|cpp|clang(-\d+)?|clang-tools|lld(-\d+)?|llvm(-\d+)?|make|cmake|ninja-build|ninja|meson|autoconf|automake|libtool|libtool-bin|m4|bison|flex|gperf|nasm|yasm|pkg-config|pkgconf|patch|git|git-core|subversion|mercurial|maven|gradle|ant|go|golang(-.*)?|rust|rustc|rustup|cargo|nodejs-dev|npm|yarn|composer|protobuf|protoc|protobuf-compiler|swig|default-jdk(-headless)?|openjdk-\d+-jdk(-headless)?|.*-dev|.*-devel|musl-dev|linux-headers.*|gfortran|valgrind|gdb|strace|ccache|doxygen|upx|upx-ucl|apt-utils|scons|debhelper|devscripts|dpkg-dev|software-properties-common|apt-transport-https|gnupg2?|lsb-release|xz-utils|bzip2|unzip|zip|wget|curl|python3?-(dev|venv|pip|setuptools|wheel)|php[\d.]*-dev|ruby-dev|virtualenv)$/;

export function isForBuilding(program: string): boolean {
  return forBuilding.test(program);
}

export interface SystemPackages {
  /** To install again in the stage that runs, in order, as they are written. */
  readonly running: readonly string[];
  readonly building: readonly string[];
  /** Whether there were headers to compile with, even if they are taken away again: libraries came with them. */
  readonly hasHeaders: boolean;
  /** Whether what is only recommended comes along. */
  readonly withRecommended: boolean;
  /** The program that installed them, where one alone did: who has not pinned what `apt` installs was not told to. */
  readonly program: 'apt' | 'apt-get';
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
  let hasHeaders = false;
  const programs = new Set<string>();
  const tasks = tasksOf(stage);
  for (const { task, step } of tasks) {
    if (task.purpose !== 'packages') continue;
    if (task.verb !== 'install') {
      isKnown = false;
      continue;
    }
    programs.add(task.command.name);
    const words = task.command.words.map(({ value }) => value);
    const names = words.filter(
      (value, at) => !/^(-|install$|add$|\/dev\/null$)/.test(value) && !withValue.test(words[at - 1] ?? ''),
    );
    if (!task.command.words.some(({ value }) => /no-install-recommends|Install-Recommends=(false|0)/i.test(value))) {
      withRecommended = true;
    }
    const before = running.length;
    for (const name of names) {
      if (/[$`]/.test(name)) isKnown = false;
      if (/-dev$/.test(name)) hasHeaders = true;
      const program = name.replace(/[=:].*$/, '');
      // What the same RUN takes away again is in no layer.
      const removal = tasks.findLast((each) => takesAway(each.task, program) && each.step.index >= step.index);
      if (removal?.step.index === step.index) continue;
      if (removal) building.push(name);
      else if ((isForBuilding(program) || alsoForBuilding?.test(program)) && !isUsedAtStart(program))
        building.push(name);
      else running.push(name);
    }
    // What comes from elsewhere is another version here, or is not here at all.
    if (running.length > before && words.some((word) => /^(-X|--repository)(=|$)/.test(word))) isKnown = false;
  }
  if (running.length > 0 && addsRepositories(stage, running)) isKnown = false;
  const program = programs.size === 1 && programs.has('apt') ? 'apt' : 'apt-get';
  return { running, building, hasHeaders, withRecommended, program, isKnown };
}

function takesAway({ purpose, verb, command: { words } }: Task, name: string): boolean {
  return (
    purpose === 'clean-up' &&
    /^(remove|purge|autoremove|del|erase)$/.test(verb ?? '') &&
    words.some(({ value }) => value === name)
  );
}

/** Flags of apt and apk whose next word is no package. */
const withValue = /^(-t|--virtual|-X|--repository|--target-release|--default-release|-o|-c)$/;

/** Whether packages may come from elsewhere than from the distribution, which another image does not know. */
function addsRepositories(stage: StageModel, running: readonly string[]): boolean {
  const isOfNode = running.some((name) => /^(nodejs|npm|yarn)([=/]|$)/.test(name));
  return stage.steps.some(({ instruction: { keyword, command, words } }) => {
    const script = keyword === 'RUN' && command?.form === 'shell' ? command.script.text : '';
    // They hold Node and its package managers, and nothing else.
    if (!isOfNode && /nodesource|dl\.yarnpkg\.com/.test(script)) return false;
    return (
      /add-apt-repository|apt-key|sources\.list|apt\.conf|nodesource|\bdpkg -i\b|dpkg --install/.test(script) ||
      words.some(({ value }) => value.startsWith('/etc/apt/'))
    );
  });
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

/** What the packages above are at in releases of Debian, all but the part that fixes change. */
const versions: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  trixie: {
    curl: '8.14.*',
    wget: '1.25.*',
    git: '1:2.47.*',
    unzip: '6.0-*',
    procps: '2:4.0.*',
    imagemagick: '8:7.1.*',
    'postgresql-client': '17+*',
  },
  bookworm: {
    curl: '7.88.*',
    wget: '1.21.*',
    git: '1:2.39.*',
    unzip: '6.0-*',
    procps: '2:4.0.*',
    imagemagick: '8:6.9.*',
    'postgresql-client': '15+*',
  },
  bullseye: {
    curl: '7.74.*',
    wget: '1.21-*',
    git: '1:2.30.*',
    unzip: '6.0-*',
    procps: '2:3.3.*',
    imagemagick: '8:6.9.*',
    'postgresql-client': '13+*',
  },
};

/**
 * The same, of whatever release: the part that no release has changed. In front of a `*` at the end apt takes every
 * letter for what it is, so that a pattern needs one more.
 */
const versionsOfAny: Readonly<Record<string, string>> = {
  'ca-certificates': '20*',
  curl: '[78].*?',
  wget: '1.*',
  git: '1:2.*',
  unzip: '6.0-*',
  openssl: '[13].*?',
  procps: '2:[34].*?',
  imagemagick: '8:[67].*?',
  'openssh-client': '1:*',
  libpq5: '1*',
  libmariadb3: '1:1*',
  libcairo2: '1.*',
};

/** Packages with the versions that the release of an image has, as far as they are known. */
export function pinned(names: readonly string[], image: string): readonly string[] {
  const release = Object.keys(versions).find((each) => image.includes(each)) ?? '';
  return names.map((name) => {
    const version = versions[release]?.[name] ?? versionsOfAny[name];
    return version === undefined ? name : `${name}=${version}`;
  });
}

/** The programs that start, are probed, or are called by the scripts that start, by their words. */
export function usedAtStart(stage: StageModel, scripts: readonly string[] = []): (program: string) => boolean {
  const texts = stage.steps
    .filter(({ instruction }) => /^(CMD|ENTRYPOINT|HEALTHCHECK)$/.test(instruction.keyword))
    .flatMap(({ instruction: { command } }) =>
      !command ? [] : command.form === 'shell' ? [command.script.text] : command.arguments.map(({ value }) => value),
    );
  // Of a path, its last part: the folders of one are no programs.
  const named = [...texts, ...scripts].map((text) => text.replace(/[\w.+-]+\//g, '/'));
  const words = new Set(named.join(' ').split(/[^\w.+-]+/));
  return (program) => words.has(program);
}

/**
 * One RUN that installs packages and leaves nothing else behind.
 *
 * @param withRecommended whether to install what is only recommended too, as it was before
 * @param program which of the two calls apt
 */
export function installation(
  manager: 'apt' | 'apk' | 'rpm',
  packages: readonly string[],
  withRecommended = false,
  program: 'apt' | 'apt-get' = 'apt-get',
): string[] {
  if (packages.length === 0) return [];
  const names = packages.join(' ');
  if (manager === 'apk') return [`RUN apk add --no-cache ${names}`];
  if (manager === 'rpm') return [`RUN dnf install -y ${names} && dnf clean all`];
  const flags = withRecommended ? '-y' : '-y --no-install-recommends';
  return [`RUN ${program} update && ${program} install ${flags} ${names} && rm -rf /var/lib/apt/lists/*`];
}
