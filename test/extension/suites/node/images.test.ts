import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { equal, eventually, ok } from '../assert.ts';
import { removeImages } from '../engine.ts';

/** On the engine that the environment names: builds are real. */
suite('Build Image', () => {
  let folder: string;

  suiteSetup(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'quayside-images-'));
  });

  suiteTeardown(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.commands.executeCommand('notifications.clearAll');
    await removeImages('quayside-images-');
    await rm(folder, { recursive: true, force: true });
  });

  test('shows a build error at its line until the file is edited', async function () {
    this.timeout(60_000);
    const file = await dockerfile('Dockerfile.broken', 'FROM debian:12-slim\nWORKDIR /app\nRUN no-such-program\n');
    const answer = await vscode.commands.executeCommand<Failed>('quayside.buildImage', file);
    equal(answer.failed.code, 'build-failed');
    const problem = problemsOf(file)[0];
    ok(problem, 'There is no problem at the file.');
    equal([problem.range.start.line, problem.source, problem.message], [2, 'quayside', answer.failed.message]);

    await edit(file, '# edited\n');
    await eventually('the problem to go', () => problemsOf(file).length === 0);
  });

  test('builds what stands in the editor, saved or not, and the next build takes the old error away', async function () {
    this.timeout(60_000);
    const file = await dockerfile('Dockerfile.unsaved', 'FROM debian:12-slim\nRUN false\n');
    await vscode.commands.executeCommand('quayside.buildImage', file);
    equal(problemsOf(file).length, 1);
    const document = await vscode.workspace.openTextDocument(file);
    const change = new vscode.WorkspaceEdit();
    change.replace(file, document.lineAt(1).range, 'RUN echo mended');
    await vscode.workspace.applyEdit(change);
    const built = await vscode.commands.executeCommand<Built>('quayside.buildImage', file);
    ok(document.isDirty, 'The build saved the file.');
    ok(
      built.steps.some(({ name }) => name === 'RUN echo mended'),
      `The steps were ${built.steps.map(({ name }) => name).join(', ')}`,
    );
    equal(built.tags[0]?.split(':')[1], 'unsaved');
    equal(problemsOf(file), []);
  });

  test('says what to do when there is no engine', async () => {
    const file = await dockerfile('Dockerfile', 'FROM debian:12-slim\n');
    const engine = process.env.DOCKER_HOST;
    process.env.DOCKER_HOST = 'unix:///nowhere/docker.sock';
    try {
      const { failed } = await vscode.commands.executeCommand<Failed>('quayside.buildImage', file);
      equal(failed.code, 'no-engine');
      ok(failed.message.includes('unix:///nowhere/docker.sock'), failed.message);
    } finally {
      if (engine === undefined) delete process.env.DOCKER_HOST;
      else process.env.DOCKER_HOST = engine;
    }
  });

  test('says so when there is no Dockerfile', async () => {
    const { failed } = await vscode.commands.executeCommand<Failed>('quayside.buildImage', vscode.Uri.file('/proc'));
    equal(failed, {
      code: 'no-dockerfile',
      message: 'There is no Dockerfile in /proc.',
      action: 'Write one first.',
    });
  });

  async function dockerfile(name: string, text: string): Promise<vscode.Uri> {
    const file = path.join(folder, name);
    await writeFile(file, text);
    return vscode.Uri.file(file);
  }
});

interface Failed {
  readonly failed: { readonly code: string; readonly message: string };
}

interface Built {
  readonly tags: readonly string[];
  readonly steps: readonly { readonly name: string }[];
}

function problemsOf(file: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(file).filter(({ code }) => code === 'build-failed');
}

async function edit(file: vscode.Uri, text: string): Promise<void> {
  await vscode.window.showTextDocument(file);
  const change = new vscode.WorkspaceEdit();
  change.insert(file, new vscode.Position(0, 0), text);
  await vscode.workspace.applyEdit(change);
}
