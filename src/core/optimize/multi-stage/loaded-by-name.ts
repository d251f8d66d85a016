import type { SystemPackages } from './system-packages.ts';

/**
 * Packages with what some programs load or read by a name, by the package of headers that brings them along: a list of
 * what programs are linked with does not tell of it. Their names are the same in all releases of Debian that images
 * are built on.
 */
const behindHeaders: ReadonlyMap<string, readonly string[]> = new Map([
  // How passwords are checked is in modules of the client.
  ...brought('default-libmysqlclient-dev libmariadb-dev libmariadb-dev-compat', 'libmariadb3'),
  ...brought('libmagic-dev', 'libmagic1'),
  ...brought('libzbar-dev', 'libzbar0'),
  ...brought('libsndfile1-dev', 'libsndfile1'),
  ...brought('portaudio19-dev', 'libportaudio2'),
  ...brought('libcairo2-dev', 'libcairo2'),
  ...brought('libpango1.0-dev', 'libpango-1.0-0 libpangoft2-1.0-0 libpangocairo-1.0-0'),
  ...brought('libgdk-pixbuf-2.0-dev', 'libgdk-pixbuf-2.0-0'),
  ...brought('libgdk-pixbuf2.0-dev', 'libgdk-pixbuf2.0-0'),
  ...brought('libenchant-2-dev', 'libenchant-2-2'),
  ...brought('libusb-1.0-0-dev', 'libusb-1.0-0'),
  ...brought('libopus-dev', 'libopus0'),
  ...brought('libvips-dev', 'libvips42'),
  ...brought('libgeos-dev', 'libgeos-c1v5'),
  ...brought('libxmlsec1-dev', 'libxmlsec1-openssl'),
  ...brought('libldap2-dev libldap-dev', 'libldap-common'),
  ...brought('libsasl2-dev', 'libsasl2-modules'),
  // Which number the library has is another in each release.
  ...brought('libgdal-dev', 'gdal-bin'),
  ...brought('libmagickwand-dev libmagickcore-dev libgraphicsmagick1-dev', 'imagemagick'),
]);

function brought(headers: string, packages: string): [string, readonly string[]][] {
  return headers.split(' ').map((name) => [name, packages.split(' ')]);
}

/** What the packages of headers that stay in the build stage bring for running, as far as nothing else brings it. */
export function runningBehindHeaders({ building, running }: SystemPackages): readonly string[] {
  const found = building.flatMap((name) => behindHeaders.get(name) ?? []);
  return [...new Set(found)].filter((name) => !running.includes(name));
}
