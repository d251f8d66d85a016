/**
 * Makes dist/: one CommonJS bundle for each way in, and one that holds everything that talks to
 * Docker or AWS. That one is loaded on first use, so opening a Dockerfile never pays for it.
 */
import { chmod, glob, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { getL10nJson } from '@vscode/l10n-dev';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { specJsonSchema } from '../src/core/fargate/spec-file.ts';
import { root } from './root.ts';

const dist = path.join(root, 'dist');
const production = !process.argv.includes('--development');

/**
 * What is loaded on first use: each is a bundle of its own, and a dynamic `import()` of it stays an import of the
 * bundle next door instead of being pulled in.
 */
const onDemand: Readonly<Record<string, string>> = {
  cloud: 'cloud.ts',
  dockerfile: 'features/dockerfile/register.ts',
  guided: 'features/deploy/guided-start.ts',
  lint: 'cli/lint.ts',
  optimize: 'cli/optimize.ts',
  configuration: 'core/yaml-files.ts',
  'unified-diff': 'core/unified-diff.ts',
};

const loadedOnDemand: Plugin = {
  name: 'loaded-on-demand',
  setup({ onResolve }) {
    onResolve({ filter: /\.ts$/ }, ({ kind, path: wanted, resolveDir }) => {
      if (kind !== 'dynamic-import') return undefined;
      const file = path.relative(path.join(root, 'src'), path.resolve(resolveDir, wanted)).replaceAll('\\', '/');
      const bundle = Object.keys(onDemand).find((name) => onDemand[name] === file);
      return bundle ? { path: `./${bundle}.js`, external: true } : undefined;
    });
  },
};

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

const shared: BuildOptions = {
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
};

export async function buildAll(): Promise<void> {
  await rm(dist, { recursive: true, force: true });
  await mkdir(dist, { recursive: true });
  const source = (name: string) => path.join(root, 'src', name);
  const [node, web] = await Promise.all([
    build({
      ...shared,
      platform: 'node',
      entryPoints: Object.entries({ extension: 'extension.ts', cli: 'cli.ts', ...onDemand }).map(([out, file]) => ({
        out,
        in: source(file),
      })),
      external: ['vscode'],
      // A bundle next door is fetched by `require`: the loader for modules would have to be started and to read it first.
      supported: { 'dynamic-import': false },
      plugins: [loadedOnDemand, neverReached],
    }),
    build({
      ...shared,
      platform: 'browser',
      target: 'es2022',
      mainFields: ['browser', 'module', 'main'],
      entryPoints: [source('web.ts')],
      external: ['vscode'],
    }),
    writeTranslatableStrings(),
    writeFile(path.join(root, 'media', 'quayside.schema.json'), `${JSON.stringify(specJsonSchema(), undefined, 2)}\n`),
  ]);
  await chmod(path.join(dist, 'cli.js'), 0o755);
  await writeFile(path.join(dist, 'meta.json'), JSON.stringify({ node: node.metafile, web: web.metafile }));
  for (const result of [node, web]) {
    for (const [file, { bytes }] of Object.entries(result.metafile?.outputs ?? {})) {
      if (file.endsWith('.js'))
        console.log(`${path.basename(file).padEnd(14)} ${(bytes / 1024).toFixed(0).padStart(6)} KiB`);
    }
  }
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
