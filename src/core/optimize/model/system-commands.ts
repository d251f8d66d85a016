import { type Classified, type Classifier, is, type Purpose, type Tool } from './purpose.ts';

/** Commands that are for one thing, whatever they are told to do. */
export const plain: ReadonlyMap<string, Purpose> = new Map<string, Purpose>([
  ...named(
    'shell',
    'cd set export unset true false : test [ [[ echo printf exit umask ulimit read local pwd nproc sleep shopt declare let eval type command which hash trap return wait alias source . date uname id whoami env',
  ),
  ...named(
    'shell',
    'ls cat grep egrep awk head tail wc sort uniq cut tr xargs find stat du df file ldd basename dirname readlink realpath seq expr sha256sum sha512sum md5sum sha1sum diff tree hostname pg_config pkg-config pkgconf mysql_config llvm-config getconf dpkg-architecture dpkg-query arch locale',
  ),
  ...named(
    'files',
    'mkdir cp mv ln touch install rm rmdir sed chmod chown chgrp tee tar unzip gunzip bunzip2 xz zip gzip dd patch rsync truncate mktemp setcap mkfifo envsubst jq perl dos2unix 7z cpio crontab openssl',
  ),
  ...named('test', 'pytest ruff mypy flake8 pylint black isort tox nox coverage bandit rspec rubocop phpunit phpstan'),
  ...named('account', 'useradd adduser groupadd addgroup usermod userdel deluser groupmod passwd chpasswd chsh'),
  ...named('fetch', 'curl wget aria2c git svn hg scp ssh-keyscan'),
  ...named('index', 'apt-key add-apt-repository gpg apt-add-repository lsb_release'),
  ...named(
    'configure',
    'ldconfig fc-cache locale-gen update-ca-certificates dpkg-reconfigure update-alternatives localedef update-locale sysctl a2enmod a2dismod a2ensite a2dissite docker-php-ext-enable debconf-set-selections update-rc.d systemctl service keytool strip c_rehash update-java-alternatives alternatives',
  ),
  ...named(
    'packages',
    'docker-php-ext-install docker-php-ext-configure pecl dpkg rpm install-php-extensions pear phpize phpenmod phpdismod',
  ),
]);

function named(purpose: Purpose, names: string): [string, Purpose][] {
  return names.split(' ').map((name) => [name, purpose]);
}

/** The package managers of systems. */
export const systemTools: ReadonlyMap<string, Classifier> = new Map<string, Classifier>(
  Object.entries({
    'apt-get': apt,
    apt,
    aptitude: apt,
    apk: (words) => systemPackages('apk', words, ['add'], ['update', 'upgrade'], ['del', 'cache']),
    yum: rpm,
    dnf: rpm,
    microdnf: rpm,
    zypper: (words) =>
      systemPackages(
        'rpm',
        words,
        ['install', 'in'],
        ['refresh', 'ref', 'addrepo', 'ar', 'update', 'up'],
        ['clean', 'remove'],
      ),
  }),
);

function apt(words: readonly string[]): Classified {
  return systemPackages(
    'apt',
    words,
    ['install'],
    ['update', 'upgrade', 'dist-upgrade', 'full-upgrade'],
    ['clean', 'autoclean', 'autoremove', 'remove', 'purge'],
  );
}

function rpm(words: readonly string[]): Classified {
  return systemPackages(
    'rpm',
    words,
    ['install', 'groupinstall', 'localinstall'],
    ['update', 'upgrade', 'makecache', 'config-manager', 'module'],
    ['clean', 'remove', 'erase', 'autoremove'],
  );
}

function systemPackages(
  tool: Tool,
  words: readonly string[],
  installs: readonly string[],
  indexes: readonly string[],
  cleans: readonly string[],
): Classified {
  for (const word of words) {
    if (installs.includes(word)) return is('packages', tool, 'install');
    if (indexes.includes(word)) return is('index', tool, word);
    if (cleans.includes(word)) return is('clean-up', tool, word);
  }
  return is('unknown', tool);
}
