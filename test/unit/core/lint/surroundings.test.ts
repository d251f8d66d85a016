import { expect, test } from 'vitest';
import { surroundingsOf } from '../../../../src/core/lint/surroundings.ts';

/** The surroundings of a Dockerfile among the given texts by path, and the paths that were looked at. */
async function around(dockerfile: string, texts: Readonly<Record<string, string>>, top = '/w') {
  const asked: string[] = [];
  const found = await surroundingsOf(dockerfile, top, (path) => {
    asked.push(path);
    return texts[path];
  });
  return { ...found, asked };
}

const spec = (build: string, more = '') => `name: shop\nport: 3000\n${more}build: ${build}\n`;

test('a Dockerfile alone has none, and nobody looks above the top', async () => {
  const { asked, ...found } = await around('/w/a/b/Dockerfile', {});
  expect(found).toEqual({ ignoreFile: undefined });
  expect(asked).toEqual([
    '/w/a/b/quayside.yaml',
    '/w/a/quayside.yaml',
    '/w/quayside.yaml',
    '/w/a/b/Dockerfile.dockerignore',
    '/w/a/b/.dockerignore',
  ]);
});

test('the service is that of the spec beside it', async () => {
  const { service } = await around('/w/Dockerfile', { '/w/quayside.yaml': 'name: shop\nport: 3000\n' });
  expect(service).toEqual({ port: 3000, architecture: 'x86_64' });
});

test.each([
  ['/w/app/quayside.yaml', '{ dockerfile: docker/Dockerfile }', '/w/app/.dockerignore'],
  ['/w/quayside.yaml', '{ context: ./app, dockerfile: docker/Dockerfile }', '/w/app/.dockerignore'],
  ['/w/quayside.yaml', '{ context: app/docker }', '/w/app/docker/.dockerignore'],
  ['/w/app/quayside.yaml', '{ context: .., dockerfile: app/docker/Dockerfile }', '/w/.dockerignore'],
])(
  'the service of %s with build %s is that of the Dockerfile, and has its ignore file',
  async (file, build, ignore) => {
    const found = await around('/w/app/docker/Dockerfile', {
      [file]: spec(build, 'architecture: arm64\n'),
      [ignore]: 'theirs',
    });
    expect(found).toMatchObject({ service: { port: 3000, architecture: 'arm64' }, ignoreFile: 'theirs' });
  },
);

test('a spec of another Dockerfile says nothing, one above it may', async () => {
  const other = { '/w/app/quayside.yaml': spec('{ dockerfile: other.Dockerfile }'), '/w/app/.dockerignore': 'own' };
  expect(await around('/w/app/Dockerfile', other)).toMatchObject({ ignoreFile: 'own' });
  expect((await around('/w/app/Dockerfile', other)).service).toBeUndefined();
  const both = { ...other, '/w/quayside.yaml': spec('{ dockerfile: app/Dockerfile }') };
  expect((await around('/w/app/Dockerfile', both)).service).toMatchObject({ port: 3000 });
});

test('the Dockerfile’s own ignore file counts alone, even when it is empty', async () => {
  const files = { '/w/Dockerfile.dockerignore': '', '/w/.dockerignore': 'theirs' };
  expect((await around('/w/Dockerfile', files)).ignoreFile).toBe('');
});

test.each([
  ['no YAML', 'port: [3000\n'],
  ['no port yet', 'name: shop\nport:\n'],
  ['a port that is none', 'port: 70000\n'],
])('a spec with %s gives no service', async (_, text) => {
  expect((await around('/w/Dockerfile', { '/w/quayside.yaml': text })).service).toBeUndefined();
});

test('on Windows a search ends at the drive', async () => {
  const { asked } = await around('C:/a/Dockerfile', {}, 'C:/');
  expect(asked).toEqual([
    'C:/a/quayside.yaml',
    'C:/quayside.yaml',
    'C:/a/Dockerfile.dockerignore',
    'C:/a/.dockerignore',
  ]);
});
