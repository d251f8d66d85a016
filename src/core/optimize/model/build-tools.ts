import { byVerb, type Classified, type Classifier, firstVerb, is, type Tool } from './purpose.ts';

/** The tools that install what a manifest names, and build what the sources say. */
export const buildTools: ReadonlyMap<string, Classifier> = new Map<string, Classifier>(
  Object.entries({
    npm: (words) => packageManager('npm', words),
    yarn: (words) => packageManager('yarn', words),
    pnpm: (words) => packageManager('pnpm', words),
    bun: (words) => packageManager('bun', words),
    tsc: () => is('build', 'npm', 'tsc'),
    ...Object.fromEntries(
      'astro docusaurus gatsby keystone medusa nest next ng nuxi nuxt parcel react-router react-scripts remix strapi vite vue-cli-service'
        .split(' ')
        .map((name) => [name, builder]),
    ),
    turbo: (words) => is(words.includes('build') ? 'build' : 'unknown', 'npm', words[0]),
    ...Object.fromEntries(
      'babel esbuild rollup swc tsup webpack'.split(' ').map((name) => [name, () => is('build', 'npm', name)]),
    ),
    prisma: (words) => is('generate', 'npm', words[0]),
    pip: pip,
    pip2: pip,
    pip3: pip,
    // Its models are packages that it lets pip install.
    spacy: (words) => (words[0] === 'download' ? is('dependencies', 'pip', 'download') : is('unknown')),
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
      return byVerb('go', words, {
        build: 'build',
        generate: 'generate',
        test: 'test',
        vet: 'test',
        clean: 'clean-up',
        fmt: 'test',
        env: 'configure',
        version: 'shell',
      });
    },
    cargo: (words) => {
      const told = words.filter((word) => !word.startsWith('+'));
      const verb = firstVerb(told);
      if (verb === 'install') return is(words.includes('--path') ? 'build' : 'tool', 'cargo', verb);
      return byVerb('cargo', told, {
        build: 'build',
        b: 'build',
        rustc: 'build',
        new: 'generate',
        init: 'generate',
        fetch: 'dependencies',
        chef: 'dependencies',
        vendor: 'dependencies',
        update: 'dependencies',
        'generate-lockfile': 'dependencies',
        test: 'test',
        check: 'test',
        clippy: 'test',
        clean: 'clean-up',
      });
    },
    rustup: () => is('tool', 'cargo'),
    mvn: maven,
    mvnw: maven,
    mvnd: maven,
    gradle,
    gradlew: gradle,
    sbt,
    lein: (words) => {
      const verbs = words.filter((word) => !word.startsWith('-'));
      const builds = verbs.find((verb) => /^(uberjar|jar|compile|uberwar|ring)$/.test(verb));
      return builds
        ? is('build', 'lein', builds)
        : byVerb('lein', words, { deps: 'dependencies', test: 'test', clean: 'clean-up' });
    },
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
    composer,
    'composer.phar': composer,
    bundle: (words) =>
      byVerb('bundler', words, {
        install: 'dependencies',
        update: 'dependencies',
        config: 'configure',
        clean: 'clean-up',
        exec: 'generate',
      }),
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
    ...Object.fromEntries(
      'configure autogen autogen.sh bootstrap bootstrap.sh buildconf autoreconf autoconf automake autoheader aclocal libtoolize'
        .split(' ')
        .map((name) => [name, () => is('build', 'make', 'configure')]),
    ),
    ...Object.fromEntries(
      'gcc g++ cc c++ clang clang++ ld ar ranlib javac rustc ldc2 dmd nim crystal ghc stack cabal dub swift zig'
        .split(' ')
        .map((name) => [name, () => is('build', 'compiler')]),
    ),
  }),
);

/** A program of a package that builds where it is told to, and does other things besides. */
function builder(words: readonly string[]): Classified {
  return is(/^(vite:)?build$/.test(words[0] ?? '') ? 'build' : 'unknown', 'npm', words[0]);
}

/** npm and its like. */
function packageManager(tool: Tool, words: readonly string[]): Classified {
  const isGlobal = words.some((word) => word === '-g' || word === '--global' || word === 'global');
  const [verb, ...rest] = words.filter((word) => !word.startsWith('-'));
  if (isGlobal) return is('tool', tool, verb);
  if (verb === undefined) return tool === 'yarn' ? is('dependencies', tool, 'install') : is('unknown', tool);
  if (/^(install|i|ci|add|clean-install|fetch|import)$/.test(verb)) return is('dependencies', tool, verb);
  if (/^(prune|deploy|rebuild|update|upgrade|up|dedupe|audit|uninstall|remove)$/.test(verb))
    return is('dependencies', tool, verb);
  if (verb === 'workspaces' && rest[0] === 'focus') return is('dependencies', tool, 'focus');
  if (/^(cache|store)$/.test(verb)) return is('clean-up', tool, verb);
  if (/^(config|set|version|pkg)$/.test(verb)) return is('configure', tool, verb);
  if (/^(test|t)$/.test(verb)) return is('test', tool, verb);
  if (/^(exec|dlx|x)$/.test(verb)) return { runs: rest };
  const script = /^(run|run-script)$/.test(verb)
    ? rest[0]
    : tool === 'yarn' || tool === 'pnpm' || tool === 'bun'
      ? verb
      : undefined;
  if (script === undefined) return is('unknown', tool, verb);
  if (/^(lint|test|check|typecheck|coverage)/.test(script)) return is('test', tool, script);
  return is(/generate|codegen|postinstall|prepare/.test(script) ? 'generate' : 'build', tool, script);
}

function composer(words: readonly string[]): Classified {
  return byVerb('composer', words, {
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
  });
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
  return words[at] === 'run' && name >= 0 ? { runs: rest.slice(name) } : undefined;
}

function uv(words: readonly string[]): Classified {
  const run = ran(words);
  if (run) return run;
  const [verb, second] = words.filter((word) => !word.startsWith('-'));
  if (verb === 'pip')
    return is(second === 'install' || second === 'sync' ? 'dependencies' : 'unknown', 'uv', `pip ${second}`);
  return byVerb('uv', words, {
    sync: 'dependencies',
    export: 'dependencies',
    lock: 'dependencies',
    venv: 'configure',
    tool: 'tool',
    build: 'build',
    cache: 'clean-up',
  });
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

/** Each argument is a command of its own, such as `clean` or `set test in assembly := {}`. */
function sbt(words: readonly string[]): Classified {
  const commands = words.filter((word) => !word.startsWith('-')).map((word) => word.replace(/^.*[:/]/, ''));
  const builds = commands.findLast((command) => /^(assembly|stage|packageBin|package\w*|compile|dist)$/.test(command));
  if (builds) return is('build', 'sbt', builds);
  if (commands.includes('update')) return is('dependencies', 'sbt', 'update');
  if (commands.includes('test')) return is('test', 'sbt', 'test');
  return is(commands.length === 0 ? 'shell' : 'unknown', 'sbt', commands[0]);
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
