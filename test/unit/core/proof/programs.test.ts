import { describe, expect, test } from 'vitest';
import { ImageTree } from '../../../../src/core/image/tree.ts';
import { programsOf } from '../../../../src/core/proof/programs.ts';
import { elfFile } from '../image/elf-files.ts';
import { type Described, layer } from '../image/layer-entries.ts';

const loader = '/lib64/ld-linux-x86-64.so.2';
/** A system with a shell, a loader and a C library. */
const system: Readonly<Record<string, Described>> = {
  '/lib': '-> usr/lib',
  '/lib64/': '',
  '/usr/': '',
  [loader]: elfFile({}),
  '/usr/lib/x86_64-linux-gnu/libc.so.6': elfFile({}),
  '/bin/sh': elfFile({ interpreter: loader, needed: ['libc.so.6'] }),
  '/usr/bin/env': elfFile({ interpreter: loader, needed: ['libc.so.6', 'ld-linux-x86-64.so.2'] }),
  '/usr/local/bin/node': elfFile({ interpreter: loader, needed: ['libc.so.6'] }),
};

function run(
  files: Readonly<Record<string, Described>>,
  command: readonly string[],
  more: {
    entrypoint?: readonly string[];
    environment?: Record<string, string>;
    modules?: readonly string[];
    on?: typeof system;
  } = {},
) {
  const { entrypoint = [], environment = {}, modules, on = system } = more;
  const start = { entrypoint, command, environment: new Map(Object.entries(environment)), workingDirectory: '/app' };
  const { missing, reached } = programsOf(new ImageTree([layer({ ...on, ...files })]), start, modules);
  return {
    missing: missing.map(({ kind, what, neededBy }) => `${kind} ${what} for ${neededBy}`),
    reached: [...reached],
  };
}

describe('what an image runs', () => {
  test('is found through PATH, links, scripts and interpreters, with the libraries', () => {
    const found = run({ '/app/run.sh': '#!/bin/sh\nset -e\nexec node server.js\n', '/app/server.js': '' }, [
      './run.sh',
    ]);
    expect(found.missing).toEqual([]);
    expect(found.reached).toEqual(
      expect.arrayContaining([
        '/app/run.sh',
        '/bin/sh',
        '/usr/local/bin/node',
        '/app/server.js',
        '/usr/lib/x86_64-linux-gnu/libc.so.6',
      ]),
    );
  });

  test.each<[what: string, files: Readonly<Record<string, Described>>, command: readonly string[], missing: string]>([
    ['a program', {}, ['serve'], 'program serve for the entry point'],
    ['a program by its path', {}, ['/srv/x'], 'program /srv/x for the entry point'],
    ['the file that is run', {}, ['node', '--no-warnings', 'dist/main'], 'file /app/dist/main for node'],
    [
      'a right to run it',
      { '/app/x': { text: '#!/bin/sh\n', mode: 0o644 } },
      ['/app/x'],
      'permission /app/x for the entry point',
    ],
    ['an interpreter', { '/app/x': '#!/bin/bash\n' }, ['/app/x'], 'interpreter /bin/bash for /app/x'],
    [
      'an interpreter through env',
      { '/app/x': '#!/usr/bin/env -S python3 -u\n' },
      ['/app/x'],
      'interpreter python3 for /app/x',
    ],
    [
      'a loader',
      { '/app/x': elfFile({ interpreter: '/lib/ld-musl-x86_64.so.1' }) },
      ['/app/x'],
      'interpreter /lib/ld-musl-x86_64.so.1 for /app/x',
    ],
    ['a library', { '/app/x': elfFile({ needed: ['libpq.so.5'] }) }, ['/app/x'], 'library libpq.so.5 for /app/x'],
    ['a program in the shell form', {}, ['/bin/sh', '-c', 'cd /srv && gone --now'], 'program gone for sh -c'],
    ['a program behind another', {}, ['env', 'A=1', 'gone'], 'program gone for env'],
    [
      'a script of the package',
      { '/app/package.json': '{"scripts":{"start":"gone ."}}' },
      ['npm', 'start'],
      'program npm for the entry point',
    ],
  ])('lacks %s', (_what, files, command, missing) => {
    expect(run(files, command).missing).toContain(missing);
  });

  test('follows npm to the programs in node_modules', () => {
    const files = {
      '/usr/local/bin/npm': '#!/usr/bin/env node\n',
      '/app/package.json': '{"scripts":{"start":"NODE_ENV=production serve dist && other"}}',
      '/app/node_modules/.bin/serve': '-> ../serve/cli.js',
      '/app/node_modules/serve/cli.js': '#!/usr/bin/env node\n',
    };
    expect(run(files, ['npm', 'start']).missing).toEqual(['program other for npm run start']);
  });

  test('sees Node behind what package managers write to start a program of a package', () => {
    const shim = `#!/bin/sh
basedir=$(dirname "$(echo "$0" | sed -e 's,\\\\,/,g')")
case \`uname\` in
    *CYGWIN*) if command -v cygpath > /dev/null 2>&1; then basedir=\`cygpath -w "$basedir"\`; fi ;;
esac
exec node  "$basedir/../serve/bin.js" "$@"
`;
    const files = { '/app/node_modules/.bin/serve': shim };
    expect(run(files, ['node_modules/.bin/serve', 'public'])).toEqual({
      missing: [],
      reached: expect.arrayContaining(['/usr/local/bin/node']),
    });
  });

  test('hands on what an entry script was given', () => {
    const files = { '/e.sh': '#!/bin/sh\nprepare() { :; }\nprepare\n[ -f /x ] && . /x\nexec "$@"\n', '/app/a.js': '' };
    expect(run(files, ['node', 'b.js'], { entrypoint: ['/e.sh'] }).missing).toEqual(['file /app/b.js for node']);
    expect(run(files, ['node', 'a'], { entrypoint: ['/e.sh'] }).missing).toEqual([]);
  });

  test('finds libraries where the file, the environment or the system says', () => {
    const at = (path: string, extra: Readonly<Record<string, Described>>, program: Buffer, environment = {}) =>
      run({ ...extra, [path]: elfFile({}), '/app/x': program }, ['/app/x'], { environment }).missing;
    const needs = (more: object = {}) => elfFile({ needed: ['liba.so'], ...more });
    expect(at('/app/lib/liba.so', {}, needs({ runpath: '$ORIGIN/lib' }))).toEqual([]);
    expect(at('/opt/liba.so', {}, needs({ rpath: '/opt' }))).toEqual([]);
    expect(at('/opt/liba.so', {}, needs(), { LD_LIBRARY_PATH: '/x:/opt' })).toEqual([]);
    expect(at('/opt/liba.so', { '/etc/ld.so.conf.d/x.conf': '/opt\n' }, needs())).toEqual([]);
    expect(at('/opt/liba.so', {}, needs())).toEqual(['library liba.so for /app/x']);
  });

  test('passes over a library for another machine', () => {
    const files = { '/usr/lib/liba.so': elfFile({ bits: 32 }), '/app/x': elfFile({ needed: ['liba.so'] }) };
    expect(run(files, ['/app/x']).missing).toEqual(['library liba.so for /app/x']);
  });

  test('looks at native modules too', () => {
    const files = { '/app/a.js': '', '/app/node_modules/b/b.node': elfFile({ needed: ['libvips.so.42'] }) };
    const found = run(files, ['node', 'a.js'], { modules: ['/app/node_modules/b/b.node'] });
    expect(found.missing).toEqual(['library libvips.so.42 for /app/node_modules/b/b.node']);
  });

  test('starts nothing on an empty image, and ends where scripts call each other', () => {
    expect(run({}, ['/x'], { on: {} }).missing).toEqual(['program /x for the entry point']);
    expect(run({ '/a': '#!/bin/sh\n/b\n', '/b': '#!/bin/sh\n/a\n' }, ['/a']).missing).toEqual([]);
    expect(run({}, []).missing).toEqual([]);
  });
});
