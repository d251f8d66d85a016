// `php` and `composer`, with Debian's PHP where the images have theirs. Its extensions are Debian packages.
import { chmod, mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { run } from '../processes.ts';
import type { Suite } from './layers.ts';
import { type LayerRecipe, type Missing, PATH, packages, type StandIn } from './recipe.ts';
import { type Reference, variantOf, versionOf } from './reference.ts';
import { system } from './systems.ts';

/** The release of PHP in each suite. */
const RELEASES: Readonly<Record<string, Suite>> = { '8.2': 'bookworm', '8.4': 'trixie' };
const COMMON = ['cli', 'curl', 'mbstring', 'sqlite3', 'xml', 'dev'];

type Kind = 'cli' | 'fpm' | 'apache';

export async function php({ name, tag }: Reference): Promise<StandIn | Missing> {
  const asked = (versionOf(tag) ?? '8.2').split('.').slice(0, 2).join('.');
  const release = asked === '8' ? '8.2' : asked;
  const suite = RELEASES[release];
  if (!suite) return { missing: `${name}:${tag} is a PHP that Debian does not have; there are 8.2 and 8.4.` };
  const kind = variantOf(tag).find((part): part is Kind => /^(fpm|apache)$/.test(part)) ?? 'cli';
  return {
    layers: await phpLayers(release, suite, kind),
    config: { Env: environment(release, kind), Entrypoint: ['docker-php-entrypoint'], ...CONFIGS[kind] },
    is: `Debian ${suite === 'bookworm' ? 12 : 13} with PHP ${release} (${kind})`,
  };
}

export async function composer(): Promise<StandIn> {
  const parts = ['composer', 'git', 'unzip', 'openssh-client', 'patch'];
  const layers = packages(await phpLayers('8.2', 'bookworm', 'cli'), 'php-8.2-cli-composer-phar', parts, packComposer);
  return {
    layers,
    config: {
      Env: [`PATH=${PATH}`, 'COMPOSER_ALLOW_SUPERUSER=1', 'COMPOSER_HOME=/tmp'],
      WorkingDir: '/app',
      Cmd: ['composer'],
    },
    is: 'Debian 12 with PHP 8.2 and Composer 2.5',
  };
}

/** In one file, as in the image: Dockerfiles copy `/usr/bin/composer` alone. */
async function packComposer(root: string): Promise<void> {
  await writeFile(path.join(root, 'pack.php'), PACK);
  await run('chroot', [root, 'php', '-d', 'phar.readonly=0', '/pack.php']);
  await rename(path.join(root, 'tmp/composer.phar'), path.join(root, 'usr/bin/composer'));
  await chmod(path.join(root, 'usr/bin/composer'), 0o755);
  await rm(path.join(root, 'pack.php'));
}

const PACK = `<?php
$phar = new Phar('/tmp/composer.phar');
$base = '/usr/share/php/';
$flags = FilesystemIterator::SKIP_DOTS | FilesystemIterator::FOLLOW_SYMLINKS;
foreach (new RecursiveIteratorIterator(new RecursiveDirectoryIterator($base, $flags)) as $file) {
    $name = $file->getPathname();
    if ($file->isFile()) $phar->addFile($name, 'share/php/' . substr($name, strlen($base)));
}
$phar['bin/composer'] = preg_replace('/^#!.*\\n/', '', file_get_contents('/usr/bin/composer'));
$phar->setStub("#!/usr/bin/env php
<?php Phar::mapPhar('composer.phar');
set_include_path('phar://composer.phar/share/php' . PATH_SEPARATOR . get_include_path());
require 'phar://composer.phar/bin/composer';
__HALT_COMPILER();");
`;

const CONFIGS: Readonly<Record<Kind, Record<string, unknown>>> = {
  cli: { Cmd: ['php', '-a'] },
  fpm: {
    Cmd: ['php-fpm'],
    WorkingDir: '/var/www/html',
    ExposedPorts: { '9000/tcp': {} },
    StopSignal: 'SIGQUIT',
  },
  apache: {
    Cmd: ['apache2-foreground'],
    WorkingDir: '/var/www/html',
    ExposedPorts: { '80/tcp': {} },
    StopSignal: 'SIGWINCH',
  },
};

function environment(release: string, kind: Kind): string[] {
  const apache = ['APACHE_CONFDIR=/etc/apache2', 'APACHE_ENVVARS=/etc/apache2/envvars'];
  return [
    `PATH=${PATH}`,
    'PHP_INI_DIR=/usr/local/etc/php',
    ...(kind === 'apache' ? apache : []),
    `PHP_VERSION=${release}`,
  ];
}

async function phpLayers(release: string, suite: Suite, kind: Kind): Promise<readonly LayerRecipe[]> {
  const beneath = packages(
    await system(suite),
    `php-${release}-cli`,
    [...['ca-certificates', 'curl', 'xz-utils'], ...COMMON.map((part) => `php${release}-${part}`)],
    async (root) => await addPhp(root, release),
  );
  if (kind === 'cli') return beneath;
  if (kind === 'fpm') {
    const add = async (root: string) => await addFpm(root, release);
    return packages(beneath, `php-${release}-cli-fpm`, [`php${release}-fpm`], add);
  }
  return packages(beneath, `php-${release}-cli-mod-php`, ['apache2', `libapache2-mod-php${release}`], addApache);
}

async function addPhp(root: string, release: string): Promise<void> {
  const bin = path.join(root, 'usr/local/bin');
  const settings = path.join(root, 'usr/local/etc/php');
  await symlink(`/usr/bin/php${release}`, path.join(bin, 'php'));
  await mkdir(path.join(root, 'var/www/html'), { recursive: true });
  await mkdir(path.join(settings, 'conf.d'), { recursive: true });
  for (const name of ['php.ini-production', 'php.ini-development']) {
    await writeFile(path.join(settings, name), '; Debian has its own settings below /etc/php.\n');
  }
  await script(bin, 'docker-php-entrypoint', [`if [ "$\{1#-}" != "$1" ]; then set -- php "$@"; fi`, 'exec "$@"']);
  // An extension of PHP is a package here; those that are built in have none.
  await script(bin, 'docker-php-ext-install', [
    `names=""; for name in "$@"; do case "$name" in -*|[0-9]) ;; pdo_mysql|mysqli|pdo) names="$names php${release}-mysql";;`,
    `  pdo_pgsql|pgsql) names="$names php${release}-pgsql";; pdo_sqlite|sqlite3|pcntl|sockets|opcache|calendar|exif|sysv*|shmop) ;;`,
    `  *) names="$names php${release}-$name";; esac; done`,
    'if [ -n "$names" ]; then apt-get update -qq && apt-get install -y -qq --no-install-recommends $names; fi',
    'rm -rf /var/lib/apt/lists/*',
  ]);
  for (const name of ['docker-php-ext-configure', 'docker-php-ext-enable', 'docker-php-source'])
    await script(bin, name, []);
}

async function addFpm(root: string, release: string): Promise<void> {
  await symlink(`/usr/sbin/php-fpm${release}`, path.join(root, 'usr/local/sbin/php-fpm'));
  const pool = path.join(root, 'usr/local/etc/php-fpm.d');
  await mkdir(pool, { recursive: true });
  await writeFile(
    path.join(root, `etc/php/${release}/fpm/php-fpm.conf`),
    '[global]\ndaemonize = no\nerror_log = /proc/self/fd/2\ninclude=/usr/local/etc/php-fpm.d/*.conf\n',
  );
  await writeFile(
    path.join(pool, 'www.conf'),
    [
      ...['[www]', 'user = www-data', 'group = www-data', 'listen = 9000', 'clear_env = no', 'pm = dynamic'],
      ...['pm.max_children = 5', 'pm.start_servers = 2', 'pm.min_spare_servers = 1', 'pm.max_spare_servers = 3', ''],
    ].join('\n'),
  );
}

async function addApache(root: string): Promise<void> {
  await rm(path.join(root, 'var/www/html/index.html'));
  await writeFile(
    path.join(root, 'etc/apache2/conf-enabled/docker-php.conf'),
    ['DirectoryIndex index.php index.html', '<Directory /var/www/>', '  AllowOverride All', '</Directory>', ''].join(
      '\n',
    ),
  );
  await script(path.join(root, 'usr/local/bin'), 'apache2-foreground', [
    '. /etc/apache2/envvars',
    'mkdir -p "$APACHE_RUN_DIR" "$APACHE_LOCK_DIR" "$APACHE_LOG_DIR"',
    'rm -f "$APACHE_PID_FILE"',
    'exec apache2 -DFOREGROUND "$@"',
  ]);
  const logs = { 'access.log': 'stdout', 'error.log': 'stderr', 'other_vhosts_access.log': 'stdout' };
  for (const [name, target] of Object.entries(logs)) {
    const file = path.join(root, 'var/log/apache2', name);
    await rm(file, { force: true });
    await symlink(`/dev/${target}`, file);
  }
}

async function script(folder: string, name: string, lines: readonly string[]): Promise<void> {
  await writeFile(path.join(folder, name), ['#!/bin/sh', 'set -e', ...lines, ''].join('\n'), { mode: 0o755 });
}
