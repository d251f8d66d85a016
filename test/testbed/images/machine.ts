// What a container needs of this machine to install packages through its network: the authorities that it trusts and
// the settings of its package clients. They are read here when a layer is made and stand nowhere in this repository.
import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { type LayerRecipe, onTop } from './recipe.ts';

const AUTHORITIES = '/usr/local/share/ca-certificates';

/** Files of this machine and where they lie in a container. */
const SETTINGS: readonly (readonly [string, string])[] = [
  ['/etc/pip.conf', 'etc/pip.conf'],
  ['/etc/uv/uv.toml', 'etc/uv/uv.toml'],
  [path.join(homedir(), '.cargo/config.toml'), 'usr/local/cargo/config.toml'],
  [path.join(homedir(), '.m2/settings.xml'), 'root/.m2/settings.xml'],
];

/** A layer with the settings of this machine; no layer where it has none. */
export async function machineSettings(on: readonly LayerRecipe[]): Promise<readonly LayerRecipe[]> {
  const authorities = (await readdir(AUTHORITIES).catch(() => [])).map(
    (name) => [path.join(AUTHORITIES, name), path.join(AUTHORITIES.slice(1), name)] as const,
  );
  const hash = createHash('sha256');
  const there: (readonly [string, string])[] = [];
  for (const [from, to] of [...authorities, ...SETTINGS]) {
    const content = await readFile(from).catch(() => undefined);
    if (content === undefined) continue;
    hash.update(`${to}\n`).update(content);
    there.push([from, to]);
  }
  if (there.length === 0) return on;
  const bottom = on.at(-1)?.name ?? 'nothing';
  return onTop(on, `machine-${bottom}-${hash.digest('hex').slice(0, 12)}`, async (root) => {
    for (const [from, to] of there) {
      await mkdir(path.dirname(path.join(root, to)), { recursive: true });
      await cp(from, path.join(root, to));
    }
  });
}
