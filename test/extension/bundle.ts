import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { root } from '../../scripts/root.ts';

export type ExtensionHost = 'node' | 'web';

const here = path.join(root, 'test/extension');

/**
 * Bundles the suites of some folders, or only those of these names, into a driver extension for an extension host, which holds nothing else and only exists because
 * VS Code runs tests in an extension under development: the extension under test is the packaged one.
 */
export async function buildDriver(
  host: ExtensionHost,
  folder: string,
  folders: readonly string[] = ['shared', host],
  only: readonly string[] = [],
): Promise<{ driver: string; tests: string }> {
  const suites = folders
    .flatMap((name) => suiteFiles(path.join(here, 'suites', name)))
    .filter((file) => only.length === 0 || only.includes(path.basename(file, '.test.ts')));
  if (suites.length === 0) throw new Error(`There is no such suite in ${folders.join(', ')}.`);
  const modules = [path.join(here, 'inside/mocha-setup.ts'), ...suites];
  const entry = [
    ...modules.map((file) => `import ${JSON.stringify(file)};`),
    `export { run } from ${JSON.stringify(path.join(here, 'inside/run.ts'))};`,
  ];
  return bundleDriver(entry.join('\n'), host, folder);
}

/** Bundles a module that exports `run`, given as its text, into a driver extension. */
export async function bundleDriver(
  entry: string,
  host: ExtensionHost,
  folder: string,
): Promise<{ driver: string; tests: string }> {
  const tests = path.join(folder, 'suites.js');
  await build({
    stdin: { contents: entry, resolveDir: here, loader: 'ts' },
    outfile: tests,
    bundle: true,
    format: 'cjs',
    platform: host === 'web' ? 'browser' : 'node',
    target: 'es2023',
    external: ['vscode'],
    keepNames: true,
    logLevel: 'warning',
  });
  const manifest = { name: 'driver', publisher: 'quayside-test', version: '0.0.0', engines: { vscode: '*' } };
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
  return { driver: folder, tests };
}

function suiteFiles(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.test.ts'))
      .sort()
      .map((name) => path.join(folder, name));
  } catch {
    return [];
  }
}
