import type { ContextFiles } from '../../context.ts';
import type { BuildModel } from '../../model/build-model.ts';
import { joinPath } from '../../model/steps.ts';
import type { RuntimeCopy } from '../runtime-copy.ts';
import { sourceFilter } from '../source-files.ts';
import { needsMore } from './builds.ts';
import { type Framework, frameworkOf } from './frameworks.ts';
import { isWorkspace, type NodePackage, namesIn } from './packages.ts';
import type { NodeStart } from './start.ts';

export interface Outputs {
  readonly copies: readonly RuntimeCopy[];
  readonly isSource: (path: string) => boolean;
  /** Whether nothing of the folder can be left out. */
  readonly isWhole: boolean;
  /** Whether what is built lies somewhere in the root folder, which cannot be copied as a whole. */
  readonly isUnknown: boolean;
  /** What the build leaves that nothing reads. */
  readonly cleanUp: readonly string[];
  /** What the server was built by, where that says more than the start. */
  readonly framework: Framework | undefined;
}

/** What the start tells of what was built. */
export function outputsOf(
  started: readonly NodeStart[],
  folder: string,
  own: NodePackage | undefined,
  isOfBerry: boolean,
  { context, final }: BuildModel,
  packages: readonly NodePackage[],
): Outputs {
  const base = folder === '/' ? '/' : `${folder}/`;
  const copies: RuntimeCopy[] = [
    { path: `${base}node_modules`, isFolder: true, isInstalled: true },
    { path: `${base}package.json`, isFolder: false },
  ];
  const has = (path: string) => context?.has(own?.from ? `${own.from}/${path}` : path) === true;
  const [{ name, words, entry, folder: at, runners }] = started as [NodeStart];
  const isNext = name === 'next' || (own !== undefined && namesIn(own, 'dependencies').includes('next'));
  const cleanUp = isNext && at !== undefined && !/[\s$]/.test(at) ? [`rm -rf ${at}/.next/cache`] : [];
  const whole: Outputs = {
    copies: folder === '/' ? copies : [{ path: folder, isFolder: true }],
    isSource: withoutTypes,
    isWhole: folder !== '/' && cleanUp.length === 0,
    isUnknown: folder === '/',
    cleanUp,
    framework: undefined,
  };
  const isKnown = context?.complete === true && own !== undefined && !isWorkspace(own, context);
  // Where a source starts, or packages link to one another, everything in the folder may be needed.
  if (!isKnown || started.length > 1 || isOfBerry) return whole;
  // What is written in TypeScript wants the compiler, which is no dependency.
  if (name === 'next' && at === folder && !has('next.config.ts') && namesIn(own, 'dependencies').includes('next')) {
    const settings = ['next.config.js', 'next.config.mjs'].filter(has);
    const more = settings.map((path) => ({ path: base + path, isFolder: false }));
    return {
      copies: [...copies, ...more, { path: `${base}.next`, isFolder: true }],
      isSource: withJsx,
      isWhole: false,
      isUnknown: false,
      cleanUp,
      framework: undefined,
    };
  }
  const page = served(name, words, at);
  const loaded = page ?? mainOf(entry, own) ?? entry;
  const inside = loaded?.startsWith(base) ? loaded.slice(base.length) : undefined;
  const framework = inside === undefined ? undefined : frameworkOf(own, inside);
  const isFolder = inside !== undefined && (framework !== undefined || /^(build|dist|out)$/.test(inside));
  const isFile = ['', '.js', '.cjs', '.mjs', '.json'].some((end) => has(`${inside}${end}`));
  const first = inside?.includes('/') ? inside.slice(0, inside.indexOf('/')) : isFolder && !isFile ? inside : undefined;
  if (first === undefined || context.hasFolder(own.from === '' ? first : `${own.from}/${first}`)) return whole;
  if (!framework && needsMore(first, started[0] as NodeStart, own, packages, final, context)) return whole;
  // What browsers get lies beside it where Vite has no part in the build.
  const inPublic = page !== undefined && !framework ? [{ path: `${base}public`, isFolder: true }] : [];
  if (
    inPublic.length > 0 &&
    (!context.hasFolder(own.from === '' ? 'public' : `${own.from}/public`) || movesOutput(own, context))
  )
    return whole;
  const outputs = [{ path: `${base}${first}`, isFolder: true }, ...inPublic];
  // It compares the environment with the example.
  const isChecked = namesIn(own, 'dependencies').includes('dotenv-safe');
  // A package manager reads it, and what needs none of the packages does not.
  const needsManifest = framework?.isComplete !== true || runners.size > 0;
  return {
    copies: [...copies.filter(({ isFolder }) => (isFolder ? !framework?.isComplete : needsManifest)), ...outputs],
    isSource: (path) => {
      if (isChecked && /(^|\/)\.env\.example$/.test(path)) return false;
      const within = own.from === '' ? path : path.replace(`${own.from}/`, '');
      return withTypes(path) || framework?.inputs.test(within) || (!needsManifest && within === 'package.json');
    },
    isWhole: false,
    isUnknown: false,
    cleanUp: [],
    framework,
  };
}

/** The file that stands for the folder of a package. */
function mainOf(entry: string | undefined, { folder, manifest: { main } }: NodePackage): string | undefined {
  return entry === folder && typeof main === 'string' ? joinPath(folder, main) : undefined;
}

/** Whether the settings of Remix say where it puts what it builds. */
function movesOutput({ from }: NodePackage, context: ContextFiles): boolean {
  const names = ['remix.config.js', 'remix.config.mjs', 'remix.config.cjs'];
  const texts = names.map((name) => context.text(from === '' ? name : `${from}/${name}`) ?? '');
  return texts.some((text) => /\b(assetsBuildDirectory|serverBuildPath|serverBuildDirectory|publicPath)\b/.test(text));
}

/** The file that a server of a framework loads. */
function served(name: string, words: readonly string[], folder: string | undefined): string | undefined {
  const isServer = /^(remix-serve|react-router-serve)$/.test(name);
  return isServer
    ? joinPath(
        folder,
        words.find((word) => !word.startsWith('-')),
      )
    : undefined;
}

const withTypes = sourceFilter(
  /(\.(ts|tsx|mts|cts|vue|svelte)|(^|\/)(tsconfig[^/]*\.json|package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|bun\.lockb?|pnpm-lock\.yaml|nest-cli\.json|\.(npmrc|nvmrc|node-version|yarnrc(\.yml)?|eslintrc[^/]*|eslintignore|prettierrc[^/]*|prettierignore|babelrc|swcrc)|(webpack|rollup|rspack|vite|vitest|jest|babel|esbuild|tsup|tailwind|postcss|eslint|prettier|stylelint|commitlint|lint-staged|karma|cypress|playwright|svelte|astro|vue|craco|release|uno|codegen)[\w.-]*\.(config|conf)\.[cm]?js|jest\.[^/]*)|(^|\/)(tests?|__tests__|e2e|cypress|\.yarn)\/.*)$/,
);
const withoutTypes = sourceFilter(/(^|\/)(\.eslintrc[^/]*|\.prettierrc[^/]*)$/);
/** Of an application of Next.js: its own modules may read what they import, so only what is compiled goes. */
const withJsx = sourceFilter(
  /(\.(ts|tsx|mts|cts|jsx|css|scss|sass|less)|(^|\/)(tsconfig[^/]*\.json|package-lock\.json|yarn\.lock|pnpm-lock\.yaml|\.(npmrc|nvmrc|node-version|eslintrc[^/]*|prettierrc[^/]*|prettierignore|eslintignore))|(^|\/)(tests?|__tests__|e2e|cypress)\/.*)$/,
);
