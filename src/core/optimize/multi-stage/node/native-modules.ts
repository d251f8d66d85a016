import type { SystemPackages } from '../system-packages.ts';

/** Headers for what every image has, or for what Node brings itself. */
const headersAlone =
  /^(libc6?-dev|musl-dev|linux-libc-dev|linux-headers.*|python[\d.]*-dev|libstdc\+\+.*-dev|zlib(1g)?-dev|libssl-dev|openssl-dev|libffi-dev)$/;

/** Packages with headers, by the one with the library that a module which was compiled with them loads. */
const libraries: Readonly<Record<'apt' | 'apk', Readonly<Record<string, string>>>> = {
  apt: {
    'libcairo2-dev': 'libcairo2',
    'libpango1.0-dev': 'libpangocairo-1.0-0',
    'libjpeg-dev': 'libjpeg62-turbo',
    'libjpeg62-turbo-dev': 'libjpeg62-turbo',
    'libgif-dev': 'libgif7',
    'librsvg2-dev': 'librsvg2-2',
    'libpixman-1-dev': 'libpixman-1-0',
    'libvips-dev': 'libvips42',
    'libpq-dev': 'libpq5',
    'libsqlite3-dev': 'libsqlite3-0',
    'libusb-1.0-0-dev': 'libusb-1.0-0',
    'libudev-dev': 'libudev1',
    'libkrb5-dev': 'libgssapi-krb5-2',
    'libzmq3-dev': 'libzmq5',
    'libsecret-1-dev': 'libsecret-1-0',
  },
  apk: {
    'cairo-dev': 'cairo',
    'pango-dev': 'pango',
    'jpeg-dev': 'libjpeg-turbo',
    'libjpeg-turbo-dev': 'libjpeg-turbo',
    'giflib-dev': 'giflib',
    'librsvg-dev': 'librsvg',
    'pixman-dev': 'pixman',
    'pangomm-dev': 'pangomm',
    'freetype-dev': 'freetype',
    'fontconfig-dev': 'fontconfig',
    'libpng-dev': 'libpng',
    'vips-dev': 'vips',
    'postgresql-dev': 'libpq',
    'sqlite-dev': 'sqlite-libs',
    'krb5-dev': 'krb5-libs',
    'zeromq-dev': 'libzmq',
    'libsecret-dev': 'libsecret',
    'libusb-dev': 'libusb',
    'eudev-dev': 'eudev-libs',
  },
};

/**
 * What modules that are compiled during an installation load later: the library in place of its headers, and the
 * headers too where the name of the library is not known.
 */
export function withLibraries(packages: SystemPackages, manager: 'apt' | 'apk'): SystemPackages {
  const building: string[] = [];
  const running = new Set(packages.running);
  for (const name of packages.building) {
    const program = name.replace(/[=~<>@].*$/, '');
    const isOfHeaders = /-dev$/.test(program) && !headersAlone.test(program);
    const library = libraries[manager][program];
    if (isOfHeaders) running.add(library ?? name);
    if (!isOfHeaders || library !== undefined) building.push(name);
  }
  return { ...packages, running: [...running], building };
}
