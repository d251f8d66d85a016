import type { ContextFiles } from '../context.ts';
import type { StageModel } from '../model/build-model.ts';
import { convert } from '../multi-stage/convert.ts';
import { nodeImage } from '../multi-stage/node/image.ts';
import { withLibraries } from '../multi-stage/node/native-modules.ts';
import { isWorkspace, type NodePackage, namesIn, nodePackages } from '../multi-stage/node/packages.ts';
import { withCalledPrograms } from '../multi-stage/node/programs.ts';
import { nodeStart } from '../multi-stage/node/start.ts';
import { singleStage, tasksOf, unreadableRun } from '../multi-stage/preconditions.ts';
import { runtimeFiles } from '../multi-stage/runtime-files.ts';
import { sourceFilter } from '../multi-stage/source-files.ts';
import { installation, systemPackages, usedAtStart } from '../multi-stage/system-packages.ts';
import { withUpgrade } from '../multi-stage/system-upgrade.ts';
import { defineRewrite, none } from '../rewrite.ts';

export const nextStandalone = defineRewrite({
  id: 'next-standalone',
  kind: 'multi-stage',
  title: 'Run the standalone output of Next.js',
  safety: 'review',
  precondition:
    'One stage on an image of Node; the configuration of Next.js says `output: "standalone"`; `next start` is what starts, alone and with a port that is known; it is no package of a workspace.',
  evidence: 'The standalone output has the files that the traced packages read: 121 in place of 272 MB.',
  propose(build) {
    const stage = singleStage(build);
    if (typeof stage === 'string') return none(stage);
    const { base, launch, folder } = stage;
    if (base?.name !== 'node') return none(`${base?.text} is no image of Node.`);
    const packages = nodePackages(stage, build.context);
    const [program] = launch.programs ?? [];
    const started = program && launch.programs?.length === 1 ? nodeStart(program, packages) : undefined;
    if (typeof started !== 'object' || started.name !== 'next') return none('It is not next start that starts.');
    const { context } = build;
    const own = packages.find((each) => each.folder === started.folder);
    if (!own || !context?.complete || folder === undefined || folder !== own.folder || folder === '/') {
      return none('Where the application of Next.js lies is not known.');
    }
    if (isWorkspace(own, context) || own.from !== '')
      return none('It is a part of something larger, whose files Next.js traces too.');
    const configured = isStandalone(own, context);
    if (configured !== true) return none(configured);
    if (!tasksOf(stage).some(({ task }) => task.purpose === 'build')) return none('Nothing is built.');
    const unreadable = unreadableRun(stage);
    if (unreadable) return none(unreadable);
    const address = addressOf(started.words, stage);
    if (typeof address === 'string') return none(address);
    const isUsed = usedAtStart(stage);
    const manager = base.packageManager === 'apk' ? 'apk' : 'apt';
    const system = withLibraries(withCalledPrograms(systemPackages(stage, isUsed), build, packages), manager);
    const { image, packages: needed } = nodeImage(stage, system, packages, isUsed);
    const files = runtimeFiles(build, stage, isNextSource, [], ['npm', 'yarn', 'pnpm', 'bun']);
    if (typeof files === 'string') return none(files);
    if (files.whole !== undefined) return none(`Which files the application reads is not known: ${files.whole}.`);
    const place = convert(
      {
        stage,
        image,
        imageFolder: '/',
        setUp: withUpgrade(
          installation(manager, needed, system.running.length > 0 && system.withRecommended),
          stage,
          manager,
        ),
        copies: [
          { path: `${folder}/.next/standalone`, isFolder: true, to: folder },
          { path: `${folder}/.next/static`, isFolder: true },
          ...files.copies.filter(({ path }) => path !== `${folder}/package.json`),
        ],
        finish: [`ENV ${address.map(([name, value]) => `${name}=${value}`).join(' ')}`],
        start: ['CMD ["node", "server.js"]'],
      },
      build.dockerfile,
    );
    if (!place) return none('Nothing changes files in its stage.');
    return {
      safe: false,
      reason: 'Next.js was told to put all that its server needs into one folder, and next start does not look at it.',
      effect: 'Only the files of packages that the server reads are in the image: often less than half of it.',
      question:
        'Does the application read files that no import names, outside public and the folders that are copied? Does something wait for output of npm or Yarn?',
      places: [place],
      changes: ['command', 'entrypoint', 'environment'],
    };
  },
});

const isNextSource = sourceFilter(
  /(\.([cm]?[jt]sx?|css|scss|sass|less)|(^|\/)(tsconfig[^/]*\.json|package-lock\.json|yarn\.lock|pnpm-lock\.yaml|\.(npmrc|nvmrc|node-version|eslintrc[^/]*|prettierrc[^/]*|prettierignore|eslintignore))|(^|\/)(tests?|__tests__|e2e|cypress)\/.*)$/,
);

/** @returns true, or the reason against it */
function isStandalone(own: NodePackage, context: ContextFiles): true | string {
  if (!namesIn(own, 'dependencies').includes('next')) return 'Next.js is no dependency of its own.';
  const path = ['next.config.js', 'next.config.mjs', 'next.config.ts', 'next.config.cjs'].find((each) =>
    context.has(each),
  );
  const text = path === undefined ? '' : withoutComments(context.text(path) ?? '');
  if (!/\boutput\s*:\s*(['"`])standalone\1/.test(text))
    return 'The configuration of Next.js does not ask for the standalone output.';
  if (/\b(distDir|outputFileTracingRoot|outputFileTracingExcludes|basePath)\b|process\.env/.test(text)) {
    return 'The configuration of Next.js moves what is built, or hangs on the environment.';
  }
  return true;
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, '$1');
}

/** The variables that the server reads in place of the flags of `next start`. */
function addressOf(words: readonly string[], stage: StageModel): readonly (readonly [string, string])[] | string {
  let port: string | undefined;
  let host = '0.0.0.0';
  for (let at = 1; at < words.length; at++) {
    const [flag, joined] = (words[at] as string).split(/=(.*)/);
    const value = joined ?? words[at + 1];
    if (flag === '-p' || flag === '--port') port = value;
    else if (flag === '-H' || flag === '--hostname') host = value ?? host;
    else return `What ${words[at]} is for is not known.`;
    if (joined === undefined) at++;
  }
  const isSet =
    stage.steps.at(-1)?.variables.has('PORT') === true ||
    stage.steps.some(
      ({ instruction }) => instruction.keyword === 'ENV' && instruction.pairs.some(({ name }) => name.value === 'PORT'),
    );
  const fallback = /^\$\{PORT:-(\d+)\}$/.exec(port ?? '')?.[1];
  if (port !== undefined && !/^\d+$/.test(port) && fallback === undefined && !/^\$\{?PORT\}?$/.test(port)) {
    return `The port ${port} is not known before it starts.`;
  }
  if (!/^[\w.:]+$/.test(host)) return `The address ${host} is not known before it starts.`;
  const number = fallback !== undefined ? (isSet ? undefined : fallback) : /^\d+$/.test(port ?? '') ? port : undefined;
  // Docker sets HOSTNAME to the name of the container, and the server would listen there alone.
  return [['HOSTNAME', host], ...(number === undefined ? [] : [['PORT', number] as const])];
}
