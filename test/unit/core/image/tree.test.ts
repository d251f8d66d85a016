import { describe, expect, test } from 'vitest';
import { ImageTree, type LayerEntry } from '../../../../src/core/image/tree.ts';
import { layer } from './layer-entries.ts';

const paths = (tree: ImageTree) => [...tree.entries.keys()].sort();

describe('layers make a tree', () => {
  test('in which the upper hides the lower, and marks take away files, folders and what is in them', () => {
    const tree = new ImageTree([
      layer({
        '/a/': '',
        '/a/one': '1',
        '/a/two': '2',
        '/b/': '',
        '/b/c/': '',
        '/b/c/d': 'd',
        '/e/': '',
        '/e/old': 'o',
      }),
      layer({ '/a/.wh.one': '', '/.wh.b': '', '/e/': '', '/e/.wh..wh..opq': '', '/e/new': 'n', '/a/two': 'two' }),
    ]);
    expect(paths(tree)).toEqual(['/a', '/a/two', '/e', '/e/new']);
    expect(tree.entries.get('/a/two')).toMatchObject({ size: 3, layer: 1 });
  });

  test('in which a file in place of a folder takes its contents away', () => {
    const tree = new ImageTree([layer({ '/a/': '', '/a/b': '' }), layer({ '/a': 'file' })]);
    expect(paths(tree)).toEqual(['/a']);
  });

  test('in which a folder is of the layer that made it, or that gave it another mode', () => {
    const tree = new ImageTree([layer({ '/a/': '', '/b/': '' }), layer({ '/a/': '', '/a/x': '', '/b/': '' })]);
    expect(['/a', '/a/x', '/b'].map((path) => tree.entries.get(path)?.layer)).toEqual([0, 1, 0]);
    const changed = [{ ...(layer({ '/a/': '' })[0] as LayerEntry), mode: 0o700 }];
    expect(new ImageTree([layer({ '/a/': '' }), changed]).entries.get('/a')).toMatchObject({ layer: 1, mode: 0o700 });
  });

  test('in which a hard link has what its target has', () => {
    const tree = new ImageTree([layer({ '/a': 'text', '/b': '=> /a' })]);
    expect(tree.entries.get('/b')).toMatchObject({ kind: 'file', size: 4, hash: tree.entries.get('/a')?.hash });
  });

  test('in which links are followed, in folders too, and circles end', () => {
    const tree = new ImageTree([
      layer({
        '/usr/': '',
        '/usr/lib/': '',
        '/usr/lib/x.so.1': 'x',
        '/usr/lib/x.so': '-> x.so.1',
        '/lib': '-> usr/lib',
        '/up/': '',
        '/up/link': '-> ../lib/x.so',
        '/round': '-> /about',
        '/about': '-> round',
      }),
    ]);
    expect(tree.open('/up/link')?.path).toBe('/usr/lib/x.so.1');
    expect(tree.open('/lib/../lib/./x.so')?.path).toBe('/usr/lib/x.so.1');
    expect(tree.entry('/lib/x.so')?.kind).toBe('symlink');
    expect([tree.open('/round'), tree.open('/lib/none'), tree.open('/')?.kind]).toEqual([
      undefined,
      undefined,
      'directory',
    ]);
    expect(tree.list('/lib')).toEqual(['x.so.1', 'x.so']);
  });
});
