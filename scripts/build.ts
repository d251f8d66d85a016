/**
 * Makes dist/: one CommonJS bundle for each way in, and one that holds everything that talks to
 * Docker or AWS. That one is loaded on first use, so opening a Dockerfile never pays for it.
 */
import { chmod, glob, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { getL10nJson } from '@vscode/l10n-dev';
import { type BuildOptions, type BuildResult, build, type Metafile, type Plugin } from 'esbuild';
import { specJsonSchema } from '../src/core/fargate/spec-file.ts';
import { root } from './root.ts';
import { sdkTrimmed } from './sdk-trimmed.ts';

const dist = path.join(root, 'dist');
const production = !process.argv.includes('--development');

/**
 * What is loaded on first use: each is a bundle of its own, and a dynamic `import()` of it stays an import of the
 * bundle next door instead of being pulled in.
 */
const onDemand: Readonly<Record<string, string>> = {
  cloud: 'cloud.ts',
  'aws-sdk': 'adapters/aws/sdk/clients.ts',
  dockerfile: 'features/dockerfile/register.ts',
  guided: 'features/deploy/guided-start.ts',
  lint: 'cli/lint.ts',
  optimize: 'cli/optimize.ts',
  optimizing: 'features/optimize/optimizing.ts',
  proof: 'features/optimize/prove.ts',
  'build-context': 'adapters/build-context.ts',
  layers: 'features/images/layers-shown.ts',
  configuration: 'core/yaml-files.ts',
  'unified-diff': 'core/unified-diff.ts',
};

const loadedOnDemand: Plugin = {
  name: 'loaded-on-demand',
  setup({ onResolve }) {
    onResolve({ filter: /\.ts$/ }, ({ kind, path: wanted, resolveDir }) => {
      if (kind !== 'dynamic-import') return undefined;
      const file = inSource(path.resolve(resolveDir, wanted));
      const bundle = Object.keys(onDemand).find((name) => onDemand[name] === file);
      return bundle ? { path: `./${bundle}.js`, external: true } : undefined;
    });
  },
};

/** Of the bundles on demand those that read Dockerfiles, and so fetch the parser and the rules from a bundle of these. */
const readers = ['dockerfile', 'lint', 'optimize', 'optimizing'];

/** What several of them need: a bundle for each, by the folders of `src/core` that it holds. In the order of need. */
const sharedCode: Readonly<Record<string, RegExp>> = {
  optimizer: /^core\/optimize\//,
  rules: /^core\/(?:dockerfile\/(?!language\/)|lint\/(?!reports\/))/,
};

const sharedBundleOf = (file: string): string | undefined =>
  Object.keys(sharedCode).find((name) => sharedCode[name]?.test(file));

const inSource = (file: string): string => path.relative(path.join(root, 'src'), file).replaceAll('\\', '/');

/**
 * Lets an import of shared code fetch it from its bundle, where each module is found by its path.
 * @param wanted gets what each of those bundles has to hold
 */
const fetchedFromSharedBundles = (wanted: ReadonlyMap<string, Set<string>>): Plugin => ({
  name: 'fetched-from-shared-bundles',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\.ts$/ }, ({ kind, path: module, importer, resolveDir }) => {
      if (kind !== 'import-statement') return undefined;
      const file = inSource(path.resolve(resolveDir, module));
      const bundle = sharedBundleOf(file);
      if (bundle === undefined || sharedBundleOf(inSource(importer)) === bundle || importer === '<stdin>')
        return undefined;
      wanted.get(bundle)?.add(file);
      return { path: file, namespace: 'shared' };
    });
    onResolve({ filter: /^\.\/\w+\.js$/, namespace: 'shared' }, ({ path: bundle }) => ({
      path: bundle,
      external: true,
    }));
    onLoad({ filter: /.*/, namespace: 'shared' }, ({ path: file }) => ({
      contents: `module.exports = require('./${sharedBundleOf(file)}.js')[${JSON.stringify(file)}]`,
      loader: 'js',
    }));
  },
});

/** What dockerode asks for when it loads and uses only for things that we do not do: SSH, its own session, its own tar. */
const neverReached: Plugin = {
  name: 'never-reached',
  setup({ onResolve, onLoad }) {
    const unused = /^(ssh2|@grpc\/(grpc-js|proto-loader)|protobufjs|tar-fs|@balena\/dockerignore)$/;
    onResolve({ filter: unused }, ({ path: wanted, importer }) =>
      /node_modules[\\/](dockerode|docker-modem)[\\/]/.test(importer)
        ? { path: wanted, namespace: 'never-reached' }
        : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'never-reached' }, () => ({ contents: 'module.exports = {}', loader: 'js' }));
  },
};

const shared = {
  bundle: true,
  format: 'cjs',
  target: 'node22',
  mainFields: ['module', 'main'],
  outdir: dist,
  minify: production,
  sourcemap: production ? false : 'linked',
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
} satisfies BuildOptions;

export async function buildAll(): Promise<void> {
  await rm(dist, { recursive: true, force: true });
  await mkdir(dist, { recursive: true });
  const [node, web] = await Promise.all([
    buildForNode(),
    build({
      ...shared,
      platform: 'browser',
      target: 'es2022',
      mainFields: ['browser', 'module', 'main'],
      entryPoints: [path.join(root, 'src/web.ts')],
      external: ['vscode'],
    }),
    writeTranslatableStrings(),
    writeFile(path.join(root, 'media', 'quayside.schema.json'), `${JSON.stringify(specJsonSchema(), undefined, 2)}\n`),
  ]);
  await chmod(path.join(dist, 'cli.js'), 0o755);
  await writeFile(path.join(dist, 'meta.json'), JSON.stringify({ node, web: web.metafile }));
  for (const { outputs } of [node, web.metafile]) {
    for (const [file, { bytes }] of Object.entries(outputs)) {
      if (file.endsWith('.js'))
        console.log(`${path.basename(file).padEnd(14)} ${(bytes / 1024).toFixed(0).padStart(6)} KiB`);
    }
  }
}

/** @returns what is in all of them */
async function buildForNode(): Promise<Pick<Metafile, 'outputs'>> {
  const entries: Readonly<Record<string, string>> = {
    extension: 'extension.ts',
    cli: 'cli/start.ts',
    commands: 'cli.ts',
    ...onDemand,
  };
  const wanted = new Map(Object.keys(sharedCode).map((name) => [name, new Set<string>()]));
  const options = {
    ...shared,
    platform: 'node' as const,
    external: ['vscode'],
    // A bundle next door is fetched by `require`: the loader for modules would have to be started and to read it first.
    supported: { 'dynamic-import': false },
  };
  const bundles = (isWanted: (name: string) => boolean, plugins: readonly Plugin[]) =>
    build({
      ...options,
      entryPoints: Object.entries(entries)
        .filter(([name]) => isWanted(name))
        .map(([out, file]) => ({ out, in: path.join(root, 'src', file) })),
      plugins: [loadedOnDemand, ...plugins],
    });
  const fetching = fetchedFromSharedBundles(wanted);
  const built: BuildResult<{ metafile: true }>[] = await Promise.all([
    bundles((name) => !readers.includes(name), [neverReached, sdkTrimmed]),
    bundles((name) => readers.includes(name), [fetching]),
  ]);
  // Each may want more of the next.
  for (const [name, files] of wanted) {
    const modules = [...files].sort();
    const contents = modules
      .map(
        (file, index) => `import * as m${index} from './src/${file}'; export { m${index} as ${JSON.stringify(file)} };`,
      )
      .join('\n');
    const { outdir: _, ...alone } = options;
    const stdin = { contents, resolveDir: root, loader: 'ts' as const };
    built.push(
      await build({ ...alone, stdin, outfile: path.join(dist, `${name}.js`), plugins: [loadedOnDemand, fetching] }),
    );
  }
  return { outputs: Object.assign({}, ...built.map(({ metafile }) => metafile.outputs)) };
}

/** `l10n/bundle.l10n.json`: every string that the editor shows, for translators to start from. */
async function writeTranslatableStrings(): Promise<void> {
  const sources = await Array.fromAsync(glob('src/{features,ui}/**/*.ts', { cwd: root }));
  const files = sources.sort().map(async (file) => ({
    extension: '.ts' as const,
    contents: await readFile(path.join(root, file), 'utf8'),
  }));
  const strings = await getL10nJson(await Promise.all(files));
  await mkdir(path.join(root, 'l10n'), { recursive: true });
  await writeFile(path.join(root, 'l10n', 'bundle.l10n.json'), `${JSON.stringify(strings, undefined, 2)}\n`);
}

if (import.meta.main) await buildAll();
