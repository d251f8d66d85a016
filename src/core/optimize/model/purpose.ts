import type { ShellCommand } from '../../dockerfile/shell.ts';

/**
 * What a command of a RUN is for.
 * - `index`: the lists of a package manager, its repositories and keys
 * - `packages`: system packages
 * - `dependencies`: what a manifest names
 * - `build`, `generate`, `test`: what the sources are turned into, and checked by
 * - `fetch`: something from the network
 * - `tool`: a program for the build, such as `npm install -g`
 * - `clean-up`: takes away what the image does not need
 * - `account`: users and groups
 * - `files`: makes, moves, changes or removes files
 * - `shell`: changes nothing outside the script
 */
type Purpose =
  | 'index'
  | 'packages'
  | 'dependencies'
  | 'build'
  | 'generate'
  | 'test'
  | 'fetch'
  | 'tool'
  | 'clean-up'
  | 'account'
  | 'files'
  | 'configure'
  | 'shell'
  | 'unknown';

export type Tool =
  | 'apt'
  | 'apk'
  | 'rpm'
  | 'npm'
  | 'yarn'
  | 'pnpm'
  | 'bun'
  | 'pip'
  | 'poetry'
  | 'uv'
  | 'pipenv'
  | 'go'
  | 'cargo'
  | 'maven'
  | 'gradle'
  | 'dotnet'
  | 'composer'
  | 'bundler'
  | 'make'
  | 'cmake'
  | 'compiler';

export interface Task {
  readonly command: ShellCommand;
  readonly purpose: Purpose;
  readonly tool: Tool | undefined;
  /** What the tool is told to do: `install`, `run build`, `package`; the script for a package manager's `run`. */
  readonly verb: string | undefined;
}

type Classified = Omit<Task, 'command'>;

/** What a command is for, by its name and its arguments. */
export function taskOf(command: ShellCommand): Task {
  return {
    command,
    ...classify(
      command.name.replace(/^.*\//, ''),
      command.words.map(({ value }) => value),
    ),
  };
}

function classify(name: string, words: readonly string[]): Classified {
  if (/^python(\d+(\.\d+)?)?$/.test(name) && words[0] === '-m' && words[1] !== undefined)
    return classify(words[1], words.slice(2));
  if (name === 'sudo' || name === 'time' || name === 'nice') return classify(words[0] ?? '', words.slice(1));
  if (name === 'corepack') return is('tool');
  if (name === 'npx' || name === 'bunx')
    return classify(words.find((word) => !word.startsWith('-')) ?? '', words.slice(1));
  const byTool = tools[name];
  if (byTool) return byTool(words);
  const purpose = plain.get(name);
  return purpose ? is(purpose) : is('unknown');
}

function is(purpose: Purpose, tool?: Tool, verb?: string): Classified {
  return { purpose, tool, verb };
}

const plain: ReadonlyMap<string, Purpose> = new Map<string, Purpose>([
  ...named(
    'shell',
    'cd set export unset true false : test [ [[ echo printf exit umask ulimit read local pwd nproc sleep shopt declare let eval type command which hash trap return wait alias source . date uname id whoami env',
  ),
  ...named(
    'shell',
    'ls cat grep egrep awk head tail wc sort uniq cut tr xargs find stat du df file ldd basename dirname readlink realpath seq expr sha256sum sha512sum md5sum sha1sum diff tree hostname pg_config pkg-config pkgconf mysql_config llvm-config getconf dpkg-architecture dpkg-query arch locale',
  ),
  ...named(
    'files',
    'mkdir cp mv ln touch install rm rmdir sed chmod chown chgrp tee tar unzip gunzip bunzip2 xz zip gzip dd patch rsync truncate mktemp setcap mkfifo envsubst jq perl dos2unix 7z cpio',
  ),
  ...named('test', 'pytest ruff mypy flake8 pylint black isort tox nox coverage bandit rspec rubocop phpunit phpstan'),
  ...named('account', 'useradd adduser groupadd addgroup usermod userdel deluser groupmod passwd chpasswd chsh'),
  ...named('fetch', 'curl wget aria2c git svn hg scp ssh-keyscan'),
  ...named('index', 'apt-key add-apt-repository gpg apt-add-repository lsb_release'),
  ...named(
    'configure',
    'ldconfig locale-gen update-ca-certificates dpkg-reconfigure update-alternatives localedef update-locale sysctl a2enmod a2dismod a2ensite a2dissite docker-php-ext-enable debconf-set-selections update-rc.d systemctl service keytool strip c_rehash update-java-alternatives alternatives',
  ),
  ...named(
    'packages',
    'docker-php-ext-install docker-php-ext-configure pecl dpkg rpm install-php-extensions pear phpize phpenmod phpdismod',
  ),
]);

function named(purpose: Purpose, names: string): [string, Purpose][] {
  return names.split(' ').map((name) => [name, purpose]);
}

type Classifier = (words: readonly string[]) => Classified;

const tools: Readonly<Record<string, Classifier>> = {
  'apt-get': apt,
  apt,
  aptitude: apt,
  apk: (words) => systemPackages('apk', words, ['add'], ['update', 'upgrade'], ['del', 'cache']),
  yum: rpm,
  dnf: rpm,
  microdnf: rpm,
  zypper: (words) =>
    systemPackages(
      'rpm',
      words,
      ['install', 'in'],
      ['refresh', 'ref', 'addrepo', 'ar', 'update', 'up'],
      ['clean', 'remove'],
    ),
  npm: (words) => packageManager('npm', words),
  yarn: (words) => packageManager('yarn', words),
  pnpm: (words) => packageManager('pnpm', words),
  bun: (words) => packageManager('bun', words),
  tsc: () => is('build', 'npm', 'tsc'),
  ng: (words) => is(words[0] === 'build' ? 'build' : 'unknown', 'npm', words[0]),
  vite: (words) => is(words[0] === 'build' ? 'build' : 'unknown', 'npm', words[0]),
  next: (words) => is(words[0] === 'build' ? 'build' : 'unknown', 'npm', words[0]),
  webpack: () => is('build', 'npm', 'webpack'),
  esbuild: () => is('build', 'npm', 'esbuild'),
  prisma: (words) => is('generate', 'npm', words[0]),
  pip: pip,
  pip2: pip,
  pip3: pip,
  poetry: (words) =>
    ran(words) ??
    byVerb('poetry', words, {
      install: 'dependencies',
      export: 'dependencies',
      build: 'build',
      config: 'configure',
      lock: 'dependencies',
      update: 'dependencies',
    }),
  uv: uv,
  pipenv: (words) =>
    ran(words) ?? byVerb('pipenv', words, { install: 'dependencies', sync: 'dependencies', lock: 'dependencies' }),
  go: (words) => {
    const verb = firstVerb(words);
    if (verb === 'mod' || verb === 'get' || verb === 'work') return is('dependencies', 'go', verb);
    if (verb === 'install') return is(words.some((word) => word.includes('@')) ? 'tool' : 'build', 'go', verb);
    return is(
      ({
        build: 'build',
        generate: 'generate',
        test: 'test',
        vet: 'test',
        clean: 'clean-up',
        fmt: 'test',
        env: 'configure',
        version: 'shell',
      }[verb ?? ''] as Purpose) ?? 'unknown',
      'go',
      verb,
    );
  },
  cargo: (words) => {
    const verb = firstVerb(words.filter((word) => !word.startsWith('+')));
    if (verb === 'install') return is(words.includes('--path') ? 'build' : 'tool', 'cargo', verb);
    return is(
      ({
        build: 'build',
        b: 'build',
        rustc: 'build',
        fetch: 'dependencies',
        chef: 'dependencies',
        vendor: 'dependencies',
        update: 'dependencies',
        'generate-lockfile': 'dependencies',
        test: 'test',
        check: 'test',
        clippy: 'test',
        clean: 'clean-up',
      }[verb ?? ''] as Purpose) ?? 'unknown',
      'cargo',
      verb,
    );
  },
  rustup: () => is('tool', 'cargo'),
  mvn: maven,
  mvnw: maven,
  mvnd: maven,
  gradle,
  gradlew: gradle,
  dotnet: (words) =>
    byVerb('dotnet', words, {
      restore: 'dependencies',
      build: 'build',
      publish: 'build',
      test: 'test',
      tool: 'tool',
      clean: 'clean-up',
      nuget: 'dependencies',
    }),
  composer: (words) => {
    const verb = firstVerb(words);
    const known: Readonly<Record<string, Purpose>> = {
      install: 'dependencies',
      update: 'dependencies',
      require: 'dependencies',
      'dump-autoload': 'dependencies',
      dumpautoload: 'dependencies',
      i: 'dependencies',
      'create-project': 'dependencies',
      global: 'tool',
      config: 'configure',
      clearcache: 'clean-up',
      'clear-cache': 'clean-up',
      remove: 'dependencies',
      'run-script': 'generate',
    };
    return is(known[verb ?? ''] ?? 'unknown', 'composer', verb);
  },
  bundle: (words) =>
    byVerb('bundler', words, { install: 'dependencies', config: 'configure', clean: 'clean-up', exec: 'generate' }),
  bundler: (words) => byVerb('bundler', words, { install: 'dependencies', config: 'configure' }),
  gem: (words) => byVerb('bundler', words, { install: 'tool', update: 'tool', sources: 'configure' }),
  rake: (words) => is('generate', 'bundler', words[0]),
  rails: (words) => is('generate', 'bundler', words[0]),
  artisan: (words) => is('generate', 'composer', words[0]),
  make: (words) =>
    words.some((word) => /^(test|check)$/.test(word)) ? is('test', 'make') : is('build', 'make', firstVerb(words)),
  gmake: (words) => is('build', 'make', firstVerb(words)),
  ninja: (words) => is('build', 'cmake', firstVerb(words)),
  cmake: () => is('build', 'cmake'),
  ctest: () => is('test', 'cmake'),
  meson: () => is('build', 'cmake'),
  configure: () => is('build', 'make', 'configure'),
  'autogen.sh': () => is('build', 'make', 'configure'),
  autoreconf: () => is('build', 'make', 'configure'),
  ...Object.fromEntries(
    'gcc g++ cc c++ clang clang++ ld ar ranlib javac rustc ldc2 dmd nim crystal ghc stack cabal dub swift zig'
      .split(' ')
      .map((name) => [name, () => is('build', 'compiler')]),
  ),
};

function apt(words: readonly string[]): Classified {
  return systemPackages(
    'apt',
    words,
    ['install'],
    ['update', 'upgrade', 'dist-upgrade', 'full-upgrade'],
    ['clean', 'autoclean', 'autoremove', 'remove', 'purge'],
  );
}

function rpm(words: readonly string[]): Classified {
  return systemPackages(
    'rpm',
    words,
    ['install', 'groupinstall', 'localinstall'],
    ['update', 'upgrade', 'makecache', 'config-manager', 'module'],
    ['clean', 'remove', 'erase', 'autoremove'],
  );
}

function systemPackages(
  tool: Tool,
  words: readonly string[],
  installs: readonly string[],
  indexes: readonly string[],
  cleans: readonly string[],
): Classified {
  for (const word of words) {
    if (installs.includes(word)) return is('packages', tool, 'install');
    if (indexes.includes(word)) return is('index', tool, word);
    if (cleans.includes(word)) return is('clean-up', tool, word);
  }
  return is('unknown', tool);
}

/** npm and its like. */
function packageManager(tool: Tool, words: readonly string[]): Classified {
  const isGlobal = words.some((word) => word === '-g' || word === '--global' || word === 'global');
  const [verb, ...rest] = words.filter((word) => !word.startsWith('-'));
  if (isGlobal) return is('tool', tool, verb);
  if (verb === undefined) return tool === 'yarn' ? is('dependencies', tool, 'install') : is('unknown', tool);
  if (/^(install|i|ci|add|clean-install|fetch|import)$/.test(verb)) return is('dependencies', tool, verb);
  if (/^(prune|deploy)$/.test(verb)) return is('dependencies', tool, verb);
  if (/^(cache|store)$/.test(verb)) return is('clean-up', tool, verb);
  if (/^(config|set|version|pkg)$/.test(verb)) return is('configure', tool, verb);
  if (/^(test|t)$/.test(verb)) return is('test', tool, verb);
  if (/^(exec|dlx|x)$/.test(verb)) return classify(rest[0] ?? '', rest.slice(1));
  const script = /^(run|run-script)$/.test(verb)
    ? rest[0]
    : tool === 'yarn' || tool === 'pnpm' || tool === 'bun'
      ? verb
      : undefined;
  if (script === undefined) return is('unknown', tool, verb);
  if (/^(lint|test|check|typecheck|coverage)/.test(script)) return is('test', tool, script);
  return is(/generate|codegen|postinstall|prepare/.test(script) ? 'generate' : 'build', tool, script);
}

function pip(words: readonly string[]): Classified {
  const verb = firstVerb(words);
  if (verb === 'install') {
    const isOfTool = words.some((word) => /^(pip|setuptools|wheel|pipenv|poetry|uv)([=<>~!].*)?$/.test(word));
    return is(
      isOfTool && !words.some((word) => /^(-r|--requirement)/.test(word)) ? 'tool' : 'dependencies',
      'pip',
      verb,
    );
  }
  return byVerb('pip', words, {
    wheel: 'dependencies',
    download: 'dependencies',
    cache: 'clean-up',
    config: 'configure',
    uninstall: 'clean-up',
  });
}

/** `uv run pytest` does what `pytest` does. */
function ran(words: readonly string[]): Classified | undefined {
  const at = words.findIndex((word) => !word.startsWith('-'));
  const rest = words.slice(at + 1);
  const name = rest.findIndex((word) => !word.startsWith('-'));
  return words[at] === 'run' && name >= 0 ? classify(rest[name] as string, rest.slice(name + 1)) : undefined;
}

function uv(words: readonly string[]): Classified {
  const run = ran(words);
  if (run) return run;
  const [verb, second] = words.filter((word) => !word.startsWith('-'));
  if (verb === 'pip')
    return is(second === 'install' || second === 'sync' ? 'dependencies' : 'unknown', 'uv', `pip ${second}`);
  return is(
    ({
      sync: 'dependencies',
      export: 'dependencies',
      lock: 'dependencies',
      venv: 'configure',
      tool: 'tool',
      build: 'build',
      cache: 'clean-up',
    }[verb ?? ''] as Purpose) ?? 'unknown',
    'uv',
    verb,
  );
}

function maven(words: readonly string[]): Classified {
  const goals = words.filter((word) => !word.startsWith('-'));
  const builds = goals.find((goal) =>
    /^(compile|package|verify|install|assembly:|spring-boot:repackage|shade:|deploy|war:|jar:)/.test(goal),
  );
  if (builds) return is('build', 'maven', builds);
  if (goals.some((goal) => /^dependency:|^de\.qaware|go-offline/.test(goal)))
    return is('dependencies', 'maven', goals[0]);
  if (goals.includes('test')) return is('test', 'maven', 'test');
  if (goals.includes('clean')) return is('clean-up', 'maven', 'clean');
  return is(goals.length === 0 ? 'shell' : 'unknown', 'maven', goals[0]);
}

function gradle(words: readonly string[]): Classified {
  const goals = words.filter((word) => !word.startsWith('-')).map((word) => word.replace(/^.*:/, ''));
  const builds = goals.find((goal) =>
    /^(build|assemble|jar|war|bootJar|bootWar|shadowJar|installDist|installShadowDist|distZip|distTar|fatJar|classes|optimizedJitJarAll|buildFatJar|quarkusBuild|nativeCompile|optimized\w+|\w*[jJ]ar|install\w*)$/.test(
      goal,
    ),
  );
  if (builds) return is('build', 'gradle', builds);
  if (goals.some((goal) => /^(dependencies|resolve\w*|downloadDependencies|wrapper)$/.test(goal)))
    return is('dependencies', 'gradle', goals[0]);
  if (goals.some((goal) => /^(test|check)$/.test(goal))) return is('test', 'gradle', goals[0]);
  if (goals.includes('clean')) return is('clean-up', 'gradle', 'clean');
  return is(goals.length === 0 ? 'shell' : 'unknown', 'gradle', goals[0]);
}

function byVerb(tool: Tool, words: readonly string[], purposes: Readonly<Record<string, Purpose>>): Classified {
  const verb = firstVerb(words);
  return is(purposes[verb ?? ''] ?? 'unknown', tool, verb);
}

function firstVerb(words: readonly string[]): string | undefined {
  return words.find((word) => !word.startsWith('-'));
}
