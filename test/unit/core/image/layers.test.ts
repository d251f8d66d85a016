import { expect, test } from 'vitest';
import { parseDockerfile } from '../../../../src/core/dockerfile/parse.ts';
import { readSavedConfiguration } from '../../../../src/core/image/configuration-saved.ts';
import { imageLayers } from '../../../../src/core/image/layers.ts';
import { instructionsOf } from '../../../../src/core/image/layers-lines.ts';
import { layer } from './layer-entries.ts';

const stored = (createdBy: readonly string[], layers: readonly Parameters<typeof layer>[0][]) => ({
  configuration: readSavedConfiguration({ history: createdBy.map((text) => ({ created_by: text })) }),
  layers: layers.map((entries, index) => ({ diffId: `sha256:${index}`, entries: layer(entries) })),
});

test('an image that stores every path once is wholly efficient', () => {
  const image = stored(['a', 'b'], [{ '/a': 'xx' }, { '/b': 'yyy' }]);
  expect(imageLayers(image)).toMatchObject({ size: 5, wastedBytes: 0, wasted: [], efficiency: 1 });
});

test('what is written twice, and what is deleted, is stored for nothing', () => {
  const image = stored(
    ['a', 'RUN /bin/sh -c echo # buildkit', 'RUN |1 A=b /bin/sh -c rm -r /d # buildkit'],
    [{ '/a': '1234', '/d/': '', '/d/x': '123456' }, { '/a': '12' }, { '/.wh.d': '' }],
  );
  const found = imageLayers(image);
  expect(
    found.layers.map(({ createdBy, size, added, changed, deleted }) => [createdBy, size, added, changed, deleted]),
  ).toEqual([
    ['a', 10, 2, 0, 0],
    ['RUN echo', 2, 0, 1, 0],
    ['RUN rm -r /d', 0, 0, 0, 1],
  ]);
  expect(found.layers[2]?.entries).toEqual([{ path: '/d', change: 'deleted', kind: 'file', size: 6 }]);
  expect(found.wasted).toEqual([
    { path: '/a', bytes: 6, layers: [0, 1] },
    { path: '/d', bytes: 6, layers: [0, 2] },
  ]);
  // Of /a two bytes would do, of /d/x six are there, and of /d none.
  expect(found.efficiency).toBeCloseTo((2 + 6 + 0) / (6 + 6 + 6));
});

const file =
  'FROM a AS base\nENV A=1\nRUN make \\\n  all\nONBUILD RUN x\nFROM base\nARG V\nCOPY a b\nRUN ["/bin/x"]\nCMD ["y"]\n';

test.each<[builder: string, history: readonly string[]]>([
  [
    'BuildKit',
    [
      'base layer',
      'ENV A=1',
      'RUN /bin/sh -c make   all # buildkit',
      'RUN /bin/sh -c x # buildkit',
      'ARG V',
      'COPY a b # buildkit',
      'RUN |1 V= /bin/x # buildkit',
      'CMD ["y"]',
    ],
  ],
  [
    'the classic builder',
    [
      'base layer',
      '/bin/sh -c #(nop)  ENV A=1',
      '/bin/sh -c make   all',
      '/bin/sh -c x',
      '/bin/bash -ec #(nop)  ARG V',
      '/bin/sh -c #(nop) COPY file:12 in b ',
      '/bin/x',
      '/bin/sh -c #(nop)  CMD ["y"]',
      '/bin/sh -c #(nop)  LABEL a=b',
    ],
  ],
])('the history that %s writes is led back to lines', (_builder, texts) => {
  const history = texts.map((createdBy) => ({ createdBy, empty: false }));
  const lines = instructionsOf(history, parseDockerfile(file)).map((found) => found && found.line + 1);
  expect(lines.slice(0, 8)).toEqual([undefined, 2, 3, undefined, 7, 8, 9, 10]);
});

test('a history of something else has no lines', () => {
  const history = [{ createdBy: 'imported', empty: false }];
  expect(instructionsOf(history, parseDockerfile(file))).toEqual([undefined]);
});
