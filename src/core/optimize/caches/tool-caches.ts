import type { ContextFiles } from '../context.ts';
import type { Task, Tool } from '../model/purpose.ts';
import type { Step } from '../model/steps.ts';
import type { Runner } from './runner.ts';

export interface CacheFolder {
  /** Absolute. */
  readonly target: string;
  /** `locked` where two builds at once would spoil it. */
  readonly sharing?: 'locked';
  /** Its name, unless the folder is. */
  readonly id?: string;
}

/** Where a tool keeps what it has downloaded, and what tells that somebody counts on it. */
export interface ToolCache {
  /** Whether later commands find there what earlier ones have downloaded: then all of them must see the same folder. */
  readonly isShared: boolean;
  readonly uses: (task: Task) => boolean;
  readonly folders: (
    runner: Runner,
    step: Step,
    task: Task | undefined,
    context: ContextFiles | undefined,
  ) => readonly CacheFolder[];
  /** In a script: takes the cache away, moves it, or does without it. */
  readonly mention: RegExp;
  /** Variables that do the same. */
  readonly variables: readonly string[];
  /** Programs that work with the cache when they are started. */
  readonly programs: RegExp;
  /**
   * Whether what was compiled is kept, too, by names that do not say which C library it is for: then images of
   * different bases must not share it.
   */
  readonly isCompiled?: boolean;
  /** Whether the folder lies in one that is copied for what else is in it. */
  readonly isInsideOutput?: boolean;
}

const installs = (purposes: readonly Task['purpose'][]) => (task: Task) =>
  purposes.includes(task.purpose) && task.verb !== undefined && !/^(prune|config|set)$/.test(task.verb);
const locked = (...targets: readonly string[]): CacheFolder[] =>
  targets.map((target) => ({ target, sharing: 'locked' }));
const open = (...targets: readonly string[]): CacheFolder[] => targets.map((target) => ({ target }));
const never = /(?!)/;

/** Yarn 1 has one folder for all; later ones that keep packages in the application, or load them from it, have none. */
function yarnFolders({ home, uid }: Runner, _: Step, __: Task | undefined, context: ContextFiles | undefined) {
  const settings = context?.sent.filter((path) => /(^|\/)\.yarnrc\.yml$/.test(path)) ?? [];
  if (settings.length === 0) return locked(uid === undefined ? '/usr/local/share/.cache/yarn' : `${home}/.cache/yarn`);
  const isCached = settings.every((path) => {
    const text = context?.text(path) ?? '';
    return (
      /^nodeLinker:\s*["']?node-modules\b/m.test(text) &&
      /^yarnPath:.*\/yarn-[4-9]/m.test(text) &&
      !/^(enableGlobalCache|cacheFolder|globalFolder):/m.test(text)
    );
  });
  return isCached ? locked(`${home}/.yarn/berry/cache`) : [];
}

export const toolCaches: Partial<Readonly<Record<Tool, ToolCache>>> = {
  npm: {
    isShared: false,
    uses: installs(['dependencies', 'tool']),
    folders: ({ home }) => open(`${home}/.npm`),
    mention: /\.npm\b(?!rc)|\bnpm cache\b|--cache\b/,
    variables: ['npm_config_cache', 'NPM_CONFIG_CACHE'],
    programs: never,
  },
  yarn: {
    isShared: false,
    uses: installs(['dependencies', 'tool']),
    folders: yarnFolders,
    mention: /\.cache\b|\byarn cache\b|--cache-folder\b|\bset version\b|\bberry\b/,
    variables: ['YARN_CACHE_FOLDER', 'YARN_VERSION', 'YARN_GLOBAL_FOLDER'],
    programs: never,
  },
  pnpm: {
    isShared: false,
    isCompiled: true,
    uses: (task) => installs(['dependencies', 'tool'])(task) || task.verb === 'prune',
    folders: ({ home }, step) => {
      if (!step.variables.has('PNPM_HOME')) return open(`${home}/.local/share/pnpm/store`);
      const folder = step.expand({ raw: '$PNPM_HOME' });
      return folder?.startsWith('/') ? open(`${folder.replace(/\/$/, '')}/store`) : [];
    },
    mention: /\bpnpm store\b|store-dir|\.local\b|(?<!^ENV\b.*)\bPNPM_HOME=/is,
    variables: ['XDG_DATA_HOME', 'npm_config_store_dir', 'NPM_CONFIG_STORE_DIR'],
    programs: never,
  },
  pip: {
    isShared: false,
    isCompiled: true,
    uses: (task) => installs(['dependencies', 'tool'])(task) && /^(install|wheel|download)$/.test(task.verb ?? ''),
    folders: ({ home }) => open(`${home}/.cache/pip`),
    mention: /\.cache\b|\bpip\d? cache\b|--no-cache-dir|--cache-dir|PIP_NO_CACHE_DIR/,
    variables: ['PIP_NO_CACHE_DIR', 'PIP_CACHE_DIR', 'XDG_CACHE_HOME'],
    programs: never,
  },
  uv: {
    isShared: false,
    isCompiled: true,
    // What runs in the project is brought up to date first.
    uses: ({ purpose }) => /^(dependencies|tool|unknown|build)$/.test(purpose),
    folders: ({ home }) => open(`${home}/.cache/uv`),
    mention: /\.cache\b|\buv cache\b|--no-cache\b|--cache-dir\b|UV_LINK_MODE=symlink/,
    variables: ['UV_NO_CACHE', 'UV_CACHE_DIR', 'UV_LINK_MODE', 'XDG_CACHE_HOME'],
    programs: /^uvx?$/,
  },
  poetry: {
    isShared: false,
    isCompiled: true,
    uses: (task) => installs(['dependencies'])(task) && task.verb !== 'export',
    // Beside these lie the virtual environments, which are no cache.
    folders: ({ home }) => locked(`${home}/.cache/pypoetry/cache`, `${home}/.cache/pypoetry/artifacts`),
    mention: /\.cache\b|\bpoetry cache\b|--no-cache\b|cache-dir/,
    variables: ['POETRY_NO_CACHE', 'POETRY_CACHE_DIR', 'POETRY_HOME_CACHE', 'XDG_CACHE_HOME'],
    programs: never,
  },
  pipenv: {
    isShared: false,
    isCompiled: true,
    uses: installs(['dependencies']),
    folders: ({ home }) => locked(`${home}/.cache/pipenv`),
    mention: /\.cache\b|--clear\b/,
    variables: ['PIPENV_CACHE_DIR', 'PIP_NO_CACHE_DIR', 'PIP_CACHE_DIR', 'XDG_CACHE_HOME'],
    programs: never,
  },
  composer: {
    isShared: false,
    uses: (task) => installs(['dependencies'])(task) && !/^dump-?autoload$/.test(task.verb ?? ''),
    folders: ({ home, base }) => locked(base.name === 'composer' ? '/tmp/cache' : `${home}/.composer/cache`),
    mention: /\.composer\b|\.config\b|\.cache\b|clear-?cache|--no-cache\b|\bcomposer\s+global\b|\/tmp\/(cache|\*)/,
    variables: ['COMPOSER_HOME', 'COMPOSER_CACHE_DIR', 'XDG_CACHE_HOME', 'XDG_CONFIG_HOME'],
    programs: never,
  },
  bundler: {
    isShared: false,
    uses: (task) => /^(dependencies|tool)$/.test(task.purpose) && task.verb === 'install',
    folders: ({ base }) => (base.name === 'ruby' ? locked('/usr/local/bundle/cache') : []),
    mention:
      /bundle\/(ruby|cache)|\/cache\b|\.gem\b|--(path|deployment|standalone|no-cache)\b|config\b.*\b(path|deployment|cache)/,
    variables: ['BUNDLE_PATH', 'BUNDLE_DEPLOYMENT', 'GEM_HOME', 'BUNDLE_CACHE_PATH'],
    programs: never,
    isInsideOutput: true,
  },
  go: {
    isShared: true,
    uses: ({ purpose, verb }) => purpose !== 'clean-up' && verb !== 'env' && verb !== 'version',
    folders: ({ home, base }, step, task) => {
      const path = saidBy('GOPATH', step, base.name === 'golang' ? '/go' : `${home}/go`);
      if (path === undefined) return [];
      const modules = open(`${path}/pkg/mod`);
      return task?.verb === 'mod' ? modules : [...modules, ...open(`${home}/.cache/go-build`)];
    },
    mention: /\bpkg\/mod\b|\.cache\b|\bgo\s+clean\b|GOPATH=|GOCACHE|GOMODCACHE/,
    variables: ['GOMODCACHE', 'GOCACHE', 'XDG_CACHE_HOME'],
    programs: /^(go|air|make|reflex|gow|realize|modd|CompileDaemon|ginkgo|gotestsum|dlv)$/,
  },
  cargo: {
    isShared: true,
    uses: ({ purpose, verb }) => verb !== undefined && purpose !== 'clean-up',
    folders: ({ home, base }, step, _, context) => {
      const path = saidBy('CARGO_HOME', step, base.name === 'rust' ? '/usr/local/cargo' : `${home}/.cargo`);
      if (path === undefined) return [];
      return open(`${path}/registry`, ...(hasGitCrates(context) ? [`${path}/git/db`] : []));
    },
    mention: /\bcargo\/(registry|git)\b|CARGO_HOME=/,
    variables: [],
    programs: /^(cargo|make|trunk|just|bacon)$/,
  },
  maven: {
    isShared: true,
    uses: ({ purpose }) => purpose !== 'shell',
    folders: ({ home }, _, task) =>
      locked(`${home}/.m2/repository`, ...(/mvnw$/.test(task?.command.name ?? '') ? [`${home}/.m2/wrapper`] : [])),
    mention:
      /\.m2\b|maven\.repo\.local|(^|(?<!\b(?:ln|curl))\s)(-s|-gs|--settings|--global-settings)\b|purge-local-repository|build-classpath|(?<!\brm)\s(-pl|--projects|-rf|--resume-from)\b/,
    variables: ['MAVEN_CONFIG', 'MAVEN_USER_HOME'],
    programs: /^(mvnw?|mvnd|make)$/,
  },
  gradle: {
    isShared: true,
    uses: ({ purpose }) => purpose !== 'shell',
    folders: ({ home, base }, step, task) => {
      // In its own image the folder in the home of root is a link to this one.
      const path = saidBy(
        'GRADLE_USER_HOME',
        step,
        base.name === 'gradle' ? '/home/gradle/.gradle' : `${home}/.gradle`,
      );
      if (path === undefined) return [];
      return locked(`${path}/caches`, ...(/gradlew$/.test(task?.command.name ?? '') ? [`${path}/wrapper`] : []));
    },
    mention: /(^|[\s/~])\.gradle(\/|\s|$)|gradle-user-home|(^|\s)-g\s|project-cache-dir/,
    variables: [],
    programs: /^(gradlew?|make)$/,
  },
  dotnet: {
    isShared: true,
    uses: ({ purpose }) => purpose !== 'shell',
    folders: ({ home }) => locked(`${home}/.nuget/packages`),
    mention: /\.nuget\b|nuget\s+locals|NUGET_PACKAGES|--packages\b/,
    variables: ['NUGET_PACKAGES'],
    programs: /^(make)$/,
  },
};

/** What a variable says, what holds without it, or undefined where that cannot be told. */
function saidBy(name: string, step: Step, otherwise: string): string | undefined {
  if (!step.variables.has(name)) return otherwise;
  const value = step.expand({ raw: `$${name}` });
  return value !== undefined && /^\/[\w./-]+$/.test(value) ? value.replace(/\/$/, '') : undefined;
}

function hasGitCrates(context: ContextFiles | undefined): boolean {
  if (!context?.complete) return true;
  return context.sent.some(
    (path) => /(^|\/)Cargo\.(toml|lock)$/.test(path) && /git\+|\bgit\s*=/.test(context.text(path) ?? 'git+'),
  );
}
