import { expect, test } from 'vitest';
import { parseDockerfile } from '../../../../src/core/dockerfile/parse.ts';
import { readScript } from '../../../../src/core/dockerfile/recent-scripts.ts';
import { parseShell } from '../../../../src/core/dockerfile/shell.ts';

test('the same script in another place has the places of that one', () => {
  const text = 'RUN a  b && c\n# here it is continued\nRUN a \\\n b && c\nRUN a  b && c\n';
  const cuts = parseDockerfile(text).instructions.map((instruction) =>
    parseShell(instruction).commands.map(({ range, words, after }) =>
      [range, words[0]?.range, after?.range].map((place) => place && text.slice(place.start, place.end)),
    ),
  );
  const plain = [
    ['a  b', 'b', '&&'],
    ['c', undefined, undefined],
  ];
  expect(cuts).toEqual([plain, [['a \\\n b', 'b', '&&'], plain[1]], plain]);
});

test('a script that was read a moment ago is not read again', () => {
  expect(readScript('echo once')).toBe(readScript('echo once'));
});

test('what was read long ago is forgotten, and what was asked for again since then is not', () => {
  const [first, second] = [readScript('echo first'), readScript('echo second')];
  for (let i = 0; i < 400; i++) {
    readScript(`echo ${i} ${'x'.repeat(1000)}`);
    readScript('echo second');
  }
  expect(readScript('echo second')).toBe(second);
  expect(readScript('echo first')).not.toBe(first);
});
