import { joinPath } from '../model/steps.ts';
import { inFolder } from './copied-tree.ts';
import type { Install, InstallInputs } from './install.ts';

/** Of Composer, which can leave the autoloader and the scripts, which need the sources, to a second run. */
export function composerInstall({ task: { verb }, words, folder, tree }: Install): InstallInputs | string {
  if (verb !== 'install') return `composer ${verb} is no install.`;
  const elsewhere = words.find((word) => /^(-d|--working-dir|--dry-run|--download-only|--no-install)(=|$)/.test(word));
  if (elsewhere) return `${elsewhere} makes Composer do something else than to install here.`;
  const manifest = inFolder(folder, 'composer.json');
  const read = manifestIn(tree.text(manifest));
  if (!read) return `No composer.json that can be read is known to lie in ${folder}.`;
  const { repositories = [], extra = {}, config = {} } = read;
  const reader = Object.keys(extra).find((key) => /^(patches|patches-file|merge-plugin|installer-paths)$/.test(key));
  if (reader) return `“${reader}” in composer.json makes Composer read or write among the sources.`;
  const own = ownPackages(Object.values(repositories), folder, tree);
  if (typeof own === 'string') return own;
  const lock = inFolder(folder, 'composer.lock');
  if (!tree.has(lock) && !words.includes('--no-scripts') && updatesOtherwise(read.scripts ?? {}))
    return 'Without a lock file the scripts of an update are run, and in a second run those of an install.';
  const others = ['symfony.lock', 'auth.json'].map((name) => inFolder(folder, name));
  const vendor = inFolder(folder, config['vendor-dir'] ?? 'vendor');
  const doubts = [
    ...(tree.has(lock)
      ? []
      : ['Without a lock file newer packages come only when composer.json changes: is that what you want?']),
    ...(tree.mayBring(vendor)
      ? [`Is ${vendor} in .dockerignore? Otherwise what lies on your disk is copied over what was installed.`]
      : []),
  ];
  return {
    files: [manifest, ...[lock, ...others].filter((path) => tree.has(path))],
    folders: own,
    doubt: doubts.join(' ') || undefined,
    ahead: ['--no-autoloader', '--no-scripts'].filter((option) => !words.includes(option)),
  };
}

interface Manifest {
  readonly repositories?: Readonly<Record<string, unknown>> | readonly unknown[];
  readonly extra?: Readonly<Record<string, unknown>>;
  readonly config?: Readonly<Record<string, string>>;
  readonly scripts?: Readonly<Record<string, unknown>>;
}

/** Whether an update, which an install without a lock file is, runs other scripts than an install. */
function updatesOtherwise(scripts: Readonly<Record<string, unknown>>): boolean {
  return ['pre', 'post'].some(
    (when) => JSON.stringify(scripts[`${when}-install-cmd`]) !== JSON.stringify(scripts[`${when}-update-cmd`]),
  );
}

function manifestIn(text: string | undefined): Manifest | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The folders of packages that lie among the sources. */
function ownPackages(
  repositories: readonly unknown[],
  folder: string,
  tree: Install['tree'],
): readonly string[] | string {
  const folders: string[] = [];
  for (const repository of repositories) {
    const { type, url } = (repository ?? {}) as { type?: unknown; url?: unknown };
    if (type !== 'path' && type !== 'artifact') continue;
    const path = typeof url === 'string' ? joinPath(folder, url.replace(/(\/\*)+$/, '')) : undefined;
    const isInside = path !== undefined && path !== folder && path.startsWith(folder === '/' ? '/' : `${folder}/`);
    if (!isInside || /[*{]/.test(path) || tree.under(path).length === 0)
      return `composer.json names packages that lie at ${String(url)}.`;
    folders.push(path);
  }
  return folders;
}
