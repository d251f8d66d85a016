import { expect, test } from 'vitest';
import { applyProposals, optimize } from '../../../../src/core/optimize/optimize.ts';
import { defineRewrite, none, place, type Rewrite } from '../../../../src/core/optimize/rewrite.ts';

const text = 'FROM debian:12\nRUN true\nCMD ["true"]\n';

/** Writes a word in the place of another, wherever it stands. */
function replacing(id: string, from: string, to: string, safe = true): Rewrite {
  return defineRewrite({
    id,
    kind: 'instructions',
    title: `Write ${to}`,
    safety: 'both',
    precondition: '',
    evidence: '',
    propose({ dockerfile }) {
      const start = dockerfile.text.indexOf(from);
      if (start < 0) return none(`There is no ${from}.`);
      const range = { start, end: start + from.length };
      return { safe, reason: 'r', effect: 'e', question: 'q', places: [place({ range }, { range, newText: to })] };
    },
  });
}

test('a rewrite that has no place says why', () => {
  const { proposals, declined, all } = optimize(text, { rewrites: [replacing('none', 'ADD', 'COPY')] });
  expect(proposals).toEqual([]);
  expect(declined).toEqual([{ id: 'none', reason: 'There is no ADD.' }]);
  expect(all.text).toBe(text);
});

test('what is safe is applied in both texts, what is to be reviewed in one', () => {
  const rewrites = [replacing('a', 'RUN true', 'RUN date'), replacing('b', 'debian:12', 'debian:11', false)];
  const { safe, all, proposals } = optimize(text, { rewrites });
  expect(proposals.map(({ id, safe: isSafe }) => [id, isSafe])).toEqual([
    ['a', true],
    ['b', false],
  ]);
  expect(safe).toMatchObject({ text: text.replace('RUN true', 'RUN date'), applied: ['a'] });
  expect(all.text).toBe(text.replace('RUN true', 'RUN date').replace('debian:12', 'debian:11'));
});

test('one that a person leaves out is left out', () => {
  const rewrites = [replacing('a', 'RUN true', 'RUN date'), replacing('b', 'debian:12', 'debian:11', false)];
  const { text: result } = applyProposals(text, ({ id }) => id === 'b', { rewrites });
  expect(result).toBe(text.replace('debian:12', 'debian:11'));
});

test.each([
  ['does not parse', replacing('x', 'RUN', 'RUNS'), /would not be read by the builder/],
  ['is no shell any more', replacing('x', 'RUN true', 'RUN if true'), /no shell can read/],
  ['brings a finding', replacing('x', 'RUN true', 'RUN cd /tmp'), /DL3003/],
  ['changes the command', replacing('x', '["true"]', '["false"]'), /would change the command/],
])('a rewrite whose result %s is declined and not applied', (_, rewrite, reason) => {
  const { proposals, declined, all } = optimize(text, { rewrites: [rewrite] });
  expect(proposals).toEqual([]);
  expect(declined[0]?.reason).toMatch(reason);
  expect(all.text).toBe(text);
});

test('two rewrites that undo each other come to an end', () => {
  const rewrites = [replacing('a', 'RUN true', 'RUN date'), replacing('b', 'RUN date', 'RUN true')];
  expect(optimize(text, { rewrites }).all.text).toBe(text);
});

test.each([
  ['a syntax error', 'FROM debian:12\nRUNN true\n', /would not read the file: line 2/],
  ['no stage', 'ARG A=1\n', /no FROM/],
  ['a Windows image', 'FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nRUN dir\n', /Windows/],
  ['backticks as escapes', '# escape=`\nFROM debian:12\nRUN true\n', /Windows/],
  ['a template', 'FROM {{ image }}\nRUN true\n', /Line 1 is a template/],
  ['too many lines', `FROM debian:12\n${'RUN true\n'.repeat(5001)}`, /more than 5000 lines/],
])('nothing is proposed for a file with %s, and the reason is given', (_, broken, reason) => {
  const { proposals, declined, all, safe } = optimize(broken);
  expect(proposals).toEqual([]);
  expect(declined.length).toBeGreaterThan(5);
  for (const one of declined) expect(one.reason).toMatch(reason);
  expect(all.text).toBe(broken);
  expect(safe.text).toBe(broken);
});
