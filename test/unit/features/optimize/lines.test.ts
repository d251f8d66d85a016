import { describe, expect, test } from 'vitest';
import { optimize } from '../../../../src/core/optimize/optimize.ts';
import { type ChosenProposals, chosenProposals } from '../../../../src/features/optimize/chosen-proposals.ts';
import { type Line, linesOf } from '../../../../src/features/optimize/lines.ts';

const text = 'FROM debian:12-slim\nADD a.txt /a/\nADD b.txt /b/\nCMD sh run.sh\n';
const lineAt = (offset: number) => text.slice(0, offset).split('\n').length;
const linesFor = (chosen: ChosenProposals) => linesOf(chosen, lineAt);
const none: ChosenProposals = { ...chosenProposals(text, new Map(), {}), rows: [] };

const find = (lines: readonly Line[], label: RegExp): Line => {
  const found = lines.find((line) => label.test(line.label));
  if (!found) throw new Error(`There are ${lines.map((line) => line.label).join(', ')}.`);
  return found;
};

describe('the list of proposals', () => {
  test('has below each its reason, its effect, what to look at, and its lines', () => {
    const lines = linesFor(chosenProposals(text, new Map(), {}));
    const add = find(lines, /^COPY files/);
    expect(add).toMatchObject({ description: 'safe', context: 'quayside.proposal', row: { isChosen: true } });
    expect(add.children?.map(({ label }) => label)).toEqual([
      expect.stringMatching(/^ADD may unpack/),
      expect.stringMatching(/^No surprise/),
      'Lines 2, 3',
    ]);
    const review = find(lines, /^Write CMD/);
    expect(review).toMatchObject({ description: 'to be reviewed', row: { isChosen: false } });
    expect(review.children?.map(({ icon }) => icon)).toEqual(['info', 'graph', 'question', 'location']);
  });

  test('ends with what is declined, closed where something is proposed and open where nothing is', () => {
    const lines = linesFor(chosenProposals(text, new Map(), {}));
    const declined = find(lines, /^What is not proposed/);
    expect(declined.isExpanded).toBe(false);
    expect(declined.children).toHaveLength(optimize(text).declined.length);
    expect(find(linesFor(none), /^What is not proposed/).isExpanded).toBe(true);
  });

  test('says of one that is chosen and has no part in the result that it is left out', () => {
    const chosen = chosenProposals(text, new Map(), {});
    const rows = chosen.rows.map((row) => ({ ...row, isChosen: true, isApplied: false }));
    expect(find(linesFor({ ...chosen, rows }), /^COPY files/).description).toBe('safe, left out for one above');
  });

  test('lists what is written beside it, with the proposal that does', () => {
    const chosen = chosenProposals(text, new Map(), {});
    const files = [{ path: '.dockerignore', text: '.git\n', proposal: 'dockerignore' }];
    const group = find(linesFor({ ...chosen, result: { ...chosen.result, files } }), /^Written beside/);
    expect(group.children).toMatchObject([
      {
        label: '.dockerignore',
        description: 'Keep out of the build what it does not need',
        opens: { file: '.dockerignore' },
      },
    ]);
  });

  test('has no two lines of the same id, so that what is expanded stays so', () => {
    const ids = (lines: readonly Line[]): string[] => lines.flatMap(({ id, children }) => [id, ...ids(children ?? [])]);
    const all = ids(linesFor(chosenProposals(text, new Map(), {})));
    expect(new Set(all).size).toBe(all.length);
  });
});
