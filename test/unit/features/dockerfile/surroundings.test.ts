/** What is known around an open Dockerfile, and when; of VS Code there is only what that asks of it. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type * as vscode from 'vscode';
import { BuildSurroundings } from '../../../../src/features/dockerfile/surroundings.ts';

type Listener = (event?: unknown) => void;

const editor = vi.hoisted(() => ({
  files: new Map<string, string>(),
  /** What answers reads; it may take its time. */
  read: undefined as ((path: string) => Promise<string | undefined>) | undefined,
  watched: {} as Record<'onDidCreate' | 'onDidChange' | 'onDidDelete', Listener>,
  open: [] as unknown[],
}));

vi.mock('vscode', () => {
  const nothing = () => ({ dispose() {} });
  return {
    Disposable: { from: nothing },
    EventEmitter: class {
      readonly #listeners: Listener[] = [];
      readonly event = (listener: Listener) => this.#listeners.push(listener);
      fire(event: unknown) {
        for (const listener of this.#listeners) listener(event);
      }
      dispose() {}
    },
    Uri: { joinPath: (uri: { with: (change: object) => unknown }) => uri.with({ path: '/w' }) },
    window: { onDidChangeActiveTextEditor: nothing, onDidChangeWindowState: nothing },
    workspace: {
      get textDocuments() {
        return editor.open;
      },
      getWorkspaceFolder: () => undefined,
      workspaceFolders: undefined,
      onDidChangeTextDocument: nothing,
      onDidCloseTextDocument: nothing,
      onDidSaveTextDocument: nothing,
      onDidChangeWorkspaceFolders: nothing,
      createFileSystemWatcher: () => {
        const event = (name: keyof typeof editor.watched) => (listener: Listener) => {
          editor.watched[name] = listener;
          return nothing();
        };
        return {
          onDidCreate: event('onDidCreate'),
          onDidChange: event('onDidChange'),
          onDidDelete: event('onDidDelete'),
        };
      },
      fs: {
        readFile: async ({ path }: { path: string }) => {
          const text = await (editor.read?.(path) ?? editor.files.get(path));
          if (text === undefined) throw new Error('There is no such file.');
          return new TextEncoder().encode(text);
        },
      },
    },
  };
});

function uriOf(path: string): vscode.Uri {
  const uri = { scheme: 'memory', path, query: '', with: (change: { path: string }) => uriOf(change.path) };
  return { ...uri, toString: () => `memory:${path}` } as unknown as vscode.Uri;
}

const dockerfile = uriOf('/w/Dockerfile');
const ignoreFile = '/w/.dockerignore';
let around: BuildSurroundings;
let changes: number;

beforeEach(async () => {
  vi.useFakeTimers();
  editor.files = new Map([[ignoreFile, 'x\n']]);
  editor.read = undefined;
  editor.open = [{ languageId: 'dockerfile', uri: dockerfile }];
  around = new BuildSurroundings();
  changes = 0;
  around.onDidChange(() => changes++);
  await around.of(dockerfile);
});

afterEach(() => {
  around.dispose();
  vi.useRealTimers();
});

test.each([
  ['onDidDelete', undefined],
  ['onDidChange', 'y\n'],
  ['onDidCreate', 'z\n'],
] as const)('%s of an ignore file has it read again, and says so', async (event, text) => {
  expect(around.known(dockerfile)).toEqual({ ignoreFile: 'x\n' });
  if (text === undefined) editor.files.delete(ignoreFile);
  else editor.files.set(ignoreFile, text);
  await around.of(dockerfile);
  expect(around.known(dockerfile)).toEqual({ ignoreFile: 'x\n' });
  editor.watched[event]();
  await vi.advanceTimersByTimeAsync(1000);
  expect(around.known(dockerfile)).toEqual({ ignoreFile: text });
  expect(changes).toBeGreaterThan(0);
});

test('who asked earlier and is answered later does not bring back what is gone', async () => {
  const answers: ((text: string | undefined) => void)[] = [];
  editor.read = (path) =>
    path === ignoreFile ? new Promise((resolve) => answers.push(resolve)) : Promise.resolve(undefined);
  editor.watched.onDidChange();
  await vi.advanceTimersByTimeAsync(1000);
  editor.watched.onDidDelete();
  await vi.advanceTimersByTimeAsync(1000);
  expect(answers).toHaveLength(2);
  answers[1]?.(undefined);
  await vi.advanceTimersByTimeAsync(1);
  expect(around.known(dockerfile)).toEqual({ ignoreFile: undefined });
  answers[0]?.('x\n');
  await vi.advanceTimersByTimeAsync(1);
  expect(around.known(dockerfile)).toEqual({ ignoreFile: undefined });
});
