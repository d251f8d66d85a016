// How a stand-in is described: the layers that it is made of, each with its name in the cache and the work that makes
// it. A layer is made once on this machine and shared by all images that lie on it.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cached, cacheRoot } from '../cache.ts';
import { type Layer, makeBaseImages, sha256 } from '../images.ts';
import { run } from '../processes.ts';
import { installInside, makeRootfs, packChanges, packTree, type Suite } from './layers.ts';

/** Raise it when the way in which layers are made changes. */
const EDITION = 1;

export interface LayerRecipe {
  /** Says what it holds, with the version; the name under which it is cached. */
  readonly name: string;
  /** What lies beneath, from the bottom; an empty list for a bottom layer. */
  readonly on: readonly LayerRecipe[];
  /** Changes the tree at `root`, which holds what lies beneath; `work` is an empty folder that is thrown away. */
  readonly make: (root: string, work: string) => Promise<void>;
}

export interface StandIn {
  readonly layers: readonly LayerRecipe[];
  /** The image configuration, with the field names of the engine: Env, Cmd, WorkingDir, … */
  readonly config: Readonly<Record<string, unknown>>;
  /** What it really is, such as `Debian 12 with Go 1.24.2`. */
  readonly is: string;
}

/** The reason why there is no stand-in: a sentence. */
export interface Missing {
  readonly missing: string;
}

export const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** A layer on top of others, with those beneath it: what the next one takes as its `on`. */
export function onTop(
  on: readonly LayerRecipe[],
  name: string,
  make: LayerRecipe['make'],
): readonly [...LayerRecipe[], LayerRecipe] {
  return [...on, { name, on, make }];
}

/** A layer of Debian packages. It carries the package database, so its name has to tell what lies beneath. */
export function packages(
  on: readonly LayerRecipe[],
  name: string,
  names: readonly string[],
  afterwards: (root: string) => Promise<void> = async () => {},
): readonly LayerRecipe[] {
  return onTop(on, name, async (root) => {
    await run('cp', ['-L', '/etc/resolv.conf', path.join(root, 'etc/resolv.conf')]);
    await run('chroot', [root, 'apt-get', 'update', '-qq']);
    await installInside(root, names);
    // Some packages write the bundle anew: what this machine trusts has to stay in it.
    await run('cp', ['/etc/ssl/certs/ca-certificates.crt', path.join(root, 'etc/ssl/certs/ca-certificates.crt')]);
    await afterwards(root);
  });
}

/** The bare systems. Debian 12 is the one that the testbed has anyway. */
export const bottoms: Readonly<Record<Suite, LayerRecipe>> = {
  bookworm: { name: 'bookworm', on: [], make: async () => {} },
  bullseye: { name: 'bullseye', on: [], make: async (root) => await makeRootfs(root, 'bullseye') },
  trixie: { name: 'trixie', on: [], make: async (root) => await makeRootfs(root, 'trixie') },
};

/** Makes the layers that are not in the cache yet. The names are relative to the cache's folder. */
export async function makeLayers(recipes: readonly LayerRecipe[]): Promise<Layer[]> {
  const layers: Layer[] = [];
  for (const recipe of recipes) layers.push(await makeCached(recipe));
  return layers;
}

async function makeCached(recipe: LayerRecipe): Promise<Layer> {
  if (recipe === bottoms.bookworm) {
    const base = await makeBaseImages();
    if ('missing' in base) throw new Error(base.missing);
    const debian = base.images.flatMap(({ layers }) => layers).find(({ name }) => name === 'debian');
    if (!debian) throw new Error('There is no Debian among the base images.');
    return { name: `${path.relative(cacheRoot, base.folder)}/debian`, diffId: debian.diffId };
  }
  const name = `layer-${EDITION}-${recipe.name}`;
  const folder = await cached(name, async (draft) => await makeLayerOf(recipe, draft));
  return { name, diffId: await readFile(path.join(folder, 'diff-id'), 'utf8') };
}

async function makeLayerOf(recipe: LayerRecipe, draft: string): Promise<void> {
  const beneath = await makeLayers(recipe.on);
  const root = path.join(draft, 'work/root');
  const work = path.join(draft, 'work/parts');
  await mkdir(root, { recursive: true });
  await mkdir(work);
  for (const { name } of beneath) await run('tar', ['-xf', path.join(cacheRoot, name, 'layer.tar'), '-C', root]);
  if (beneath.length === 0) {
    await recipe.make(root, work);
    await packTree(root, draft);
  } else {
    await packChanges(root, draft, async () => await recipe.make(root, work));
  }
  await rm(path.join(draft, 'work'), { recursive: true, force: true });
  await writeFile(path.join(draft, 'diff-id'), `sha256:${await sha256(path.join(draft, 'layer.tar'))}`);
}
