import { describe, expect, test } from 'vitest';
import type { Rewrite } from '../../../../src/core/optimize/rewrite.ts';
import { none, place } from '../../../../src/core/optimize/rewrite.ts';
import { chosenProposals, topReasons, withOne } from '../../../../src/features/optimize/chosen-proposals.ts';

const text = 'FROM debian:12\nRUN echo a && echo b\nRUN echo c\nCMD ["a"]\n';

/** Puts a word in place of another. */
const replacing = (id: string, from: string, to: string, safe: boolean): Rewrite => ({
  id,
  kind: 'instructions',
  title: `Write ${to}`,
  safety: safe ? 'safe' : 'review',
  precondition: '',
  evidence: '',
  propose: ({ dockerfile }) => {
    const at = dockerfile.text.indexOf(from);
    if (at < 0) return none(`There is no ${from}.`);
    const range = { start: at, end: at + from.length };
    const places = [place({ range }, { range, newText: to })];
    return { safe, reason: `${from} is old.`, effect: 'It is new.', places, ...(safe ? {} : { question: 'Really?' }) };
  },
});

const options = {
  rewrites: [
    replacing('safe', 'echo a', 'echo x', true),
    replacing('review', 'echo b', 'echo y', false),
    replacing('follows', 'echo y', 'echo z', true),
    replacing('never', 'nowhere', 'there', true),
  ],
};

const rowsOf = (switches: Record<string, boolean>) =>
  chosenProposals(text, new Map(Object.entries(switches)), options).rows.map(
    ({ key, isChosen, isApplied }) => `${key}: ${isChosen ? 'on' : 'off'}${isApplied ? ', applied' : ''}`,
  );
const textOf = (switches: Record<string, boolean>) =>
  chosenProposals(text, new Map(Object.entries(switches)), options).result.text;

describe('proposals, each on or off', () => {
  test('what is safe is on, what wants a review is off', () => {
    expect(rowsOf({})).toEqual(['safe safe: on, applied', 'review review: off']);
    expect(textOf({})).toBe(text.replace('echo a', 'echo x'));
  });

  test('a switch changes the result and nothing else', () => {
    expect(textOf({ 'safe safe': false })).toBe(text);
    expect(rowsOf({ 'safe safe': false })).toEqual(['safe safe: off', 'review review: off']);
  });

  test('what another makes possible is a row of its own, and can be switched off', () => {
    expect(rowsOf({ 'review review': true })).toEqual([
      'safe safe: on, applied',
      'review review: on, applied',
      'follows safe: on, applied',
    ]);
    expect(textOf({ 'review review': true })).toContain('echo x && echo z');
    expect(textOf({ 'review review': true, 'follows safe': false })).toContain('echo x && echo y');
    expect(rowsOf({ 'review review': true, 'follows safe': false })).toContain('follows safe: off');
  });

  test('of the two of one rewrite, the one that was left out is not said to be applied', () => {
    const [safe, review] = [replacing('both', 'echo a', 'echo x', true), replacing('both', 'echo c', 'echo w', false)];
    const both: Rewrite = {
      ...safe,
      safety: 'both',
      propose: (build) => [safe, review].flatMap((one) => one.propose(build)),
    };
    const rewrites = [replacing('first', 'echo c', 'echo q', true), both];
    const { rows } = chosenProposals(text, new Map([['both review', true]]), { rewrites });
    expect(rows.map(({ key, isApplied }) => [key, isApplied])).toEqual([
      ['first safe', true],
      ['both safe', true],
      ['both review', false],
    ]);
  });

  test('what declines says why', () => {
    const { declined } = chosenProposals(text, new Map(), options);
    expect(declined).toContainEqual({ id: 'never', reason: 'There is no nowhere.', isOnRequest: false });
  });

  test('what is done on request alone is marked until it is asked for', () => {
    const asked = (ids: readonly string[]) => {
      const { declined } = chosenProposals('FROM debian:12\nUSER 1000\n', new Map(), { asked: ids });
      return declined.find(({ id }) => id === 'nonroot-user');
    };
    expect(asked([])).toMatchObject({ isOnRequest: true, reason: expect.stringMatching(/^It is done on request/) });
    expect(asked(['nonroot-user'])).toMatchObject({ isOnRequest: false, reason: 'A user is named already.' });
  });

  test('one can be applied alone, whatever is chosen', () => {
    expect(withOne(text, 'review review', options).text).toBe(text.replace('echo b', 'echo y'));
  });
});

describe('the reasons for having nothing to propose', () => {
  test('one that all share is the only one that is told', () => {
    const declined = ['a', 'b', 'c'].map((id) => ({ id, reason: 'It builds for Windows.' }));
    expect(topReasons(declined, 2)).toEqual(['It builds for Windows.']);
  });

  test('else the first ones are, each once', () => {
    const declined = ['One.', 'One.', 'Two.', 'Three.'].map((reason, index) => ({ id: String(index), reason }));
    expect(topReasons(declined, 2)).toEqual(['One.', 'Two.']);
  });
});
