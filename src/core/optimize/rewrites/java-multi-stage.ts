import type { ContextFiles } from '../context.ts';
import type { StageModel } from '../model/build-model.ts';
import type { Tool } from '../model/purpose.ts';
import { convert } from '../multi-stage/convert.ts';
import { javaRuntime, lackingProgram } from '../multi-stage/java/runtime.ts';
import { startedByJava } from '../multi-stage/java/start.ts';
import { singleStage, type TaskInStep, tasksWith, unreadableRun } from '../multi-stage/preconditions.ts';
import { runtimeFiles } from '../multi-stage/runtime-files.ts';
import { sourceFilter } from '../multi-stage/source-files.ts';
import { startOf } from '../multi-stage/start-scripts.ts';
import { installation, systemPackages, usedAtStart } from '../multi-stage/system-packages.ts';
import { isCalledBySources, questionAboutTools, withoutToolsForPeople } from '../multi-stage/tools-for-people.ts';
import { defineRewrite, none } from '../rewrite.ts';

export const javaMultiStage = defineRewrite({
  id: 'java-multi-stage',
  kind: 'multi-stage',
  title: 'Build with Maven, Gradle, sbt or Leiningen in one stage and run on a Java runtime in another',
  safety: 'review',
  precondition:
    'One stage on an image of Maven, Gradle, sbt, Clojure or a JDK, or on Debian, Ubuntu or Alpine with the package of one; `java`, or a start script that the build writes, is what starts.',
  evidence:
    'A service with the JDK weighed 498.7 MB, with the runtime alone 302.9 MB; Maven’s repository comes on top.',
  propose(build) {
    const stage = singleStage(build);
    if (typeof stage === 'string') return none(stage);
    const builds = tools.flatMap((tool) => tasksWith(stage, tool, 'build'));
    if (builds.length === 0) return none('Nothing is built with Maven, Gradle, sbt or Leiningen.');
    const unreadable = unreadableRun(stage);
    if (unreadable) return none(unreadable);
    const start = startOf(stage, build.context);
    const isUsed = usedAtStart(stage, start.scripts);
    const packages = withoutToolsForPeople(systemPackages(stage, isUsed), build, stage, isUsed);
    if (!packages.isKnown) return none('Which system packages are installed is not known.');
    const runtime = javaRuntime(stage, packages);
    if (typeof runtime === 'string') return none(runtime);
    const started = startedByJava(
      start.programs,
      (jar) => isWhole(jar, builds, build.context),
      (word) => valued(word, stage, start.scripts),
    );
    if (typeof started === 'string') return none(started);
    const files = runtimeFiles(build, stage, isJavaSource, started, tools);
    if (typeof files === 'string') return none(files);
    const copies = files.copies.filter(({ path }) => !isOfTool(path, stage.folder));
    const lacking = lackingProgram(runtime, (name) => isUsed(name) || isCalledBySources(build.context, [name]));
    if (lacking !== undefined) return none(`What runs calls ${lacking}, which ${runtime.image} lacks.`);
    const manager = stage.base?.packageManager ?? 'apt';
    const place = convert(
      {
        stage,
        ...runtime,
        setUp: installation(manager, runtime.packages, packages.withRecommended, packages.program),
        copies,
      },
      build.dockerfile,
    );
    if (!place) return none('Nothing changes files in its stage.');
    const isAll = copies.length === files.copies.length;
    const whole = isAll && files.whole && `Whole folders are copied, because ${files.whole}: is less enough? `;
    return {
      safe: false,
      reason: runtime.isSame
        ? 'The sources, and what the build tool downloads, are needed to build the program and not to run it.'
        : 'The JDK, the build tool and its repository are needed to build the program and not to run it.',
      effect: runtime.isSame
        ? `The sources and what the build leaves stay out of the image. It keeps ${runtime.image}: no smaller one is known to go with it.`
        : 'The image has a Java runtime in place of the JDK, and neither the build tool nor what it downloaded.',
      question: `${whole || ''}Does the program ${runtime.isSame ? '' : 'use jcmd, javac or another tool of the JDK, or '}read files outside its folder, at run time?${questionAboutTools(packages)}`,
      places: [place],
    };
  },
});

const isJavaSource = sourceFilter(
  /(\.(java|kt|kts|scala|sc|groovy|gradle|sbt|clj|cljc)|(^|\/)(pom\.xml|project\.clj|deps\.edn|gradle\.properties|gradlew(\.bat)?|mvnw(\.cmd)?|settings\.xml|lombok\.config)|(^|\/)(src\/(main|test|integrationTest)|gradle|buildSrc|\.mvn)\/.*|(^|\/)project\/(build\.properties|project\/.*|target\/.*))$/,
);

/** Where build tools are unpacked, and linked from. */
const ofTools =
  /^\/(usr\/(local\/)?(share|bin|lib)|opt|usr\/local)\/(.*\/)?(apache-)?(maven|mvn|gradle|sbt|ant)([-\w.]*)(\/|$)/;

/** Whether a path is that of a build tool which a command has unpacked, and not of what is started. */
function isOfTool(path: string, folder: string | undefined): boolean {
  return ofTools.test(path) && !`${folder}/`.startsWith(`${path}/`);
}

const tools: readonly Tool[] = ['maven', 'gradle', 'sbt', 'lein'];

/** A word with the values that ENV gives to its variables, unless a script that starts changes one of them. */
function valued(word: string, { steps }: StageModel, scripts: readonly string[]): string {
  const last = steps.at(-1);
  const names = [...word.matchAll(/\$\{?(\w+)\}?/g)].map(([, name = '']) => name);
  const isFixed = (name: string) =>
    steps.some(
      ({ instruction: { keyword, pairs } }) => keyword === 'ENV' && pairs.some((pair) => pair.name.value === name),
    ) && !scripts.some((text) => new RegExp(`\\b${name}=`).test(text));
  if (names.length === 0 || !names.every(isFixed)) return word;
  const value = last?.expand({ raw: word }) ?? '';
  // Several options come in one variable: they are no word.
  return value === '' || /\s/.test(value) ? word : value;
}

/** Plugins that put everything into one archive. */
const packsAll =
  /maven-shade-plugin|spring-boot-maven-plugin|jar-with-dependencies|<classifier>(fat|all|uber)|onejar-maven-plugin/;

function isWhole(jar: string, builds: readonly TaskInStep[], context: ContextFiles | undefined): boolean {
  if (/[-_.](all|fat|uber|jar-with-dependencies)\.jar$/.test(jar)) return true;
  if (
    builds.some(
      ({ task: { tool, verb } }) => (tool === 'sbt' && verb === 'assembly') || (tool === 'lein' && verb === 'uberjar'),
    )
  )
    return true;
  if (builds.some(({ task }) => /^(shadowJar|bootJar|fatJar|buildFatJar|\w*FatJar)$/.test(task.verb ?? '')))
    return true;
  if (!context?.complete) return false;
  const manifests = context.sent.filter((path) => /(^|\/)(pom\.xml|build\.gradle(\.kts)?)$/.test(path));
  const texts = manifests.map((path) => context.text(path) ?? '');
  if (builds.some(({ task }) => task.tool === 'maven')) return texts.some((text) => packsAll.test(text));
  return texts.some((text) =>
    /org\.springframework\.boot|shadow|io\.ktor\.plugin|runtimeClasspath[\s\S]{0,200}\bzipTree\b/.test(text),
  );
}
