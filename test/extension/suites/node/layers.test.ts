import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { equal, eventually, ok } from '../assert.ts';
import { removeImages } from '../engine.ts';

interface Layers {
  readonly size: number;
  readonly layers: readonly { readonly line: number | undefined; readonly size: number; readonly createdBy: string }[];
}

/** On the engine that the environment names: builds are real. */
suite('Show Layers', () => {
  let folder: string;

  suiteSetup(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'quayside-layers-'));
  });

  suiteTeardown(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.commands.executeCommand('notifications.clearAll');
    await removeImages('quayside-layers-');
    await rm(folder, { recursive: true, force: true });
  });

  test('shows each layer of what was built, with the line that made it', async function () {
    this.timeout(60_000);
    const dockerfile = path.join(folder, 'Dockerfile');
    await writeFile(dockerfile, 'FROM debian:12-slim\nRUN head -c 3000000 /dev/zero > /big\nRUN rm /big\n');
    const { tags } = await vscode.commands.executeCommand<{ tags: string[] }>('quayside.buildImage', dockerfile);
    const subject = { image: tags[0], dockerfile };
    const { layers } = await vscode.commands.executeCommand<Layers>('quayside.showLayers', subject);
    equal(
      layers.slice(-2).map(({ line, size }) => [line, size]),
      [
        [2, 3_000_000],
        [3, 0],
      ],
    );
    await eventually('the picture', () => pictures().length === 1);
    ok(pictures()[0]?.includes(tags[0] ?? '?'), `The picture is called ${pictures()[0]}.`);
  });

  test('says so where the engine has no such image', async () => {
    const answer = await vscode.commands.executeCommand<{ failed: { code: string } }>(
      'quayside.showLayers',
      'nobody:0',
    );
    equal(answer.failed.code, 'no-image');
  });

  test('opens the line that a layer leads to', async () => {
    const dockerfile = vscode.Uri.file(path.join(folder, 'Dockerfile'));
    await vscode.commands.executeCommand('quayside.openLayerLine', dockerfile.toString(), 3);
    const editor = vscode.window.activeTextEditor;
    equal([editor?.document.uri.toString(), editor?.selection.active.line], [dockerfile.toString(), 2]);
  });

  const pictures = () =>
    vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('quayside.layers'))
      .map(({ label }) => label);
});
