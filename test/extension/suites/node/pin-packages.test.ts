import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { equal, eventually, ok } from '../assert.ts';
import { containersLabelled } from '../engine.ts';
import { shows } from '../findings.ts';

interface Pinned {
  pinned?: number;
  left?: { name: string; why: string }[];
  failed?: { code: string; message: string };
}

/** Asked on the engine that the environment names. */
suite('Packages without a version', function () {
  this.timeout(90_000);
  const engine = process.env.DOCKER_HOST;
  let folder: string;
  let files = 0;

  suiteSetup(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'quayside-pins-'));
  });

  suiteTeardown(() => rm(folder, { recursive: true, force: true }));

  teardown(async () => {
    if (engine === undefined) delete process.env.DOCKER_HOST;
    else process.env.DOCKER_HOST = engine;
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.commands.executeCommand('notifications.clearAll');
    equal(await containersLabelled('quayside.pin'), 0, 'Containers are left.');
  });

  const first = 'RUN apt-get install -y --no-install-recommends \\\n  # for downloads\n  curl "wget"';
  const second = 'RUN apt-get install -y --no-install-recommends git nothing-by-that-name';
  const text = `FROM debian:12-slim\n${first}\n${second}\n`;

  test('get the ones of today, in one instruction by its quick fix, and lose them by one undo', async () => {
    const document = await open(text);
    const [one, all] = await pins(document, 3);
    ok(one?.command && all?.command, 'There are not two actions.');
    equal(one.kind?.value, vscode.CodeActionKind.QuickFix.value);
    equal(one.title, 'Pin packages to their current versions');
    const done = await vscode.commands.executeCommand<Pinned>(one.command.command, ...(one.command.arguments ?? []));
    equal(done, { pinned: 2, left: [] });
    equal(versionless(document), text.replace('curl "wget"', 'curl=V "wget=V"'));
    await shows(document.uri, 'DL3059', 'DL3008');
    await vscode.commands.executeCommand('undo');
    equal(document.getText(), text);
  });

  test('get them in the whole file by the command, which tells of those that nobody knows', async () => {
    const document = await open(text);
    const done = await vscode.commands.executeCommand<Pinned>('quayside.pinPackages');
    equal(done.pinned, 3);
    equal(done.left, [{ name: 'nothing-by-that-name', why: 'apt in debian:12-slim knows no version of it' }]);
    equal(versionless(document), text.replace('curl "wget"', 'curl=V "wget=V"').replace(' git ', ' git=V '));
  });

  test('get them where they are by then, if the file is typed on meanwhile', async () => {
    const document = await open(text);
    const pinning = vscode.commands.executeCommand<Pinned>('quayside.pinPackages', document.uri, text.indexOf('git'));
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(1, 0), '# typed meanwhile\n');
    await vscode.workspace.applyEdit(edit);
    equal((await pinning).pinned, 1);
    const typed = text.replace('RUN', '# typed meanwhile\nRUN');
    equal(versionless(document), typed.replace(' git ', ' git=V '));
  });

  test('are not touched when their instruction was changed meanwhile, and it says so', async () => {
    const document = await open(text);
    const pinning = vscode.commands.executeCommand<Pinned>('quayside.pinPackages', document.uri, text.indexOf('git'));
    const edit = new vscode.WorkspaceEdit();
    const changed = text.replace(' git ', ' git jq ');
    edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), changed);
    await vscode.workspace.applyEdit(edit);
    equal((await pinning).failed?.code, 'changed-meanwhile');
    equal(document.getText(), changed);
  });

  test('are not touched without an engine, and it says so', async () => {
    const document = await open(text);
    process.env.DOCKER_HOST = `unix://${folder}/nothing.sock`;
    const { failed } = await vscode.commands.executeCommand<Pinned>('quayside.pinPackages');
    equal(failed?.code, 'no-engine');
    ok(
      /^No container engine answers at unix:.* DOCKER_HOST names/.test(failed?.message ?? ''),
      String(failed?.message),
    );
    equal(document.getText(), text);
  });

  async function open(content: string): Promise<vscode.TextDocument> {
    const file = path.join(folder, `Dockerfile.${++files}`);
    await writeFile(file, content);
    const document = await vscode.workspace.openTextDocument(file);
    await vscode.window.showTextDocument(document);
    await eventually('the findings', () => vscode.languages.getDiagnostics(document.uri));
    return document;
  }
});

/** With V in place of every version. */
const versionless = (document: vscode.TextDocument): string =>
  document.getText().replace(/=[\w.+:~-]+(?=[ "\n])/g, '=V');

/** What a line offers to pin. */
async function pins(document: vscode.TextDocument, line: number): Promise<vscode.CodeAction[]> {
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    document.lineAt(line).range,
  );
  return actions.filter(({ command }) => command?.command === 'quayside.pinPackages');
}
