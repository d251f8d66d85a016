// The packages that are installed in a pushed image, read from its layers: Debian's from dpkg's own list, npm's from
// the package.json of each folder in a node_modules. A file of an upper layer hides the one below, as in a container.
import { gunzipSync } from 'node:zlib';
import type { PushedImage, Registry } from './registry.ts';
import { readTar } from './tar.ts';

export interface InstalledPackage {
  readonly ecosystem: 'debian' | 'npm';
  readonly name: string;
  readonly version: string;
  /** The source package of a Debian one, by whose name advisories often go. */
  readonly source?: string;
}

export async function packagesOf(
  registry: Registry,
  image: PushedImage,
): Promise<{ packages: readonly InstalledPackage[]; hasOperatingSystem: boolean }> {
  const manifest = await registry.manifestOf(image);
  const files = new Map<string, string>();
  for (const layer of manifest?.layers ?? []) {
    const bytes = await registry.blob(image, layer.digest);
    applyLayer(files, isGzip(bytes) ? gunzipSync(bytes) : bytes);
  }
  const packages: InstalledPackage[] = [];
  for (const [path, text] of files) {
    if (path === DPKG_STATUS || path.startsWith(DPKG_PARTS)) packages.push(...debianPackages(text));
    else if (MODULE.test(path)) packages.push(...npmPackage(text));
  }
  const hasOperatingSystem = [...files.keys()].some((path) => path === DPKG_STATUS || path.startsWith(DPKG_PARTS));
  return { packages, hasOperatingSystem };
}

const DPKG_STATUS = 'var/lib/dpkg/status';
// Distroless images keep one file for each package.
const DPKG_PARTS = 'var/lib/dpkg/status.d/';
const MODULE = /(^|\/)node_modules\/(@[^/]+\/)?[^/]+\/package\.json$/;

function applyLayer(files: Map<string, string>, layer: Buffer): void {
  for (const { path, content } of readTar(layer)) {
    const whiteout = /^(.*\/)?\.wh\.(.+)$/.exec(path);
    if (whiteout) {
      const folder = whiteout[1] ?? '';
      const hidden = whiteout[2] === '.wh..opq' ? folder : `${folder}${whiteout[2]}`;
      for (const known of files.keys()) {
        if (known === hidden || known.startsWith(hidden.endsWith('/') || hidden === '' ? hidden : `${hidden}/`)) {
          files.delete(known);
        }
      }
    } else if (
      path === DPKG_STATUS ||
      (path.startsWith(DPKG_PARTS) && !path.endsWith('.md5sums')) ||
      MODULE.test(path)
    ) {
      files.set(path, content.toString('utf8'));
    }
  }
}

function debianPackages(status: string): InstalledPackage[] {
  return status.split(/\n\n+/).flatMap((paragraph) => {
    const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(paragraph)?.[1];
    const name = field('Package');
    const version = field('Version');
    const state = field('Status');
    if (!name || !version || (state !== undefined && !state.endsWith(' installed'))) return [];
    const source = field('Source')?.split(' ')[0];
    return [{ ecosystem: 'debian' as const, name, version, ...(source ? { source } : {}) }];
  });
}

function npmPackage(text: string): InstalledPackage[] {
  try {
    const { name, version } = JSON.parse(text) as { name?: unknown; version?: unknown };
    return typeof name === 'string' && typeof version === 'string' ? [{ ecosystem: 'npm', name, version }] : [];
  } catch {
    return [];
  }
}

const isGzip = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;
