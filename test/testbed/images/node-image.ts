// `node`: the program, npm and yarn as the npm registry has them, of any major version.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { addNode, TRUST } from '../images.ts';
import { run } from '../processes.ts';
import { npmPackage } from './npm-package.ts';
import { type LayerRecipe, PATH, packages, type StandIn } from './recipe.ts';
import { type Reference, versionOf } from './reference.ts';
import { addAlpineTools, buildTools, system } from './systems.ts';

/** What `lts` and `latest` mean here. */
const LTS = '24';

// A native module is compiled against the headers that the image has; their download is not in reach.
const HEADERS = 'npm_config_nodedir=/usr/local';

export async function node({ tag }: Reference): Promise<StandIn> {
  const release = versionOf(tag) ?? LTS;
  const on = await system('bookworm');
  const isFull = !/slim|alpine/.test(tag);
  return {
    layers: [
      ...(isFull
        ? await buildTools()
        : /alpine/.test(tag)
          ? packages(on, 'alpine', ['busybox-static', 'tzdata'], addAlpineTools)
          : on),
      { name: `node-${release}`, on, make: addRelease(release) },
    ],
    config: {
      Env: [`PATH=${PATH}`, TRUST, `NODE_VERSION=${release}`, 'YARN_VERSION=1.22.22', HEADERS],
      Entrypoint: ['docker-entrypoint.sh'],
      Cmd: ['node'],
    },
    is: `Debian 12 with Node ${release}`,
  };
}

/** The npm that came with a major version of Node. */
function npmOf(release: string): string {
  const major = Number.parseInt(release, 10);
  if (major >= 24) return '11';
  if (major >= 18) return '10';
  return major >= 16 ? '8' : '6';
}

function addRelease(release: string): LayerRecipe['make'] {
  return async (root, work) => {
    const program = await fetchNode(release, work);
    const npm = await npmPackage(`npm@${npmOf(release)}`, work, 'npm');
    await addNode(root, program, npm);
    const yarn = path.join(root, 'opt/yarn-v1.22.22');
    await mkdir(path.dirname(yarn), { recursive: true });
    await run('cp', ['-r', await npmPackage('yarn@1.22.22', work, 'yarn'), yarn]);
    const bin = path.join(root, 'usr/local/bin');
    await run('ln', ['-s', '/opt/yarn-v1.22.22/bin/yarn.js', path.join(bin, 'yarn')]);
    await run('ln', ['-s', '/opt/yarn-v1.22.22/bin/yarn.js', path.join(bin, 'yarnpkg')]);
    await run('chmod', ['755', path.join(yarn, 'bin/yarn.js')]);
    await run('cp', ['-r', path.join(work, 'node/package/include'), path.join(root, 'usr/local')]).catch(() => {});
    if (Number.parseInt(release, 10) < 16 || Number.parseInt(release, 10) > 24) return;
    const modules = path.join(root, 'usr/local/lib/node_modules');
    await run('cp', ['-r', await npmPackage('corepack@0', work, 'corepack'), path.join(modules, 'corepack')]);
    await run('chmod', ['755', path.join(modules, 'corepack/dist/corepack.js')]);
    await run('ln', ['-s', '../lib/node_modules/corepack/dist/corepack.js', path.join(bin, 'corepack')]);
  };
}

/** The path of the program, unpacked below `work`. */
export async function fetchNode(release: string, work: string): Promise<string> {
  const architecture = process.arch === 'arm64' ? 'arm64' : 'x64';
  return path.join(await npmPackage(`node-linux-${architecture}@${release}`, work, 'node'), 'bin/node');
}
