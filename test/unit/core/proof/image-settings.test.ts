import { describe, expect, test } from 'vitest';
import { compareBuilds } from '../../../../src/core/proof/images.ts';
import { layer } from '../image/layer-entries.ts';
import { compare, type Files, image, main, options } from './built-images.ts';

describe('what images say of themselves', () => {
  test('is compared field by field, in whatever spelling', () => {
    const accounts = { '/etc/passwd': 'root:x:0:0::/:/bin/sh\nnode:x:1000:1000::/:/bin/sh\n' };
    const before = image({ ...main, ...accounts }, {}, { User: 'node', Cmd: ['/bin/sh', '-c', 'node dist/main.js'] });
    const after = image({ ...main, ...accounts }, {}, { User: '1000', Labels: { own: 'x' } });
    const { differences, notes } = compareBuilds(before, after, options);
    expect(differences.filter(({ rung }) => rung === 'image')).toEqual([]);
    expect(notes.slice(0, 2)).toEqual([
      'The command runs the same program, without a shell.',
      'USER is spelled 1000 and is the same as node.',
    ]);
  });

  test('tells what is gone, new or changed', () => {
    const settings = { Env: ['A=1', 'B=2', 'BASE=x'], ExposedPorts: { '80/tcp': {} }, StopSignal: 'SIGINT' };
    const before = image(main, {}, settings, 'make', 'ENV A=1 B=2\n');
    const after = image(main, {}, { Env: ['B=3', 'C=4'], WorkingDir: '/srv' }, 'make', 'ENV B=3\nENV C=4\n');
    const { differences, notes, restsOnStart } = compareBuilds(before, after, options);
    const said = differences.filter(({ rung }) => rung === 'image');
    expect(said.map(({ what, beforeLine, afterLine }) => [what, beforeLine, afterLine])).toEqual([
      ['WORKDIR has another value', undefined, undefined],
      ['STOPSIGNAL is gone', undefined, undefined],
      ['ENV A is gone', 4, undefined],
      ['ENV B has another value', 4, 4],
      ['ENV C is new', undefined, 5],
      ['EXPOSE 80/tcp is gone', undefined, undefined],
    ]);
    // What no instruction sets came with the base image.
    expect([notes[0], restsOnStart]).toEqual(['ENV BASE comes from another base: x → unset.', true]);
  });

  test('may have an entry point of the base that hands over to the command, or none', () => {
    const entry = (text: string, rest = '') => {
      const made = image(main, {}, { Entrypoint: ['/entry.sh'] }, 'make', rest);
      const [base, ...more] = made.image.layers;
      const script = { diffId: 'base', entries: [...(base?.entries ?? []), ...layer({ '/entry.sh': text })] };
      return { ...made, image: { ...made.image, layers: [script, ...more] } };
    };
    const places = (...sides: Parameters<typeof compare>) =>
      compare(...sides).places.filter((place) => place === 'entrypoint');
    const handing = '#!/bin/sh\nset -e\nexec "$@"\n';
    expect(places(entry(handing), image(main))).toEqual([]);
    expect(places(image(main), entry(handing))).toEqual([]);
    expect(places(entry('#!/bin/sh\nexec server\n'), image(main))).toEqual(['entrypoint']);
    expect(places(entry(handing, 'ENTRYPOINT ["/entry.sh"]\n'), image(main))).toEqual(['entrypoint']);
  });

  test('finds the same by a PATH that only leads to more', () => {
    const path = (value: string, files: Files = main) =>
      image(files, {}, { Env: [`PATH=${value}`] }, 'make', `ENV PATH=${value}\n`);
    const of = (before: ReturnType<typeof image>, after: ReturnType<typeof image>) =>
      compareBuilds(before, after, options).differences.filter(({ rung }) => rung === 'image').length;
    expect(of(path('/usr/local/bin:/go/bin'), path('/opt/venv/bin:/usr/local/bin'))).toBe(0);
    expect(of(path('/usr/local/bin:/bin'), path('/bin:/usr/local/bin'))).toBe(1);
    const withMore = { ...main, '/more/': '' };
    expect(of(path('/usr/local/bin:/more', withMore), path('/usr/local/bin', withMore))).toBe(1);
  });
});
