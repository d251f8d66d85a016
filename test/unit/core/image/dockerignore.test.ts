import { describe, expect, test } from 'vitest';
import { ignoreFilter, parseIgnoreFile } from '../../../../src/core/image/dockerignore.ts';

const ignored = (file: string, ...paths: string[]) => {
  const filter = ignoreFilter(parseIgnoreFile(file));
  return paths.filter((path) => filter.ignores(path));
};

describe('.dockerignore', () => {
  test.each([
    ['a folder takes what lies in it', 'node_modules', ['node_modules', 'node_modules/a/b.js']],
    ['a name counts at the top only', 'a.txt', ['a.txt']],
    ['`*` stays within a folder', '*.log', ['x.log']],
    ['`**/` reaches everywhere, the top included', '**/*.log', ['x.log', 'src/x.log']],
    ['`**` at the end takes all that is below', 'src/**', ['src/x.log', 'src/a/a.txt']],
    ['`?` is one character', '?.txt', ['a.txt']],
    ['a class names characters', '[ab].txt', ['a.txt']],
    ['a leading slash and ./ mean the top', '/a.txt\n./src/x.log', ['a.txt', 'src/x.log']],
    ['`..` is folded away', 'src/../a.txt', ['a.txt']],
    ['matching heeds case', 'A.TXT', []],
    ['a comment is one only from the first column', '#a.txt\n a.txt', ['a.txt']],
    ['a byte order mark and CRLF do not matter', '\uFEFFa.txt\r\n*.log\r\n', ['a.txt', 'x.log']],
    [
      'the last pattern that matches decides',
      '*\n!a.txt\na.txt\n!*.log',
      ['a.txt', 'node_modules', 'src', 'c++', 'c++/x'],
    ],
    ['what is special in a regular expression is not special here', 'c++', ['c++', 'c++/x']],
    ['a broken class matches nothing', '[z-a].txt', []],
  ])('%s', (_says, file, expected) => {
    const all = [
      'a.txt',
      'x.log',
      'node_modules',
      'node_modules/a/b.js',
      'src',
      'src/x.log',
      'src/a/a.txt',
      'c++',
      'c++/x',
    ];
    const got = ignored(file, ...all);
    if (expected.includes('src')) expect(got).toEqual(expect.arrayContaining(expected));
    else expect(got.sort()).toEqual([...expected].sort());
  });

  test('`!` takes a file back out of a folder that is ignored', () => {
    expect(ignored('docs\n!docs/README.md', 'docs', 'docs/a.md', 'docs/README.md')).toEqual(['docs', 'docs/a.md']);
  });

  test('an ignored folder is entered only where an exception may lie in it', () => {
    const filter = ignoreFilter(parseIgnoreFile('*\n!src/deep/*.ts\n!docs/**/a.md\n!pack*/x'));
    const entered = (folder: string) => filter.mayReinclude(folder);
    expect(['src', 'src/deep', 'docs/any/where', 'packages'].filter(entered)).toHaveLength(4);
    expect(['node_modules', 'src/other', 'lib'].filter(entered)).toEqual([]);
  });
});
