/** Builds and packs the VSIX, then reads it back: what is in it and how large it is are asserted, not hoped for. */
import { cp, glob, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createVSIX, listFiles, PackageManager } from '@vscode/vsce';
import manifest from '../package.json' with { type: 'json' };
import { buildAll } from './build.ts';
import { root } from './root.ts';

export const vsixPath = path.join(root, `quayside-${manifest.version}.vsix`);

/** The bundles that are in it: all of them. */
const bundleNames = [
  ...[
    'extension',
    'web',
    'cli',
    'commands',
    'cloud',
    'aws-sdk',
    'dockerfile',
    'guided',
    'lint',
    'optimize',
    'configuration',
  ],
  ...['unified-diff', 'optimizing', 'proof', 'build-context', 'optimizer', 'rules', 'layers'],
];
const limit = 1.25 * 1024 * 1024;
const allowed = [
  /^(package\.json|package\.nls(\.[a-z-]+)?\.json|README\.md|CHANGELOG\.md|LICENSE)$/i,
  new RegExp(`^dist/(${bundleNames.join('|')})\\.js$`),
  /^media\/[\w.-]+\.(svg|png|json|md|css|js)$/,
  /^snippets\/[\w.-]+\.json$/,
  /^l10n\/bundle\.l10n(\.[a-z-]+)?\.json$/,
  /^docs\/rules\/[\w-]+\.md$/,
];

export async function packageVsix(): Promise<string> {
  await buildAll();
  const folder = await mkdtemp(path.join(tmpdir(), 'quayside-vsix-'));
  try {
    await stage(folder);
    return await pack(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** vsce walks all of the folder that it packs, and a testbed that runs in ours holds the files of a hundred images. */
async function stage(folder: string): Promise<void> {
  const allowList = '.vscodeignore';
  const patterns = (await readFile(path.join(root, allowList), 'utf8')).match(/(?<=^!).+/gm) ?? [];
  for await (const file of glob([allowList, ...patterns], { cwd: root })) {
    await cp(path.join(root, file), path.join(folder, file));
  }
}

async function pack(folder: string): Promise<string> {
  const files = (await listFiles({ cwd: folder, packageManager: PackageManager.None })).map((file) =>
    file.replaceAll('\\', '/'),
  );
  const strangers = files.filter((file) => !allowed.some((pattern) => pattern.test(file)));
  if (strangers.length > 0) throw new Error(`The VSIX would hold files that it must not:\n  ${strangers.join('\n  ')}`);
  const bundles = files.filter((file) => file.startsWith('dist/'));
  if (bundles.length !== bundleNames.length) {
    throw new Error(`The VSIX has to hold the bundles ${bundleNames.join(', ')}; it holds: ${bundles.join(', ')}`);
  }
  await createVSIX({
    cwd: folder,
    dependencies: false,
    packagePath: vsixPath,
    skipLicense: false,
    rewriteRelativeLinks: true,
  });
  const { size } = await stat(vsixPath);
  console.log(
    `${path.basename(vsixPath)}: ${files.length} files, ${(size / 1024).toFixed(0)} KiB of ${(limit / 1024).toFixed(0)} KiB`,
  );
  if (size > limit) throw new Error(`The VSIX is ${size} bytes, more than ${limit}`);
  return vsixPath;
}

if (import.meta.main) await packageVsix();
