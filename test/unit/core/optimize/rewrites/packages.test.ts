import { describe, expect, test } from 'vitest';
import { rewritten } from '../rewritten.ts';

describe('no-recommended-packages', () => {
  const run = (from: string, packages: string) =>
    `FROM ${from}\nRUN apt-get update && apt-get install -y ${packages}\n`;

  test.each([
    ['debian:12-slim', 'unzip tzdata'],
    ['debian:12-slim', 'git ca-certificates'],
    ['golang:1.24', 'git'],
    ['debian:12-slim', 'libpq-dev=15.* zlib1g-dev'],
  ])('on %s, %s is installed alone, once somebody has looked at it', (from, packages) => {
    const { text, safe } = rewritten('no-recommended-packages', run(from, packages));
    expect(text).toContain('--no-install-recommends');
    expect(safe).toEqual([false]);
  });

  test.each([
    ['debian:12-slim', 'git'],
    ['ubuntu:24.04', 'curl wget'],
    ['debian:12-slim', 'gcc'],
    ['debian:12-slim', 'unzip something-of-ours'],
    ['node:22-slim', 'git'],
  ])('on %s, %s stays with what is recommended', (from, packages) => {
    const { text, reason } = rewritten('no-recommended-packages', run(from, packages));
    expect(text).toBe(run(from, packages));
    expect(reason).toMatch(/is not known/);
  });
});

describe('slim-base', () => {
  const text = 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\nCMD ["node", "server.js"]\n';
  const lock = (entry: object) => ({
    'package.json': '{}',
    'package-lock.json': JSON.stringify({ lockfileVersion: 3, packages: { '': {}, 'node_modules/a': entry } }),
  });

  test('an application whose packages are plain files runs on the slim image', () => {
    const { text: after, safe } = rewritten('slim-base', text, lock({ version: '1.0.0' }));
    expect(after).toBe(text.replace('node:22', 'node:22-slim'));
    expect(safe).toEqual([false]);
  });

  test.each([
    ['a package runs a script', text, lock({ version: '1.0.0', hasInstallScript: true }), /a runs a script/],
    ['a package comes from git', text, lock({ resolved: 'git+ssh://git@github.com/a/a.git' }), /a runs a script/],
    ['there is no lock file', text, { 'package.json': '{}' }, /no one package-lock/],
    ['the build context is not known', text, undefined, /no lock file to look into/],
    [
      'a command needs the full image',
      text.replace('npm ci', 'git --version && npm ci'),
      lock({}),
      /Whether git works/,
    ],
    ['the image is slim', text.replace('node:22', 'node:22-slim'), lock({}), /a small one already/],
    ['the image is pinned', text.replace('node:22', `node:22@sha256:${'0'.repeat(64)}`), lock({}), /is not known/],
  ])('the image stays where %s', (_, dockerfile, files, reason) => {
    const result = rewritten('slim-base', dockerfile, files);
    expect(result.text).toBe(dockerfile);
    expect(result.reason).toMatch(reason);
  });
});

describe('apt-lists-removed, no-pip-cache, package-caches-cleaned', () => {
  test('nothing is put behind a command that takes the place of the shell', () => {
    const text = 'FROM debian:12-slim\nRUN apt-get update && apt-get install -y tzdata && exec echo done\n';
    expect(rewritten('apt-lists-removed', text).text).toBe(text);
  });

  test.each([
    [
      'apt-lists-removed',
      'FROM debian:12\nRUN apt-get update && apt-get install -y unzip\n',
      'rm -rf /var/lib/apt/lists/*',
    ],
    ['no-pip-cache', 'FROM python:3.12\nRUN pip install flask==3.1.0\n', 'pip install --no-cache-dir'],
    ['package-caches-cleaned', 'FROM alpine:3.21\nRUN apk add curl=8.1.2\n', 'apk add --no-cache'],
  ])('%s leaves nothing behind, safely, and once', (id, before, wanted) => {
    const { text, safe, again } = rewritten(id, before);
    expect(text).toContain(wanted);
    expect(safe).toEqual([true]);
    expect(again).toBe(text);
  });
});

describe('stripped-programs', () => {
  const stages = (build: string, path: string) =>
    `FROM golang:1.24 AS build\n${build}\nFROM debian:12-slim\nCOPY --from=build ${path} /bin/shop\nCMD ["/bin/shop"]\n`;

  test('a program of Go is linked without tables', () => {
    const { text, safe, again } = rewritten('stripped-programs', stages('RUN go build -o /bin/shop .', '/bin/shop'));
    expect(text).toContain('RUN go build -ldflags="-s -w" -o /bin/shop .');
    expect(safe).toEqual([false]);
    expect(again).toBe(text);
  });

  test('a program of Cargo is stripped where it was built', () => {
    const { text, again } = rewritten('stripped-programs', stages('RUN cargo build --release', '/t/release/shop'));
    expect(text).toContain('RUN cargo build --release && strip /t/release/shop\nFROM debian');
    expect(again).toBe(text);
  });

  test.each([
    ['cmake . && make && DESTDIR=/out make install', 'cmake . && make && DESTDIR=/out make install/strip'],
    ['cmake -B b && DESTDIR=/out cmake --install b', 'cmake -B b && DESTDIR=/out cmake --install b --strip'],
  ])('CMake strips what it installs for the last stage: %s', (build, stripped) => {
    const dockerfile = `FROM gcc:12 AS build\nRUN ${build}\nFROM debian:12-slim\nCOPY --from=build /out/ /\nCMD ["shop"]\n`;
    const { text, again } = rewritten('stripped-programs', dockerfile);
    expect(text).toBe(dockerfile.replace(build, stripped));
    expect(again).toBe(text);
  });

  test('an installation that CMake did not write, or that goes elsewhere, is left alone', () => {
    const dockerfile =
      'FROM gcc:12 AS build\nRUN DESTDIR=/out make install\nFROM debian:12-slim\nCOPY --from=build /out/ /\nCMD ["shop"]\n';
    expect(rewritten('stripped-programs', dockerfile).reason).toMatch(/No program/);
    const elsewhere = dockerfile.replace('DESTDIR=/out', 'cmake . && DESTDIR=/other');
    expect(rewritten('stripped-programs', elsewhere).reason).toMatch(/No program/);
  });

  test('what make leaves may be a script, and is left alone', () => {
    expect(rewritten('stripped-programs', stages('RUN make', '/bin/shop')).reason).toMatch(/No program/);
  });

  test.each([
    ['it is stripped', stages('RUN make && strip /bin/shop', '/bin/shop'), undefined, /stripped already/],
    [
      'Cargo strips it',
      stages('RUN cargo build', '/bin/shop'),
      { 'Cargo.toml': '[profile.release]\nstrip = true\n' },
      /Cargo strips/,
    ],
    [
      'another is started',
      stages('RUN make', '/bin/shop').replace('CMD ["/bin/shop"]', 'CMD ["/bin/other"]'),
      undefined,
      /No program/,
    ],
    ['there is one stage', 'FROM golang:1.24\nRUN go build\n', undefined, /no stage/],
  ])('nothing where %s', (_, dockerfile, files, reason) => {
    expect(rewritten('stripped-programs', dockerfile, files).reason).toMatch(reason);
  });
});

describe('php-headers-removed', () => {
  const install = 'apt-get update && apt-get install -y libpq-dev libzip-dev unzip libc6-dev';
  const text = `FROM php:8.3-cli\nRUN ${install} && docker-php-ext-install pgsql zip\nCMD ["php", "a.php"]\n`;
  const gone = "apt-mark manual '^lib.*[0-9]' > /dev/null && apt-get purge -y --auto-remove libpq-dev libzip-dev";

  test('headers go behind the last compilation, libraries and programs stay', () => {
    const { text: after, again, safe } = rewritten('php-headers-removed', text);
    expect(after).toBe(text.replace('pgsql zip', `pgsql zip && ${gone}`));
    expect(again).toBe(after);
    expect(safe).toEqual([false]);
  });

  test('what follows the compilation stays behind it', () => {
    const longer = text.replace('pgsql zip', 'pgsql zip && pecl install redis && rm -rf /var/lib/apt/lists/*');
    expect(rewritten('php-headers-removed', longer).text).toContain(`install redis && ${gone} && rm -rf`);
  });

  test('the stage that the last one is built on is looked at, and others are not', () => {
    const base = text.replace('cli', 'cli AS base').replace('CMD', 'FROM base\nCMD');
    expect(rewritten('php-headers-removed', base).text).toContain(gone);
    const other = text.replace('cli', 'cli AS other').replace('CMD', 'FROM php:8.3-cli\nCMD');
    expect(rewritten('php-headers-removed', other).reason).toMatch(/No RUN/);
  });

  test.each([
    ['it stands on Alpine', text.replace('8.3-cli', '8.3-cli-alpine')],
    ['it is no image of PHP', text.replace('php:8.3-cli', 'debian:12')],
    ['no headers are installed', text.replace('libpq-dev libzip-dev ', '')],
    ['nothing is compiled', text.replace(' && docker-php-ext-install pgsql zip', '')],
    ['another RUN compiles', text.replace(' && docker', '\nRUN docker')],
    ['another RUN compiles later', text.replace('CMD', 'RUN docker-php-ext-install gd\nCMD')],
    ['a stage on it compiles', text.replace('cli', 'cli AS base').replace('CMD', 'FROM base\nRUN pecl install x\nCMD')],
    ['packages are removed already', text.replace('pgsql zip', 'pgsql zip && apt-get purge -y unzip')],
    ['the compilation may fail', text.replace('&& docker', '|| docker')],
    [
      'the compilation stands in a loop',
      text.replace('docker-php-ext-install pgsql', 'for x in a; do docker-php-ext-install $x; done; echo'),
    ],
  ])('nothing where %s', (_, dockerfile) => {
    expect(rewritten('php-headers-removed', dockerfile).reason).toMatch(/No RUN/);
  });
});
