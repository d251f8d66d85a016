import { describe, expect, test } from 'vitest';
import { rewritten } from '../rewritten.ts';

/** The folders that the last stage takes over, and those in which libraries are looked for. */
function takenOver(run: string, files: Readonly<Record<string, string>> = {}) {
  const text = `FROM python:3.12\nWORKDIR /app\nCOPY . .\nRUN ${run}\nCMD ["shop"]\n`;
  const result = rewritten('python-multi-stage', text, { 'setup.py': '', 'shop/main.py': '', ...files });
  const folders = [...result.text.matchAll(/^COPY --from=build (\S+)\/ /gm)].map(([, path = '']) => path);
  return {
    folders: folders.filter((path) => !path.startsWith('/usr/local')),
    looked: /\(find (.*?) -type f/.exec(result.text)?.[1]?.split(' ').slice(2),
    reason: result.reason,
  };
}

describe('a project that pip installs in place', () => {
  test.each([
    ['pip install -e .', '/app'],
    ['pip install --editable=.[web]', '/app'],
    ['pip install -e ./shop', '/app/shop'],
    ['cd shop && pip install -e .', '/app/shop'],
    ['pip install -e git+https://example.org/tax.git#egg=tax', '/app/src'],
  ])('comes along with what pip wrote beside its sources: %s', (run, folder) => {
    const { folders, looked } = takenOver(run);
    expect(folders).toContain(folder);
    expect(looked).toEqual([folder]);
  });

  test('is found in a list of requirements, and in those that it names', () => {
    const lists = { 'requirements/web.txt': '-r base.txt\nflask\n', 'requirements/base.txt': '-e .\n' };
    expect(takenOver('pip install -r requirements/web.txt', lists).folders).toContain('/app');
  });

  test('keeps the image where its folder is not known', () => {
    expect(takenOver('pip install -e "$WHERE"').reason).toMatch(
      /^Line 4 installs .* in place, and where that lies is not known\.$/,
    );
  });
});

test('libraries of modules that are compiled among the sources come along', () => {
  const { looked, folders } = takenOver('pip install cython && python setup.py build_ext --inplace');
  expect(looked).toEqual(['/app']);
  expect(folders).toContain('/app');
});

test('of what is installed where packages are, no source folder comes as a whole', () => {
  const { looked, folders } = takenOver('pip install .');
  expect(looked).toEqual([]);
  expect(folders).toEqual(['/app/shop']);
});
