import { describe, expect, test } from 'vitest';
import { compareStarts, type Observed } from '../../../../src/core/proof/start-comparison.ts';

const up: Observed = {
  state: 'answered',
  seconds: 1,
  status: 200,
  exitCode: undefined,
  userIds: ['0'],
  stop: { seconds: 0.1, killed: false, exitCode: 0 },
  why: undefined,
  answers: [{ status: 200, contentType: 'text/plain', body: 'shop' }],
  stdout: '',
  stderr: '',
};
const ended: Observed = {
  ...up,
  state: 'ended',
  exitCode: 0,
  answers: [],
  stop: undefined,
  userIds: undefined,
  stdout: 'a\n',
};
const answer = (body: string, status = 200): Observed => ({
  ...up,
  status,
  answers: [{ status, contentType: 'text/plain', body }],
});

function compare(
  before: Observed,
  after: Observed,
  more: { namesCommand?: boolean; mayChange?: readonly string[] } = {},
) {
  const { namesCommand = false, mayChange = [] } = more;
  const { differences, doubts, notes } = compareStarts(before, after, { namesCommand, mayChange: new Set(mayChange) });
  return [differences.map(({ where }) => where), doubts.length, notes.length];
}

describe('two starts', () => {
  test('that do the same are the same', () => {
    expect(compare(up, up)).toEqual([[], 0, 0]);
    expect(compare(ended, ended)).toEqual([[], 0, 0]);
  });

  test.each<[what: string, before: Observed, after: Observed, where: string]>([
    ['another status', up, answer('shop', 500), 'answer'],
    ['another body', up, answer('other'), 'answer'],
    ['no answer', up, { ...up, state: 'no-answer', answers: [], why: 'nothing' }, 'start'],
    ['an early end', up, { ...ended, exitCode: 1 }, 'start'],
    ['another exit code', ended, { ...ended, exitCode: 3 }, 'exit code'],
    ['another output', ended, { ...ended, stdout: 'b\n' }, 'output'],
    ['another user', up, { ...up, userIds: ['5'] }, 'user ids'],
    ['a lost signal', up, { ...up, stop: { seconds: 5, killed: true, exitCode: 137 } }, 'stop'],
    ['another end of a stop', up, { ...up, stop: { seconds: 0, killed: false, exitCode: 143 } }, 'stop'],
  ])('differ in %s', (_what, before, after, where) => {
    expect(compare(before, after)).toEqual([[where], 0, 0]);
  });

  test('may differ in times and ids, in a signal that arrives now, and in a user that is meant to change', () => {
    const at = (time: string) => answer(`up since 2026-01-01T00:00:0${time}Z, 0123456789a${time}`);
    expect(compare(at('1'), at('2'))).toEqual([[], 0, 1]);
    const asked = (port: number) => answer(`There is nothing at http://127.0.0.1:${port}/`);
    expect(compare(asked(34567), asked(45678))).toEqual([[], 0, 1]);
    expect(compare(asked(5000), asked(6000))).toEqual([['answer'], 0, 0]);
    const built = (id: string) => answer(`<!--${id}--><script src="/_next/static/${id}/x.js">{"b":"${id}"}`);
    expect(compare(built('sIR5gEd3JBgLG2gzDFz-_'), built('0IR5gEd3JBgLG2gzDFz-A'))).toEqual([[], 0, 1]);
    const deaf: Observed = { ...up, stop: { seconds: 5, killed: true, exitCode: 137 } };
    expect(compare(deaf, up)).toEqual([[], 0, 1]);
    expect(compare(up, { ...up, userIds: ['5'] }, { mayChange: ['user'] })).toEqual([[], 0, 0]);
  });

  test('may end as they are told to when another program is meant to start', () => {
    const stop = (exitCode: number): Observed => ({ ...up, stop: { seconds: 1, killed: false, exitCode } });
    const other = { mayChange: ['command'] };
    expect(compare(stop(1), stop(0), other)).toEqual([[], 0, 1]);
    expect(compare(stop(1), stop(143), other)).toEqual([[], 0, 1]);
    expect(compare(stop(0), stop(1), other)).toEqual([['stop'], 0, 0]);
    expect(compare(stop(1), stop(0))).toEqual([['stop'], 0, 0]);
    expect(compare(stop(1), { ...up, stop: { seconds: 5, killed: true, exitCode: 137 } }, other)).toEqual([
      ['stop'],
      0,
      0,
    ]);
  });

  test('may spell the type of the content in another way, and say no other one', () => {
    const typed = (contentType: string): Observed => ({ ...up, answers: [{ status: 200, contentType, body: 'shop' }] });
    const page = typed('text/html;charset=UTF-8');
    expect(compare(page, typed('text/html; charset=utf-8'))).toEqual([[], 0, 0]);
    expect(compare(page, typed('text/html'))).toEqual([['answer'], 0, 0]);
    expect(compare(typed('text/html'), page)).toEqual([[], 0, 1]);
  });

  test('of another server on another base have other users', () => {
    const other = { ...up, userIds: ['0', '101'] };
    expect(compare(up, other, { mayChange: ['command'] })).toEqual([['user ids'], 0, 0]);
    expect(compare(up, other, { mayChange: ['command', 'base'] })).toEqual([[], 0, 0]);
  });

  test('say nothing when the first does not come up, fails at once, or answers differently each time', () => {
    expect(compare({ ...up, state: 'failed', why: 'x' }, up)).toEqual([[], 1, 0]);
    const failing = { ...ended, exitCode: 1 };
    expect(compare(failing, failing)).toEqual([[], 1, 0]);
    expect(compare(failing, { ...failing, exitCode: 3 })).toEqual([[], 1, 0]);
    expect(compare(failing, failing, { namesCommand: true })).toEqual([[], 0, 0]);
    expect(compare(failing, { ...failing, exitCode: 3 }, { namesCommand: true })).toEqual([['exit code'], 0, 0]);
    const dice = (...bodies: readonly string[]): Observed => ({
      ...up,
      answers: bodies.map((body) => ({ status: 200, contentType: 'text/plain', body })),
    });
    expect(compare(dice('one', 'two'), dice('six'))).toEqual([[], 1, 0]);
  });
});
