// `gcr.io/distroless/…`: as the images themselves, unpacked Debian packages, no shell, no package manager.
import { chmod, mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { unpackPackages } from '../debian.ts';
import { run } from '../processes.ts';
import { addJava } from './java-images.ts';
import { fetchNode } from './node-image.ts';
import { type LayerRecipe, type Missing, onTop, PATH, type StandIn } from './recipe.ts';
import type { Reference } from './reference.ts';

const STATIC = ['base-files', 'netbase', 'tzdata', 'ca-certificates', 'media-types'];
const BASE = ['libc6', 'libssl3'];
const CC = ['libgcc-s1', 'libgomp1', 'libstdc++6'];

export async function distroless({ name, tag }: Reference): Promise<StandIn | Missing> {
  const [, kind = '', suite = '12'] = /distroless\/([a-z-]+?\d*)(?:-debian(\d+))?$/.exec(name) ?? [];
  if (tag.includes('debug')) return { missing: `${name}:${tag}: the images with a shell are not made here.` };
  const parts = partsOf(kind);
  if (!parts) return { missing: `${name} is none of the images without a shell that can be made here.` };
  const isUser = tag.includes('nonroot');
  const env = [`PATH=${PATH}`, 'SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt', ...(parts.env ?? [])];
  return {
    layers: parts.layers,
    config: {
      Env: env,
      User: isUser ? '65532' : '0',
      WorkingDir: isUser ? '/home/nonroot' : '/',
      ...(parts.entrypoint ? { Entrypoint: parts.entrypoint } : {}),
    },
    is: `files of Debian ${suite} without a shell (${kind})`,
  };
}

interface Parts {
  readonly layers: readonly LayerRecipe[];
  readonly entrypoint?: readonly string[];
  readonly env?: readonly string[];
}

function partsOf(kind: string): Parts | undefined {
  const bare: readonly LayerRecipe[] = [{ name: 'distroless-static', on: [], make: addStatic }];
  const base = unpacked(bare, 'distroless-base', BASE);
  const cc = unpacked(base, 'distroless-cc', CC);
  if (kind === 'static') return { layers: bare };
  if (kind === 'base' || kind === 'base-nossl') return { layers: base };
  if (kind === 'cc') return { layers: cc };
  if (kind === 'python3') {
    return { layers: withPython(cc), entrypoint: ['/usr/bin/python3.11'], env: ['LANG=C.UTF-8'] };
  }
  const [, language, release = ''] = /^(java|nodejs)(\d+)$/.exec(kind) ?? [];
  if (language === 'java') return withJava(bare, release);
  if (language === 'nodejs') {
    const layers = onTop(cc, `distroless-node-${release}`, async (root, work) => {
      await mkdir(path.join(root, 'nodejs/bin'), { recursive: true });
      await run('cp', [await fetchNode(release, work), path.join(root, 'nodejs/bin/node')]);
      await chmod(path.join(root, 'nodejs/bin/node'), 0o755);
    });
    return { layers, entrypoint: ['/nodejs/bin/node'] };
  }
  return undefined;
}

/** Java needs the C library of Debian 13, which Debian's builds of it are made for. */
function withJava(bare: readonly LayerRecipe[], release: string): Parts | undefined {
  if (!['17', '21', '25'].includes(release)) return undefined;
  const libraries = ['libc6', 'libgcc-s1', 'libstdc++6', 'zlib1g', 'libjpeg62-turbo', 'liblcms2-2', 'libfreetype6'];
  const more = ['libpng16-16t64', 'libbrotli1', 'libbz2-1.0', 'fontconfig-config', 'libfontconfig1', 'libexpat1'];
  const beneath = unpacked(bare, 'distroless-java-libraries', [...libraries, ...more], 'trixie');
  const home = `usr/lib/jvm/java-${release}-openjdk`;
  const layers = onTop(beneath, `distroless-java-${release}`, async (root, work) => {
    await addJava(release, 'jre', home)(root, work);
    await symlink(`/${home}/bin/java`, path.join(root, 'usr/bin/java'));
  });
  return {
    layers,
    entrypoint: ['/usr/bin/java', '-jar'],
    env: ['LANG=C.UTF-8', `JAVA_VERSION=${release}`],
  };
}

function withPython(cc: readonly LayerRecipe[]): readonly LayerRecipe[] {
  const parts = ['python3-minimal', 'python3.11-minimal', 'libpython3.11-minimal', 'libpython3.11-stdlib'];
  const libraries = ['libbz2-1.0', 'libcom-err2', 'libcrypt1', 'libdb5.3', 'libexpat1', 'libffi8', 'liblzma5'];
  const more = ['libncursesw6', 'libnsl2', 'libreadline8', 'libsqlite3-0', 'libtinfo6', 'libtirpc3', 'libuuid1'];
  const last = ['zlib1g', 'libgssapi-krb5-2', 'libkrb5-3', 'libkrb5support0', 'libk5crypto3', 'libkeyutils1'];
  return unpacked(cc, 'distroless-python3', [...parts, ...libraries, ...more, ...last]);
}

/** A layer of packages that are only unpacked. */
function unpacked(
  on: readonly LayerRecipe[],
  name: string,
  names: readonly string[],
  suite = 'bookworm',
): readonly LayerRecipe[] {
  return onTop(on, name, async (root, work) => {
    await unpackPackages(names, work, suite);
    await addFiles(root, work);
  });
}

async function addFiles(root: string, work: string): Promise<void> {
  await run('rm', [
    '-rf',
    ...['share/doc', 'share/man', 'share/lintian', 'share/bug'].map((part) => path.join(work, 'usr', part)),
  ]);
  // A package may still put files below `lib`, which is a link in a merged system.
  for (const folder of await readdir(work)) {
    const merged = ['lib', 'lib64', 'bin', 'sbin'].includes(folder)
      ? path.join(root, 'usr', folder)
      : path.join(root, folder);
    await mkdir(merged, { recursive: true });
    await run('cp', ['-a', `${path.join(work, folder)}/.`, merged]);
  }
}

async function addStatic(root: string, work: string): Promise<void> {
  for (const folder of ['lib', 'lib64', 'bin', 'sbin']) {
    await mkdir(path.join(root, 'usr', folder), { recursive: true });
    await symlink(`usr/${folder}`, path.join(root, folder));
  }
  await unpackPackages(STATIC, work, 'bookworm');
  await addFiles(root, work);
  const file = async (name: string, lines: readonly string[]) =>
    await writeFile(path.join(root, 'etc', name), `${lines.join('\n')}\n`);
  await file('passwd', [
    'root:x:0:0:root:/root:/sbin/nologin',
    'nobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin',
    'nonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin',
  ]);
  await file('group', ['root:x:0:', 'tty:x:5:', 'staff:x:50:', 'nobody:x:65534:', 'nonroot:x:65532:']);
  await file('nsswitch.conf', ['hosts: files dns']);
  for (const [folder, mode] of Object.entries({ root: 0o700, 'home/nonroot': 0o700, tmp: 0o1777, 'var/tmp': 0o1777 })) {
    await mkdir(path.join(root, folder), { recursive: true });
    await chmod(path.join(root, folder), mode);
  }
  await run('chown', ['65532:65532', path.join(root, 'home/nonroot')]);
  await mkdir(path.join(root, 'etc/ssl/certs'), { recursive: true });
  await run('cp', ['/etc/ssl/certs/ca-certificates.crt', path.join(root, 'etc/ssl/certs/ca-certificates.crt')]);
}
