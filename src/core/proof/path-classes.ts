/**
 * Paths that no program reads when it runs, by what they are for. A class names the reason that a person is shown;
 * what is in no class may matter, and its loss is a difference.
 */
export interface PathClass {
  readonly reason: string;
  readonly matches: RegExp;
  /** True where only the start of both images shows that nothing reads them. */
  readonly restsOnStart?: true;
}

/** Wherever they lie. */
export const anywhere: readonly PathClass[] = [
  {
    reason: 'written anew when a container starts',
    matches:
      /^\/(?:dev|proc|sys|run|tmp|var\/tmp|var\/run)(?:\/|$)|^\/\.dockerenv$|^\/etc\/(?:hosts|hostname|resolv\.conf|mtab)$/,
  },
  {
    reason: 'cache of a package manager',
    matches:
      /^\/var\/(?:cache|lib\/apt\/lists)(?:\/|$)|^\/(?:root|home\/[^/]+)\/(?:\.cache|\.npm|\.yarn|\.pnpm-store|\.local\/share\/pnpm|\.m2|\.gradle|\.cargo|\.rustup|\.bundle|\.composer|\.nuget|\.config\/(?:yarn|pip)|\.node-gyp|\.sbt|\.ivy2|go)(?:\/|$)|\/(?:pnpm\/store|\.pnpm-store)\/v\d+(?:\/|$)|^\/usr\/local\/share\/\.cache(?:\/|$)|^\/go\/pkg(?:\/|$)|^\/usr\/local\/cargo\/(?:registry|git)(?:\/|$)|\/node_modules\/\.(?:cache|vite)(?:\/|$)|^\/etc\/apk\/cache/,
  },
  { reason: 'log of a package manager', matches: /^\/var\/log(?:\/|$)|\/(?:npm|yarn)-(?:debug|error)[^/]*\.log$/ },
  {
    reason: 'documentation of the system',
    matches:
      /^\/usr\/(?:local\/)?share\/(?:doc|doc-base|man|info|locale|lintian|bug|gtk-doc|bash-completion|zsh)(?:\/|$)/,
  },
  {
    reason: 'records of the package manager',
    matches:
      /^\/var\/lib\/(?:dpkg|apt|pam|systemd|ucf|update-rc\.d|rpm|dnf|yum)(?:\/|$)|^\/lib\/apk(?:\/|$)|^\/etc\/(?:apt|apk|dpkg|alternatives|ld\.so\.cache|mailcap|rc\w\.d|init\.d|cron\.\w+)(?:\/|$)|^\/etc\/(?:passwd|group|shadow|gshadow|subuid|subgid)-?$|\/node_modules\/\.(?:package-lock\.json|yarn-integrity|yarn-state\.yml|package-map\.json|modules\.yaml|pnpm-workspace-state[^/]*)$|\/\.pnpm\/lock\.yaml$|\/\.yarn\/(?:install-state\.gz|build-state\.yml)$/,
  },
  { reason: 'compiled by Python from the source beside it', matches: /\.py[co]$|\/__pycache__$/ },
];

/** In the folders of an application. */
export const inApplication: readonly PathClass[] = [
  {
    reason: 'kept for development only',
    matches:
      /\/\.(?:git|github|gitlab|circleci|husky|vscode|idea|devcontainer|storybook)(?:\/|$)|\/\.(?:git(?:ignore|attributes|modules|keep)|dockerignore|editorconfig|eslint\w*[^/]*|prettier\w*[^/]*|stylelint[^/]*|nvmrc|node-version|python-version|ruby-version|tool-versions|travis\.yml|gitlab-ci\.yml|babelrc[^/]*|browserslistrc|commitlintrc[^/]*|lintstagedrc[^/]*|npmignore|npmrc|yarnrc[^/]*|flake8|pylintrc|pre-commit-config\.yaml|rubocop[^/]*|rspec|swcrc|rustfmt\.toml|clippy\.toml|env\.example|env\.sample|DS_Store)$|\/(?:(?:Docker|Container)file[^/]*|[^/]+\.[Dd]ockerfile(?:\.dockerignore)?|(?:docker-)?compose[^/]*\.ya?ml|docker-bake\.hcl|Makefile|Jenkinsfile|Procfile|Vagrantfile|renovate\.json|sonar-project\.properties|azure-pipelines[^/]*|cloudbuild\.yaml|fly\.toml|Taskfile\.ya?ml|justfile|rustfmt\.toml|clippy\.toml)$/,
  },
  {
    reason: 'configuration of build tools',
    matches:
      /\/(?:tsconfig[^/]*\.json|jsconfig\.json|(?:webpack|rollup|vite|vitest|jest|babel|postcss|tailwind|tsup|cypress|playwright|eslint|prettier|metro|vue|svelte|astro|commitlint|lint-staged)\.config(?:\.[\w-]+)*\.(?:[cm]?[jt]s|json)|(?:gulpfile|Gruntfile)(?:\.babel)?\.[cm]?[jt]s|karma\.conf\.[jt]s|(?:angular|nest-cli|turbo|nx|lerna|nodemon|rush)\.json|pnpm-workspace\.yaml)$/,
  },
  {
    reason: 'manifest or lock file of the build',
    matches:
      /\/(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|go\.(?:mod|sum|work|work\.sum)|Cargo\.(?:toml|lock)|rust-toolchain(?:\.toml)?|pom\.xml|mvnw(?:\.cmd)?|gradlew(?:\.bat)?|(?:build|settings)\.gradle(?:\.kts)?|gradle\.properties|\.mvn|\.mvn\/.*|gradle\/wrapper(?:\/.*)?|gradle|[^/]+\.(?:csproj|fsproj|vbproj|sln|props|targets)|nuget\.config|global\.json|requirements[^/]*\.(?:txt|in)|requirements|pyproject\.toml|poetry\.lock|poetry\.toml|uv\.lock|pdm\.lock|Pipfile(?:\.lock)?|setup\.(?:py|cfg)|MANIFEST\.in|tox\.ini|pytest\.ini|mypy\.ini|CMakeLists\.txt|CMakePresets\.json|configure(?:\.ac)?|meson\.build|Makefile\.\w+|conanfile\.\w+|vcpkg\.json|[^/]+\.cmake)$/,
  },
  {
    reason: 'tests',
    matches:
      /\/(?:tests?|__tests__|__mocks__|e2e|cypress|testdata|coverage|\.nyc_output|\.pytest_cache)(?:\/|$)|[._-](?:test|spec)\.\w+$|\/(?:test_[^/]+|conftest)\.py$/,
  },
  {
    reason: 'documentation',
    matches:
      /\.(?:md|mdx|rst|adoc)$|\/(?:README|LICEN[CS]E|CHANGELOG|CONTRIBUTING|AUTHORS|NOTICE|HISTORY|COPYING|TODO)(?:\.txt)?$/i,
  },
  {
    reason: 'tool that installs and builds',
    restsOnStart: true,
    matches:
      /^\/(?:usr\/(?:local\/)?)?bin\/(?:composer(?:\.phar)?|install-php-extensions|uvx?|poetry|mvn|gradle|cargo)$|\/lib\/node_modules\/(?:@nestjs\/cli|@angular\/cli|@vue\/cli|turbo|nx|lerna|gulp|gulp-cli|grunt-cli|webpack|webpack-cli|rimraf|node-gyp|eslint|prettier)(?:\/|$)|\/bin\/(?:nest|ng|vue|turbo|nx|lerna|gulp|grunt|webpack|webpack-cli|rimraf|node-gyp|eslint|prettier)$|\/\.yarn\/(?:releases|plugins|sdks|versions)(?:\/|$)/,
  },
  {
    reason: 'left by a build',
    restsOnStart: true,
    matches:
      /\.(?:o|a|lo|la|obj|d|gch|rlib|rmeta|class|tsbuildinfo)$|\/(?:CMakeFiles|build-tmp-[^/]+|\.gradle|\.angular|\.nuxt|\.turbo|\.parcel-cache|\.eslintcache|obj|\.vite|\.svelte-kit|\.mypy_cache|\.ruff_cache)(?:\/|$)|\/\.next\/cache(?:\/|$)|\/(?:CMakeCache\.txt|cmake_install\.cmake|install_manifest\.txt|meson-(?:info|logs|private|uninstalled)(?:\/.*)?|build\.ninja|\.ninja_(?:log|deps))$|\/dependency-reduced-pom\.xml$|\/target\/(?:[^/]+\.jar$|debug|release|classes|generated-sources|maven-archiver|maven-status|surefire-reports|test-classes|[^/]+-[^/]+-[^/]+|\.rustc_info\.json|CACHEDIR\.TAG)(?:\/|$)|\/build\/(?:classes|generated|tmp|reports|resources|kotlin)(?:\/|$)|\/bin\/(?:Debug|Release)\/net[\w.]+(?:\/|$)|\.egg-info(?:\/|$)|\.jar\.original$|-(?:plain|sources|javadoc)\.jar$/,
  },
];

/** Of languages that are compiled before they run. */
export const compiledSource =
  /\.(?:ts|tsx|mts|cts|jsx|vue|svelte|scss|sass|less|styl|go|rs|java|kt|kts|scala|groovy|cs|fs|vb|c|cc|cpp|cxx|h|hh|hpp|hxx|s|swift|proto|elm|dart|map)$/i;

/** Of programs that run what a tool made of them, in a folder beside. */
export const bundledSource = /\/src\/.*\.(?:js|mjs|cjs|jsx)$/;
export const bundleFolder = /\/(?:dist|build|out|lib|bundle|\.output|\.next|public)\//;

/** What a bundler reads, beside compiled sources, and a program that starts in place of its own server does not. */
export const inputOfBuild = /\/next\.config\.[cm]?[jt]s$|\/(?:src|app|pages|components|styles)\/.*\.css$/;

/** Tools that read sources when the program starts: with them, sources are what runs. */
export const sourceRunner =
  /\/(?:ts-node|tsx|nodemon|@babel\/node|vite|react-scripts|@angular\/cli|@vue\/cli-service|webpack-dev-server|parcel)(?:\/|$)|\/(?:go|cargo|mvn|gradle|sbt|bun|deno|tsx|ts-node)$/;

/** Runs sources too, unless there is a build of them to run. */
export const nextRunner = /\/next\/dist\/bin\//;
export const nextBuild = /\/\.next\/BUILD_ID$/;

/**
 * What programs read without naming it, and what a RUN says that puts it there: it is missed only where somebody asked
 * for it, and not where it came along with a build tool.
 */
export const sharedData: readonly { readonly matches: RegExp; readonly askedBy: RegExp }[] = [
  {
    matches: /^\/(?:etc\/ssl\/certs|etc\/pki|usr\/(?:local\/)?share\/ca-certificates)\//,
    askedBy: /ca-certificates|\/etc\/ssl|\/etc\/pki|\.(?:crt|pem)\b/,
  },
  { matches: /^\/usr\/share\/zoneinfo\/|^\/etc\/(?:localtime|timezone)$/, askedBy: /tzdata|zoneinfo|localtime/ },
  { matches: /^\/usr\/(?:local\/)?share\/fonts\//, askedBy: /\b(?:fonts|ttf|otf)\b/ },
  {
    matches: /^\/usr\/(?:share|lib)\/(?:locale|i18n)\/|^\/etc\/(?:locale\.gen|default\/locale)$/,
    askedBy: /\blocales?\b/,
  },
];
