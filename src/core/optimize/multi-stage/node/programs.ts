import type { BuildModel } from '../../model/build-model.ts';
import type { SystemPackages } from '../system-packages.ts';
import { isCalledBySources } from '../tools-for-people.ts';
import { type NodePackage, namesIn } from './packages.ts';

/** What node-gyp runs. */
export const forNativePackages = /^(python[23]?|python3-minimal|python-is-python3)$/;

/** Programs that a build fetches and unpacks with, and some applications too. */
const fetchers = /^(git|curl|wget|unzip|zip|bzip2|xz-utils|make)$/;

/** Packages of Node that call a program. */
const callers: Readonly<Record<string, RegExp>> = {
  git: /^(simple-git|gitlog|degit|git-\w+)$/,
  python: /youtube-dl|yt-?dlp|python-shell|pythonia/,
};

/** Whether what runs may call Python, so that it is not there for node-gyp alone. */
export function callsPython({ context }: BuildModel, packages: readonly NodePackage[]): boolean {
  if (!context?.complete) return true;
  const sources = context.sent.filter((path) => /\.[cm]?[jt]sx?$/.test(path) && !/(^|\/)node_modules\//.test(path));
  return (
    sources.length > 3000 ||
    sources.some((path) => /['"`/]python[23]?\b/.test(context.text(path) ?? '')) ||
    isCalledByPackages('python', packages)
  );
}

/** The packages of the system with those among them that only a build seems to need and that what runs calls. */
export function withCalledPrograms(
  all: SystemPackages,
  { context }: BuildModel,
  packages: readonly NodePackage[],
): SystemPackages {
  const called = all.building.filter((name) => {
    const program = name.replace(/[=~<>:].*$/, '');
    if (!fetchers.test(program)) return false;
    return isCalledBySources(context, [program]) || isCalledByPackages(program, packages);
  });
  return {
    ...all,
    running: [...all.running, ...called],
    building: all.building.filter((name) => !called.includes(name)),
  };
}

function isCalledByPackages(program: string, packages: readonly NodePackage[]): boolean {
  const caller = Object.hasOwn(callers, program) ? callers[program] : undefined;
  return packages.some((each) => namesIn(each, 'dependencies').some((name) => caller?.test(name)));
}
