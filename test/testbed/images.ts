// The base images of the testbed. No public registry need be in reach: what stands under the names `node:22-slim`,
// `redis:7-alpine` and so on is Debian with Debian's or npm's programs, made on this machine once and kept as layers.
// So musl, apk and the true size of a base cannot be shown with them; what is built on top of them can.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type Docker from 'dockerode';
import { cached } from './cache.ts';
import { installMissing, whyNoDebianPackages } from './debian.ts';
import type { Missing } from './engine.ts';
import { makeLayer, makeRootfs, packTree } from './images/layers.ts';
import { loadImages } from './images/load.ts';
import { run } from './processes.ts';

export interface BaseImages {
  /** The folder with `<layer>/layer.tar` and `layers.json`. */
  readonly folder: string;
  readonly images: readonly BaseImage[];
}

export interface BaseImage {
  readonly tags: readonly string[];
  readonly layers: readonly Layer[];
  readonly config: Readonly<Record<string, unknown>>;
  /** What the image is, for those who look at it in the engine. */
  readonly comment?: string;
}

export interface Layer {
  readonly name: string;
  /** sha256 of the uncompressed layer, as `sha256:…`. */
  readonly diffId: string;
}

/** Puts those base images into the engine that it does not have; a tag that is there is left alone. */
export async function provideBaseImages(docker: Docker, base: BaseImages): Promise<readonly string[]> {
  const present = new Set((await docker.listImages()).flatMap(({ RepoTags }) => RepoTags ?? []));
  const wanted = base.images
    .map((image) => ({ ...image, tags: image.tags.filter((tag) => !present.has(tag)) }))
    .filter(({ tags }) => tags.length > 0);
  if (wanted.length > 0) await loadImages(docker, base.folder, wanted);
  return wanted.flatMap(({ tags }) => tags);
}

/** Puts an image under that tag whose configuration says that it is for another platform than this machine's. */
export async function provideForeignPlatformImage(docker: Docker, tag: string): Promise<void> {
  const base = await makeBaseImages();
  if ('missing' in base) throw new Error(base.missing);
  const debian = base.images.find(({ tags }) => tags.includes('debian:latest'));
  if (!debian) throw new Error('There is no Debian among the base images.');
  const architecture = dockerArchitecture() === 'arm64' ? 'amd64' : 'arm64';
  await loadImages(docker, base.folder, [{ ...debian, tags: [tag] }], architecture);
}

/** The cached layers and what is to be made of them; made when they are missing (half a minute, once). */
export async function makeBaseImages(): Promise<BaseImages | Missing> {
  const reason = whyNoDebianPackages();
  if (reason) {
    return {
      missing: `The stand-in base images cannot be made here (${reason}): the engine has to pull node, redis and debian from a public registry.`,
    };
  }
  const folder = await cached('images-2', makeLayers);
  const layers = JSON.parse(await readFile(path.join(folder, 'layers.json'), 'utf8')) as Record<string, string>;
  const pick = (...names: string[]): Layer[] => names.map((name) => ({ name, diffId: layers[name] ?? '' }));
  return { folder, images: catalogue(pick) };
}

const PATH = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
// Programs in a container must trust what this machine trusts, or they cannot install packages through its network.
export const TRUST = 'NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt';

function catalogue(pick: (...names: string[]) => Layer[]): BaseImage[] {
  const node = { Env: [PATH, TRUST], Entrypoint: ['docker-entrypoint.sh'], Cmd: ['node'] };
  return [
    {
      tags: ['debian:bookworm-slim', 'debian:bookworm', 'debian:12-slim', 'debian:latest'],
      layers: pick('debian'),
      config: { Env: [PATH], Cmd: ['bash'] },
    },
    {
      tags: ['node:22', 'node:22-slim', 'node:22-bookworm-slim', 'node:lts-slim', 'node:latest'],
      layers: pick('debian', 'node22'),
      config: node,
    },
    {
      tags: ['redis:7-alpine', 'redis:7'],
      layers: pick('debian', 'redis'),
      config: {
        Env: [PATH],
        Entrypoint: ['docker-entrypoint.sh'],
        Cmd: ['redis-server'],
        WorkingDir: '/data',
        Volumes: { '/data': {} },
        ExposedPorts: { '6379/tcp': {} },
      },
    },
  ];
}

async function makeLayers(draft: string): Promise<void> {
  await installMissing({ debootstrap: 'debootstrap' });
  const work = path.join(draft, 'work');
  const rootfs = path.join(work, 'rootfs');
  await mkdir(work, { recursive: true });
  const [node22] = await Promise.all([fetchNode(work), makeRootfs(rootfs)]);
  const npm = path.join(work, 'npm/package');
  await Promise.all([
    packTree(rootfs, path.join(draft, 'debian')),
    makeLayer({ rootfs, target: path.join(draft, 'node22'), prepare: (root) => addNode(root, node22, npm) }),
    makeLayer({
      rootfs,
      target: path.join(draft, 'redis'),
      packages: ['redis-server', 'redis-tools'],
      prepare: addRedisEntrypoint,
    }),
  ]);
  await rm(work, { recursive: true, force: true });
  const names = ['debian', 'node22', 'redis'];
  const digests = await Promise.all(names.map((name) => sha256(path.join(draft, name, 'layer.tar'))));
  await writeFile(
    path.join(draft, 'layers.json'),
    JSON.stringify(Object.fromEntries(names.map((name, index) => [name, `sha256:${digests[index]}`]))),
  );
}

async function fetchNode(work: string): Promise<string> {
  const architecture = process.arch === 'arm64' ? 'arm64' : 'x64';
  await run('npm', ['pack', '--silent', `node-linux-${architecture}@22`, 'npm@10'], { cwd: work });
  for (const [pattern, folder] of [
    ['node-linux-*.tgz', 'node22'],
    ['npm-10*.tgz', 'npm'],
  ]) {
    await run('sh', ['-c', `mkdir ${folder} && tar -xzf ${pattern} -C ${folder}`], { cwd: work });
  }
  return path.join(work, 'node22/package/bin/node');
}

/** Node with npm and the user that the official image has. `npm` is the unpacked package. */
export async function addNode(root: string, node: string, npm: string): Promise<void> {
  const modules = path.join(root, 'usr/local/lib/node_modules');
  await mkdir(modules, { recursive: true });
  await copyFile(node, path.join(root, 'usr/local/bin/node'));
  await run('cp', ['-r', npm, path.join(modules, 'npm')]);
  const link = (from: string, name: string) => run('ln', ['-s', from, path.join(root, 'usr/local/bin', name)]);
  await link('../lib/node_modules/npm/bin/npm-cli.js', 'npm');
  await link('../lib/node_modules/npm/bin/npx-cli.js', 'npx');
  await link('node', 'nodejs');
  await run('chmod', ['755', path.join(root, 'usr/local/bin/node')]);
  await run('chown', ['-R', 'root:root', modules]);
  await run('chroot', [root, 'useradd', '--uid', '1000', '--user-group', '--create-home', '-s', '/bin/bash', 'node']);
  await writeEntrypoint(root, [
    '# A first argument that is an option or no command is meant for node.',
    'if [ "$' + '{1#-}" != "$1" ] || ! command -v "$1" > /dev/null; then set -- node "$@"; fi',
    'exec "$@"',
  ]);
}

async function addRedisEntrypoint(root: string): Promise<void> {
  await mkdir(path.join(root, 'data'), { recursive: true });
  await writeEntrypoint(root, [
    'if [ "$' + '{1#-}" != "$1" ]; then set -- redis-server "$@"; fi',
    '# As in the official image: reachable from other containers, and not as root.',
    'if [ "$1" = redis-server ]; then',
    '  shift; set -- redis-server "$@" --protected-mode no',
    '  if [ "$(id -u)" = 0 ]; then chown redis:redis /data; exec setpriv --reuid redis --regid redis --clear-groups "$@"; fi',
    'fi',
    'exec "$@"',
  ]);
}

async function writeEntrypoint(root: string, lines: readonly string[]): Promise<void> {
  const file = path.join(root, 'usr/local/bin/docker-entrypoint.sh');
  await writeFile(file, ['#!/bin/sh', 'set -e', ...lines, ''].join('\n'), { mode: 0o755 });
}

export async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

export function dockerArchitecture(): 'amd64' | 'arm64' {
  return process.arch === 'arm64' ? 'arm64' : 'amd64';
}
