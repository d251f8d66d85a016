import { describe, expect, test } from 'vitest';
import { compareBuilds } from '../../../../src/core/proof/images.ts';
import { elfFile } from '../image/elf-files.ts';
import { zipFile } from '../image/zip-file.ts';
import { compare, type Files, image, main, options } from './built-images.ts';

describe('a file that is gone', () => {
  test.each<[path: string, reason: string]>([
    ['/app/src/main.ts', 'source of a compiled language'],
    ['/app/src/util.js', 'source of what was built'],
    ['/app/.git/config', 'kept for development only'],
    ['/app/Dockerfile', 'kept for development only'],
    ['/app/rustfmt.toml', 'kept for development only'],
    ['/app/.clippy.toml', 'kept for development only'],
    ['/app/tsconfig.json', 'configuration of build tools'],
    ['/app/package-lock.json', 'manifest or lock file of the build'],
    ['/app/.yarn/install-state.gz', 'records of the package manager'],
    ['/app/test/fixture.json', 'tests'],
    ['/app/core/target/core-1.0.jar', 'left by a build'],
    ['/app/dependency-reduced-pom.xml', 'left by a build'],
    ['/app/src/Lib/bin/Release/netcoreapp3.1/Lib.deps.json', 'left by a build'],
    ['/app/README.md', 'documentation'],
    ['/root/.npm/_cacache/x', 'cache of a package manager'],
    ['/pnpm/store/v3/files/00/1450-index.json', 'cache of a package manager'],
    ['/var/lib/apt/lists/x', 'cache of a package manager'],
    ['/usr/share/doc/x', 'documentation of the system'],
    ['/home/node/.global/lib/node_modules/rimraf/dist/index.js', 'tool that installs and builds'],
    ['/usr/local/bin/composer', 'tool that installs and builds'],
    ['/app/.yarn/releases/yarn-4.9.1.cjs', 'tool that installs and builds'],
  ])('%s: %s', (path, reason) => {
    expect(compare(image({ ...main, [path]: 'x' }), image(main))).toMatchObject({ places: [], removed: [reason] });
  });

  test.each([
    '/app/public/index.html',
    '/app/styles.css',
    '/app/config/default.json',
    '/app/views/a.ejs',
    '/app/logo.png',
    '/app/schema.sql',
    '/app/certs/ca.pem',
    '/app/.env',
    '/app/package.json',
    '/app/lib/other.js',
    '/app/worker.py',
    '/etc/nginx/conf.d/site.conf',
    '/usr/local/bin/ffmpeg',
  ])('%s may be missed', (path) => {
    const found = compare(image({ ...main, [path]: '{}' }), image(main));
    expect(found.places).toEqual([path]);
  });

  test('is missed when the program runs from sources', () => {
    const config = { Cmd: ['node', '/app/node_modules/tsx/cli.mjs', 'src/main.ts'] };
    const files = {
      '/app/src/main.ts': '',
      '/app/src/other.ts': '',
      '/app/node_modules/tsx/cli.mjs': '#!/usr/local/bin/node\n',
    };
    const after = { ...files, '/app/src/other.ts': undefined };
    const kept = Object.fromEntries(
      Object.entries(after).filter((entry): entry is [string, string] => entry[1] !== undefined),
    );
    const runner = { ...config, Entrypoint: ['/app/node_modules/tsx/cli.mjs'] };
    expect(compare(image(files, {}, runner), image(kept, {}, runner)).places).toContain('/app/src/other.ts');
  });

  test('in node_modules is missed unless only development needs it', () => {
    const manifest = '{"dependencies":{"a":"1"},"devDependencies":{"d":"1"}}';
    const files = {
      ...main,
      '/app/package.json': manifest,
      '/app/node_modules/': '',
      '/app/node_modules/a/': '',
      '/app/node_modules/a/package.json': '{"dependencies":{"b":"1"}}',
      '/app/node_modules/b/': '',
      '/app/node_modules/b/package.json': '{}',
      '/app/node_modules/b/index.js': 'b',
      '/app/node_modules/b/README.md': 'read',
      '/app/node_modules/b/build-tmp-napi-v3/': '',
      '/app/node_modules/d/': '',
      '/app/node_modules/d/package.json': '{}',
      '/app/node_modules/.bin/': '',
      '/app/node_modules/.bin/d': '-> ../d/cli.js',
    };
    const without = (part: string): Files =>
      Object.fromEntries(Object.entries(files).filter(([path]) => !path.includes(part)));
    expect(compare(image({}, files), image({}, without('/d')))).toMatchObject({
      removed: expect.arrayContaining(['development dependency']),
    });
    expect(compare(image({}, files), image({}, without('node_modules/d'))).places).toEqual([]);
    expect(compare(image({}, files), image({}, without('README'))).places).toEqual([]);
    expect(compare(image({}, files), image({}, without('build-tmp'))).places).toEqual([]);
    expect(compare(image({}, files), image({}, without('b/index.js'))).places).toEqual([
      '/app/node_modules/b/index.js',
    ]);
  });

  test('of Python is missed when a list of requirements names it, and not when it has moved', () => {
    const old = '/usr/local/lib/python3.12/site-packages';
    const venv = '/opt/venv/lib/python3.12/site-packages';
    const list = { ...main, '/app/requirements.txt': 'Flask==3\nPy.YAML>=1\n' };
    const before = image(list, {
      [`${old}/flask/app.py`]: 'f',
      [`${old}/pip/x.py`]: 'p',
      [`${old}/py_yaml/y.py`]: 'y',
    });
    expect(compare(before, image(list, { [`${venv}/flask/app.py`]: 'f', '/opt/venv/pyvenv.cfg': '' }))).toMatchObject({
      places: [`${old}/py_yaml/y.py`],
      removed: expect.arrayContaining([`moved to ${venv}`, 'tool that installs Python packages']),
      added: ['Python package from another folder', 'of a virtual environment of Python'],
    });
  });

  test('of a virtual environment is missed where the package that it starts is there', () => {
    const starts = (module: string) => `#!/opt/venv/bin/python\nimport sys\nfrom ${module}.main import run\n`;
    const files = {
      ...main,
      '/opt/venv/pyvenv.cfg': '',
      '/opt/venv/bin/py.test': starts('pytest'),
      '/opt/venv/lib/python3.12/site-packages/pytest/__init__.py': '',
    };
    const { '/opt/venv/bin/py.test': _program, ...without } = files;
    expect(compare(image(files), image(without)).places).toEqual(['/opt/venv/bin/py.test']);
    const { '/opt/venv/lib/python3.12/site-packages/pytest/__init__.py': _package, ...gone } = without;
    expect(compare(image(files), image(gone))).toMatchObject({
      places: [],
      removed: ['program of a Python package that is gone', 'tool that installs Python packages'],
    });
  });

  test('of the system is missed where a RUN asked for it', () => {
    const bundle = { '/etc/ssl/certs/ca-certificates.crt': 'c' };
    const asked = 'apt-get install -y ca-certificates';
    expect(compare(image(main, bundle, {}, asked), image(main, {}, {}, asked)).places).toEqual(Object.keys(bundle));
    expect(compare(image(main, bundle), image(main)).places).toEqual([]);
    const written = { '/etc/shop.conf': 'x' };
    expect(compare(image(main, written, {}, 'echo x > /etc/shop.conf'), image(main)).places).toEqual([
      '/etc/shop.conf',
    ]);
  });

  test('of a package that a RUN names is missed where a script that is kept calls it', () => {
    const packages = {
      '/usr/bin/pgrep': 'elf',
      '/usr/bin/cc1': 'elf',
      '/var/lib/dpkg/info/procps.list': '/.\n/bin/pgrep\n',
    };
    const asked = 'apt-get install -y procps gcc';
    const found = (script: Files) =>
      compare(image({ ...main, ...script }, packages, {}, asked), image({ ...main, ...script }, {}, {}, asked));
    const { places, removed } = found({});
    expect(places).toEqual([]);
    expect(removed).toContain('of the package procps, and nothing that runs asks for it');
    expect(removed).toContain('of the system, and nothing that runs asks for it');
    expect(found({ '/app/check.sh': '#!/bin/sh\nexec pgrep node\n' }).places).toContain('/usr/bin/pgrep');
    expect(found({ '/app/check.sh': '#!/bin/sh\necho pgrep cc1\n' }).places).toEqual([]);
  });

  test('was packed into an archive that is kept, and is missed where the archive holds something else', () => {
    const source = { '/app/src/main/resources/': '', '/app/src/main/resources/words.txt': 'twelve bytes' };
    const jar = (text: string, time: number) => ({
      ...main,
      '/app/target/': '',
      '/app/target/a.jar': zipFile({ 'BOOT-INF/classes/words.txt': text }, time),
    });
    const before = image({ ...jar('twelve bytes', 1), ...source });
    const found = compare(before, image(jar('twelve bytes', 2)));
    expect(found.places).toEqual([]);
    expect(found.removed).toContain('source of what is packed into an archive');
    expect(compare(image({ ...jar('other', 1), ...source }), image(jar('other', 2))).places).toContain(
      '/app/src/main/resources/words.txt',
    );
  });

  test('was the same as one that is kept, but for the times of the build', () => {
    const jar = (time: number) => zipFile({ 'a.class': 'a'.repeat(80) }, time);
    const before = image({ ...main, '/app/lib/a.jar': jar(1), '/app/made/libs/a.jar': jar(1) });
    expect(compare(before, image({ ...main, '/app/lib/a.jar': jar(2) }))).toMatchObject({
      places: [],
      removed: ['copy of a file that is kept at another place'],
      changed: ['the same but for the times and ids that each build gives'],
    });
    expect(compare(before, image(main)).places).toContain('/app/lib/a.jar');
  });

  test('was installed elsewhere from the folder that CMake or Meson builds in', () => {
    const built = {
      '/app/build/shop': elfFile({ needed: ['libc.so.6', 'libshop.so'] }),
      '/app/shop.conf': 'port = 80, and so on',
    };
    const installed = {
      '/opt/bin/shop': elfFile({ needed: ['libshop.so'] }),
      '/opt/etc/shop.conf': 'port = 80, and so on',
    };
    const found = (mark: Files) =>
      compare(image({ ...main, ...built, ...mark, ...installed }), image({ ...main, ...installed }));
    expect(found({ '/app/build/CMakeCache.txt': '' }).places).toEqual([]);
    expect(found({ '/app/build/meson-info/': '' }).places).toEqual([]);
    expect(found({}).places).toEqual(['/app/build/shop']);
    expect(compare(image({ ...main, ...built, '/app/build/CMakeCache.txt': '' }), image(main)).places).toEqual([
      '/app/build/shop',
      '/app/shop.conf',
    ]);
  });

  test('is a program of Go that is found by its name in another folder', () => {
    const built = image({ ...main, '/go/bin/shop': elfFile({ needed: ['libc.so.6'] }) });
    expect(compare(built, image({ ...main, '/usr/local/bin/shop': elfFile({}) })).places).not.toContain('/go/bin/shop');
    expect(compare(built, image({ ...main, '/opt/shop': elfFile({}) })).places).toContain('/go/bin/shop');
    const started = { Cmd: ['shop'], Env: ['PATH=/go/bin:/usr/local/bin'] };
    const before = image({ '/go/bin/shop': elfFile({}) }, {}, started);
    expect(compare(before, image({ '/usr/local/bin/shop': elfFile({}) }, {}, started)).places).toEqual([]);
    expect(compare(before, image({ '/opt/shop': elfFile({}) }, {}, started)).places).toEqual(['shop']);
  });

  test('and was an empty folder may be missed', () => {
    expect(compare(image({ ...main, '/app/uploads/': '' }), image(main)).places).toEqual(['/app/uploads']);
  });
});

describe('where another program is meant to start', () => {
  const starts = { Entrypoint: ['/app/node_modules/serve/main.js'], Cmd: [] };
  const site = { '/app/build/': '', '/app/build/a.html': 'a', '/app/build/b.html': 'b' };
  const before = image(
    {
      '/app/package.json': '{"dependencies":{"serve":"1"}}',
      '/app/node_modules/serve/': '',
      '/app/node_modules/serve/package.json': '{}',
      '/app/node_modules/serve/main.js': '#!/usr/local/bin/node\n',
      '/app/data.json': '{}',
      '/app/src/main.ts': '',
      ...site,
    },
    {},
    starts,
  );
  const after = (files: Files) => image(files, {}, { Entrypoint: ['/usr/local/bin/node'], Cmd: [] });
  const gone = (files: Files, ...mayChange: readonly string[]) =>
    compareBuilds(before, after(files), {
      ...options,
      mayChange: new Set(['entrypoint', ...mayChange]),
    }).differences.map(({ where }) => where);
  const served = { '/srv/': '', '/srv/a.html': 'a', '/srv/b.html': 'b' };

  test('what only the other one loaded is not missed, and data is', () => {
    expect(gone({ ...site, '/app/package.json': '{"dependencies":{"serve":"1"}}' })).toEqual(['/app/data.json']);
  });

  test('a server of another base serves the same files from elsewhere', () => {
    expect(gone(served, 'base').filter((path) => path.startsWith('/app/'))).toEqual([]);
    expect(gone({ ...served, '/srv/b.html': 'c' }, 'base')).toContain('/app/build/b.html');
  });

  test('all of it is missed where nothing is meant to change', () => {
    const { differences } = compareBuilds(before, after(served), options);
    expect(differences.map(({ where }) => where)).toContain('/app/node_modules/serve/main.js');
  });
});

describe('a file in both', () => {
  test('differs in mode, owner, kind and contents', () => {
    const other = image({ '/app/dist/': '', '/app/dist/main.js': { text: '2', mode: 0o644, uid: 5 } });
    const { differences } = compareBuilds(image(main), other, options);
    expect(differences[0]).toMatchObject({
      where: '/app/dist/main.js',
      what: 'Not the same: mode, owner, contents',
      beforeLine: 2,
      afterLine: 2,
    });
  });

  test('may be a link of somebody else, but not one to another file', () => {
    const link = (text: string, uid: number) => image({ ...main, '/app/data': { text, uid } });
    expect(compare(link('-> /data', 0), link('-> /data', 5)).places).toEqual([]);
    expect(compare(link('-> /data', 0), link('-> /other', 0)).places).toEqual(['/app/data']);
  });

  test('may differ where each build does', () => {
    const files = (id: string, list: string) => ({
      ...main,
      '/app/tool': elfFile({ buildId: id }),
      '/app/node_modules/.package-lock.json': list,
    });
    const found = compare(image(files('0123456789', 'a')), image(files('9876543210', 'b')));
    expect([found.places, found.changed.sort()]).toEqual([
      [],
      ['records of the package manager', 'the same but for the times and ids that each build gives'],
    ]);
  });

  test('Composer’s own names may differ, and what it loads may not', () => {
    const drawn = (name: string) => ({
      ...main,
      '/app/vendor/autoload.php': name,
      '/app/vendor/composer/autoload_real.php': name,
    });
    expect(compare(image(drawn('Init1')), image(drawn('Init2')))).toMatchObject({
      places: [],
      changed: ['written by Composer, which draws names by chance'],
    });
    const map = (path: string) => ({ ...main, '/app/vendor/composer/autoload_classmap.php': path });
    expect(compare(image(map('a')), image(map('b'))).places).toEqual(['/app/vendor/composer/autoload_classmap.php']);
  });

  test('how a package manager starts a package may differ, and not what it starts', () => {
    const files = (text: string) => ({
      ...main,
      '/app/node_modules/.bin/tool': `#!/bin/sh\nexport NODE_PATH=${text}\n`,
      '/app/node_modules/tool/cli.js': text,
    });
    expect(compare(image(files('a')), image(files('a:b')))).toMatchObject({
      places: ['/app/node_modules/tool/cli.js'],
      changed: expect.arrayContaining(['written by the package manager to start a package']),
    });
  });

  test('a program that was built anew and links to no more is the same if it starts', () => {
    const files = (needed: readonly string[]) => image({ ...main, '/app/tool': elfFile({ needed }) });
    expect(compareBuilds(files(['liba.so', 'libb.so']), files(['liba.so']), options)).toMatchObject({
      restsOnStart: true,
    });
    expect(compare(files([]), files(['liba.so'])).places).toContain('/app/tool');
  });
});

describe('a file that is new', () => {
  test('in the folder of the application is a difference, and in the system none', () => {
    const found = compare(image(main), image({ ...main, '/app/.env': 'A=1', '/usr/bin/more': 'x' }));
    expect([found.places, found.added]).toEqual([['/app/.env'], ['different', 'of the system']]);
  });
});
