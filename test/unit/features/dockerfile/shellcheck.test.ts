/** When ShellCheck is started for an open Dockerfile; of VS Code there is only what that asks of it. */

import { beforeEach, expect, test, vi } from 'vitest';
import type * as vscode from 'vscode';
import type { ShellCheck } from '../../../../src/adapters/shellcheck/shellcheck.ts';
import { parseDockerfile } from '../../../../src/core/dockerfile/parse.ts';
import { BackgroundShellCheck } from '../../../../src/features/dockerfile/shellcheck.ts';

const editor = vi.hoisted(() => ({ isTrusted: true, setting: 'auto' }));

vi.mock('vscode', async (original) => ({
  ...(await original<object>()),
  workspace: {
    get isTrusted() {
      return editor.isTrusted;
    },
    getConfiguration: () => ({ get: () => editor.setting }),
  },
  EventEmitter: class {
    readonly #listeners: ((event: unknown) => void)[] = [];
    readonly event = (listener: (event: unknown) => void) => this.#listeners.push(listener);
    fire(event: unknown) {
      for (const listener of this.#listeners) listener(event);
    }
    dispose() {}
  },
}));

const document = {} as vscode.TextDocument;
const dockerfile = () => parseDockerfile('FROM a\nRUN read x\n');
let log: string[];
let asked: string[];
let checked: (readonly string[])[];
let learned: number;

/** A program that answers at once, or fails with a sentence. */
function background(failure?: string): BackgroundShellCheck {
  const settled = new Set<string>();
  const program = {
    program: '/bin/shellcheck',
    get: () => [],
    isSettled: (input: string) => settled.has(input),
    check: async (inputs: readonly string[]) => {
      checked.push(inputs);
      for (const input of inputs) settled.add(input);
      if (failure !== undefined) throw new Error(failure);
    },
  };
  const made = new BackgroundShellCheck({
    open: async (wanted) => {
      asked.push(wanted);
      return wanted === 'off' ? undefined : (program as unknown as ShellCheck);
    },
    log: (sentence) => log.push(sentence),
  });
  made.onDidLearn(() => learned++);
  return made;
}

beforeEach(() => {
  [log, asked, checked, learned] = [[], [], [], 0];
  Object.assign(editor, { isTrusted: true, setting: 'auto' });
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

/** Looks, and waits until nothing is left to wait for. */
async function look(shellCheck: BackgroundShellCheck, file = dockerfile()) {
  shellCheck.look(document, file);
  await vi.runAllTimersAsync();
}

test('scripts are read once the typing rests, and what was learned is told', async () => {
  const shellCheck = background();
  shellCheck.look(document, dockerfile());
  shellCheck.look(document, dockerfile());
  expect(checked).toEqual([]);
  await look(shellCheck);
  expect(checked.map((inputs) => inputs.length)).toEqual([1]);
  expect(learned).toBe(1);
  expect(log).toEqual(['Scripts are also read by /bin/shellcheck.']);
});

test('what was learned is not looked for again when the findings are shown anew', async () => {
  const shellCheck = background();
  const file = dockerfile();
  shellCheck.onDidLearn(() => shellCheck.look(document, file));
  await look(shellCheck, file);
  expect([checked.length, learned]).toEqual([1, 1]);
});

test('nothing is started nor even looked for in a workspace that is not trusted, nor without ports', async () => {
  editor.isTrusted = false;
  await look(background());
  editor.isTrusted = true;
  await look(new BackgroundShellCheck(undefined));
  expect([asked, checked, log]).toEqual([[], [], []]);
});

test('nothing runs for a document that was closed in the meantime', async () => {
  const shellCheck = background();
  shellCheck.look(document, dockerfile());
  shellCheck.forget(document);
  await vi.runAllTimersAsync();
  expect(checked).toEqual([]);
});

test('a program that fails is a sentence in the log, once', async () => {
  const shellCheck = background('It broke.');
  await look(shellCheck);
  await look(shellCheck, parseDockerfile('FROM a\nRUN read y\n'));
  expect(log.filter((sentence) => sentence === 'It broke.')).toHaveLength(1);
});

test('where it is switched off, what was known is known no more, and the findings are told to be shown anew', async () => {
  const shellCheck = background();
  const file = dockerfile();
  await look(shellCheck, file);
  expect(shellCheck.get('any')).toEqual([]);
  editor.setting = 'off';
  await look(shellCheck, file);
  expect(shellCheck.get('any')).toBeUndefined();
  expect([asked, learned]).toEqual([['auto', 'off'], 2]);
});

test('texts that no editor has are read one after the other, and who stops waits for none', async () => {
  const shellCheck = background();
  const stopped = new AbortController();
  const two = [dockerfile(), parseDockerfile('FROM a\nRUN read y\nRUN read z\n')].map((file) =>
    shellCheck.read(file, stopped.signal),
  );
  expect(await Promise.all(two)).toEqual([true, true]);
  expect(checked.map((inputs) => inputs.length)).toEqual([1, 2]);
  stopped.abort();
  expect(await shellCheck.read(parseDockerfile('FROM a\nRUN b\n'), stopped.signal)).toBe(false);
  expect(checked).toHaveLength(2);
});

test('of texts that no editor has none is read in a workspace that is not trusted, nor where it is switched off', async () => {
  const { signal } = new AbortController();
  editor.isTrusted = false;
  expect(await background().read(dockerfile(), signal)).toBe(false);
  Object.assign(editor, { isTrusted: true, setting: 'off' });
  expect(await background().read(dockerfile(), signal)).toBe(false);
  expect([asked, checked]).toEqual([['off'], []]);
});
