import type { StageModel } from '../../model/build-model.ts';
import type { RuntimeImage } from '../runtime-image.ts';
import type { SystemPackages } from '../system-packages.ts';

export interface JavaRuntime extends RuntimeImage {
  /** Whether the image is that of the build, since no smaller one is known to go with it. */
  readonly isSame: boolean;
  /** To install in it, as they are written. */
  readonly packages: readonly string[];
}

/** Images of a JDK, or of a build tool with one, in which the version of Java stands behind such a word. */
const withJdk: ReadonlyMap<string, RegExp> = new Map([
  ['maven', /(?:jdk|temurin|openjdk)-?(\d+)/],
  ['gradle', /(?:jdk|temurin|openjdk)-?(\d+)/],
  ['eclipse-temurin', /^(\d+)/],
  ['openjdk', /^(\d+)/],
  ['adoptopenjdk', /^(\d+)/],
  ['scala-sbt', /^(?:eclipse-temurin-(?:[a-z]+-)?)?(\d+)[u.]/],
  ['sbt', /^(\d+)[u.]/],
  ['clojure', /(?:openjdk|temurin)-(\d+)/],
]);
/** Other images that have Java. */
const withJava = /^(amazoncorretto|ibm-semeru-runtimes|sapmachine|ibmjava|graalvm.*|zulu-openjdk.*|liberica-openj.*)$/;
/** Runtimes of other publishers, which their tags name. */
const ofOthers = /corretto|semeru|ibm|openj9|sapmachine|zulu|liberica|microsoft|graal|native/;
/** The versions that Eclipse Temurin has a runtime of. */
const runtimes = new Set(['8', '11', '17', '18', '19', '20', '21', '22', '23', '24', '25']);

/** @returns the image of the Java runtime that goes with the JDK of a stage, or why there is none */
export function javaRuntime({ base }: StageModel, { running, building }: SystemPackages): JavaRuntime | string {
  if (!base) return 'What FROM names is a variable.';
  const same: JavaRuntime = {
    image: base.text,
    imageFolder: imageFolders.get(base.name) ?? '/',
    isSame: true,
    packages: running,
  };
  const installed = [...running, ...building].filter((name) => runtimeOf(name) !== undefined);
  if (installed.length > 0) {
    if (!/^(debian|ubuntu|alpine)$/.test(base.name)) return `${base.text} may have another Java than ${installed[0]}.`;
    const others = running.filter((name) => !installed.includes(name));
    return { ...same, isSame: false, packages: [...others, ...installed.map((name) => runtimeOf(name) as string)] };
  }
  const pattern = withJdk.get(base.name);
  if (!pattern && !withJava.test(base.name)) return `Which Java runtime goes with ${base.text} is not known.`;
  const version = pattern?.exec(base.tag ?? '')?.[1];
  if (version === undefined || ofOthers.test(base.tag ?? '') || !runtimes.has(version)) {
    // Its manager of packages may not be the one that a smaller image would have.
    return running.length === 0 || base.packageManager ? same : `Which packages ${base.text} takes is not known.`;
  }
  const release = base.isAlpine ? '-alpine' : /(?:^|-)(noble|jammy|focal)(?:-|$)/.exec(base.tag ?? '')?.[1];
  const suffix = release === undefined ? '' : release.startsWith('-') ? release : `-${release}`;
  return { image: `eclipse-temurin:${version}-jre${suffix}`, imageFolder: '/', isSame: false, packages: running };
}

const imageFolders: ReadonlyMap<string, string> = new Map([['gradle', '/home/gradle']]);

/** The package of a runtime, by that of its JDK in Debian, Ubuntu or Alpine; a version stays as it is. */
function runtimeOf(name: string): string | undefined {
  const [, debian, headless, version = ''] = /^(openjdk-\d+|default)-jdk(-headless)?(=.*)?$/.exec(name) ?? [];
  if (debian !== undefined) return `${debian}-jre${headless ?? ''}${version}`;
  const [, alpine, pinned = ''] = /^(openjdk\d+)(?:-jdk)?([=~<>].*)?$/.exec(name) ?? [];
  return alpine === undefined ? undefined : `${alpine}-jre${pinned}`;
}

/** Programs of a full image, or of a build tool, that the image of a runtime lacks. */
const lacking: readonly string[] = [
  'git',
  'unzip',
  'psql',
  'convert',
  'svn',
  'jcmd',
  'jstack',
  'jmap',
  'jps',
  'javac',
  'jshell',
];

/** What starts, or is probed, with a program that the runtime is not known to have; undefined where it has all. */
export function lackingProgram(
  { isSame, image, packages }: JavaRuntime,
  isUsedAtStart: (program: string) => boolean,
): string | undefined {
  if (isSame) return undefined;
  const isAlpine = /alpine/.test(image);
  // Ubuntu’s runtime has curl, Alpine has wget, and neither has both.
  const more = /^eclipse-temurin/.test(image) ? [isAlpine ? 'curl' : 'wget'] : ['curl', 'wget'];
  const has = (program: string) => packages.some((name) => name === program || name.startsWith(`${program}=`));
  return [...lacking, ...more].find((program) => isUsedAtStart(program) && !has(program));
}
