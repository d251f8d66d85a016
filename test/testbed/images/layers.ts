// Makes the root file system that all base images share and the layers that lie on it.
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pause, run } from '../processes.ts';

export type Suite = 'bullseye' | 'bookworm' | 'trixie';

/** A Debian without documents, locales and lists that are of no use in a container. */
export async function makeRootfs(rootfs: string, suite: Suite = 'bookworm'): Promise<void> {
  await run('debootstrap', ['--variant=minbase', '--include=ca-certificates', suite, rootfs], {
    timeoutMs: 5 * 60_000,
  });
  const inside = (...parts: string[]) => path.join(rootfs, ...parts);
  await writeFile(
    inside('etc/apt/apt.conf.d/90-container'),
    // Without the first line every layer that installs one package would carry 78 MB of apt's own cache.
    'Dir::Cache::pkgcache "";\nDir::Cache::srcpkgcache "";\nAPT::Install-Suggests "false";\nAcquire::Languages "none";\n',
  );
  await writeFile(
    inside('etc/dpkg/dpkg.cfg.d/90-container'),
    'path-exclude /usr/share/doc/*\npath-exclude /usr/share/man/*\npath-exclude /usr/share/locale/*\n',
  );
  await writeFile(inside('usr/sbin/policy-rc.d'), '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  await copyFile('/etc/ssl/certs/ca-certificates.crt', inside('etc/ssl/certs/ca-certificates.crt'));
  await copyFile('/etc/resolv.conf', inside('etc/resolv.conf')).catch(() => {});
  await run('sh', ['-c', 'rm -rf usr/share/doc/* usr/share/man/* usr/share/locale/* var/cache/apt/* var/log/*.log'], {
    cwd: rootfs,
  });
  await run('chroot', [rootfs, 'apt-get', 'update', '-qq']);
}

export interface LayerPlan {
  readonly rootfs: string;
  /** A folder that gets the file `layer.tar`. */
  readonly target: string;
  readonly packages?: readonly string[];
  readonly prepare?: (root: string) => Promise<void>;
}

/** Works in a copy of the root file system and packs what has changed there. */
export async function makeLayer({ rootfs, target, packages, prepare }: LayerPlan): Promise<void> {
  const root = `${rootfs}-${path.basename(target)}`;
  await run('cp', ['-a', rootfs, root]);
  await packChanges(root, target, async () => {
    if (packages) await installInside(root, packages);
    if (prepare) await prepare(root);
  });
  await rm(root, { recursive: true, force: true });
}

/** Installs Debian packages in the tree, whose package lists are there already. */
export async function installInside(root: string, packages: readonly string[]): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('chroot', [root, 'apt-get', 'install', '-y', '-qq', '--no-install-recommends', ...packages], { env });
}

/** Packs as a layer what `change` adds to the tree or alters in it; what it takes away stays in the layers beneath. */
export async function packChanges(root: string, target: string, change: () => Promise<void>): Promise<void> {
  const stamp = `${root}.stamp`;
  await writeFile(stamp, '');
  // The change time of a file has the step of the system clock's tick.
  await pause(50);
  await change();
  await mkdir(target, { recursive: true });
  const changed = path.join(path.dirname(root), `${path.basename(target)}.list`);
  await run(
    'sh',
    ['-c', `find . -mindepth 1 -cnewer "${stamp}" ! -type d -o -type d -cnewer "${stamp}" | sort > "${changed}"`],
    {
      cwd: root,
    },
  );
  await run('tar', [...TAR, '--no-recursion', '-cf', path.join(target, 'layer.tar'), '-T', changed], { cwd: root });
}

/** Packs a whole tree as a layer. */
export async function packTree(root: string, target: string): Promise<void> {
  await mkdir(target, { recursive: true });
  await run('tar', [...TAR, '-cf', path.join(target, 'layer.tar'), '.'], { cwd: root });
}

// Of the logs only those that installing wrote: a program's own folder for its logs must be there.
const LEFT_OUT = [
  ...['var/lib/apt/lists/*', 'var/cache/apt/*', 'var/cache/ldconfig/*', 'etc/resolv.conf'],
  ...['alternatives.log', 'apt/*', 'bootstrap.log', 'dpkg.log', 'fontconfig.log'].map((name) => `var/log/${name}`),
];
const TAR = ['--numeric-owner', ...LEFT_OUT.map((part) => `--exclude=./${part}`)];
