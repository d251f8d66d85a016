import { inFolder } from './copied-tree.ts';
import type { Install, InstallInputs } from './install.ts';
import { isInSync } from './node-lock.ts';
import { type Member, workspaceOf } from './node-workspace.ts';

type Manifest = Readonly<Record<string, unknown>>;

const locks: Readonly<Record<string, readonly string[]>> = {
  npm: ['npm-shrinkwrap.json', 'package-lock.json'],
  yarn: ['yarn.lock'],
  pnpm: ['pnpm-lock.yaml'],
  bun: ['bun.lock', 'bun.lockb'],
};
const settings = ['.npmrc', '.yarnrc', '.pnpmfile.cjs', 'bunfig.toml'];

/** Of npm, yarn, pnpm and bun: `package.json` and its lock file, where nothing else can have a part in it. */
export function nodeInstall({ task: { tool, verb }, words, folder, tree }: Install): InstallInputs | string {
  if (verb !== 'install' && verb !== 'i' && verb !== 'ci' && verb !== 'clean-install') {
    return `${tool} ${verb} is no install of what a manifest names.`;
  }
  const [, ...named] = words.filter((word) => !/^(-|\d+$)/.test(word));
  if (named.length > 0) return `${tool} installs ${named[0]}, which no manifest names.`;
  const elsewhere = words.find((word) =>
    /^(--prefix|--cwd|--dir|-C|--workspace|-w|--filter|--recursive|-r)\b/.test(word),
  );
  if (elsewhere) return `${elsewhere} makes ${tool} install in other folders.`;
  const path = inFolder(folder, 'package.json');
  const manifest = tree.json(path);
  if (!manifest) return `No package.json is known to lie in ${folder}.`;
  const runsScripts = !words.includes('--ignore-scripts');
  const workspace = workspaceOf(manifest, folder, tree);
  if (typeof workspace === 'string') return workspace;
  const { members = [], list } = workspace ?? {};
  for (const each of [{ folder, manifest }, ...members]) {
    const more = whatElseIsRead(each.manifest, each.folder, tree, runsScripts, workspace !== undefined);
    if (more) return more;
  }
  const linked = members.find((member) => bringsProgram(member, tree));
  if (linked) return `The install links programs that lie in ${linked.folder}.`;
  const lock = (locks[tool ?? 'npm'] ?? []).map((name) => inFolder(folder, name)).find((file) => tree.has(file));
  const extra = settings.map((name) => inFolder(folder, name)).filter((file) => tree.has(file));
  const isFrozen =
    verb === 'ci' ||
    verb === 'clean-install' ||
    words.some((word) => /^--(frozen-lockfile|immutable)$/.test(word)) ||
    (lock !== undefined && !workspace && isInSync(manifest, lock, tree.text(lock)) === true);
  const doubts = [
    workspace && 'Will a package that is added to the workspace be named here, too?',
    tree.mayBring(inFolder(folder, 'node_modules')) &&
      'Is node_modules in .dockerignore? Otherwise what lies on your disk is copied over what was installed.',
    lock === undefined &&
      'Without a lock file newer packages come only when package.json changes: is that what you want?',
    lock !== undefined && !isFrozen && 'Is the lock file in sync? What the install would change in it is copied over.',
  ];
  return {
    files: [path, lock, list, ...extra, ...members.map((member) => member.path)].filter((file) => file !== undefined),
    doubt: doubts.filter((doubt) => typeof doubt === 'string').join(' ') || undefined,
  };
}

const runOnInstall = ['preinstall', 'install', 'postinstall', 'prepublish', 'preprepare', 'prepare', 'postprepare'];
/** They look for a repository of Git, which an image has not. */
const harmless =
  /^(husky( install)?|lefthook install|simple-git-hooks|is-ci \|\| husky( install)?)( \|\| (true|exit 0))?$/;

interface InstallScript {
  readonly name: string;
  readonly script: string;
  /** Whether it does nothing where there is no repository. */
  readonly isHarmless: boolean;
}

/** The scripts of a manifest that each installation runs. */
export function installScripts(manifest: Manifest): readonly InstallScript[] {
  const scripts = record(manifest.scripts);
  return runOnInstall.flatMap((name) => {
    const script = Object.hasOwn(scripts, name) ? scripts[name] : undefined;
    return typeof script === 'string' ? [{ name, script, isHarmless: harmless.test(script.trim()) }] : [];
  });
}

function whatElseIsRead(
  manifest: Manifest,
  folder: string,
  tree: Install['tree'],
  runsScripts: boolean,
  isWorkspace: boolean,
): string | undefined {
  const isRepository = tree.has(inFolder(folder, '.git/HEAD'));
  const reader = installScripts(manifest).find(({ isHarmless }) => runsScripts && (!isHarmless || isRepository));
  if (reader) return `package.json has a script “${reader.name}”, which may read the sources: ${reader.script}`;
  if (runsScripts && tree.has(inFolder(folder, 'binding.gyp'))) return 'binding.gyp makes the install compile sources.';
  if (tree.has(inFolder(folder, '.yarnrc.yml'))) return '.yarnrc.yml may name programs and plugins of the sources.';
  const ranges = [
    'dependencies',
    'devDependencies',
    'optionalDependencies',
    'overrides',
    'resolutions',
    'pnpm',
    'dependenciesMeta',
  ].map((field) => JSON.stringify(manifest[field] ?? ''));
  const local = (isWorkspace ? fromSources : fromOutside).exec(ranges.join());
  if (local) return `A package comes from the sources: ${local[1]}.`;
  const names = Object.keys({ ...record(manifest.dependencies), ...record(manifest.devDependencies) });
  const packaged = runsScripts && names.find((name) => readsSources.test(name));
  return packaged ? `${packaged} reads the sources when it is installed.` : undefined;
}

/** Ranges that stand for files. Those of a workspace among its packages are known. */
const fromSources = /"((?:file|link|portal|patch):[^"]*|\.{1,2}\/[^"]*|~\/[^"]*|patchedDependencies|injected)"/;
const fromOutside = /"((?:file|link|portal|workspace|patch):[^"]*|\.{1,2}\/[^"]*|~\/[^"]*|patchedDependencies)"/;

/** Whether other packages of the workspace get a link to a program that lies in its sources. */
function bringsProgram({ manifest: { bin, directories }, folder }: Member, tree: Install['tree']): boolean {
  const paths = typeof bin === 'string' ? [bin] : Object.values(record(bin));
  return (
    record(directories).bin !== undefined ||
    paths.some((path) => typeof path === 'string' && tree.has(inFolder(folder, path)))
  );
}

/** Packages whose own install looks around in the project. */
const readsSources = /^(@prisma\/client|prisma|puppeteer|nuxt-edge|@sveltejs\/kit|electron-builder)$/;

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
