import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { equal, eventually, ok } from '../assert.ts';
import { removeImages } from '../engine.ts';

/** In the account and on the engine that the environment names: what is deployed here runs. */
suite('A service', () => {
  const name = `editor-${process.pid}`;
  let folder: string;
  let spec: vscode.Uri;

  suiteSetup(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'quayside-deploy-'));
    spec = vscode.Uri.file(path.join(folder, 'quayside.yaml'));
    await writeFile(path.join(folder, 'Dockerfile'), dockerfile);
    await writeFile(path.join(folder, 'server.js'), server);
    await writeFile(spec.fsPath, specText(name));
  });

  suiteTeardown(async function () {
    this.timeout(60_000);
    await vscode.commands.executeCommand('quayside.destroy', spec, { yes: true });
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.commands.executeCommand('notifications.clearAll');
    await removeImages(name);
    await rm(folder, { recursive: true, force: true });
  });

  test('is told what is wrong in its quayside.yaml while one types', async () => {
    const document = await vscode.workspace.openTextDocument(spec);
    await vscode.window.showTextDocument(document);
    const change = new vscode.WorkspaceEdit();
    change.replace(spec, document.lineAt(1).range, 'prot: 3000');
    await vscode.workspace.applyEdit(change);
    const found = await eventually('problems', () => vscode.languages.getDiagnostics(spec));
    const unknown = found.find(({ message }) => message.includes('did you mean `port`?'));
    ok(unknown, `The problems are ${found.map(({ message }) => message).join(' ')}`);
    equal([unknown.range.start.line, unknown.range.start.character, unknown.range.end.character], [1, 0, 4]);
    await vscode.commands.executeCommand('undo');
    await eventually('no problems', () => vscode.languages.getDiagnostics(spec).length === 0);
    await document.save();
  });

  test('with a wrong quayside.yaml is not deployed, and the error names the line', async () => {
    const wrong = await mkdtemp(path.join(tmpdir(), 'quayside-wrong-'));
    try {
      const file = path.join(wrong, 'quayside.yaml');
      await writeFile(file, 'name: shop\nport: 3000\ncpu: 300\n');
      const { failed } = await vscode.commands.executeCommand<Failed>('quayside.deploy', file, { yes: true });
      equal(failed.code, 'invalid-spec');
      const [problem] = vscode.languages.getDiagnostics(vscode.Uri.file(file));
      equal([problem?.range.start.line, problem?.message], [2, failed.message]);
    } finally {
      await rm(wrong, { recursive: true, force: true });
    }
  });

  test('is built, pushed and deployed, answers, and changes nothing when deployed again', async function () {
    this.timeout(150_000);
    const pushed = await vscode.commands.executeCommand<Pushed>('quayside.pushImage', spec, { build: 'missing' });
    ok(/^sha256:[0-9a-f]{64}$/.test(pushed.digest ?? ''), `The push answered ${JSON.stringify(pushed)}`);

    const deployed = await vscode.commands.executeCommand<Deployed>('quayside.deploy', spec, { yes: true });
    ok(deployed.url, `The deployment answered ${JSON.stringify(deployed)}`);
    equal(await (await fetch(deployed.url, { signal: AbortSignal.timeout(10_000) })).text(), 'hello');

    const again = await vscode.commands.executeCommand<Deployed>('quayside.deploy', spec);
    equal(
      again.changes.filter(({ change }) => change !== 'none'),
      [],
    );
    equal(again.taskDefinition, deployed.taskDefinition);
  });

  test('is deleted with all that was made for it, and then there is nothing to delete', async function () {
    this.timeout(60_000);
    const destroyed = await vscode.commands.executeCommand<Destroyed>('quayside.destroy', spec, { yes: true });
    const kinds = new Set(destroyed.deleted.map(({ kind }) => kind));
    for (const kind of ['service', 'load balancer', 'repository'])
      ok(kinds.has(kind), `No ${kind} was deleted; deleted were ${[...kinds].join(', ')}`);
    const again = await vscode.commands.executeCommand<Destroyed>('quayside.destroy', spec, { yes: true });
    equal(again.deleted, []);
  });

  test('is not deleted where no quayside.yaml says what it is', async () => {
    const { failed } = await vscode.commands.executeCommand<Failed>('quayside.destroy', '/proc', { yes: true });
    equal(failed.code, 'no-spec');
  });
});

const dockerfile =
  'FROM node:22-slim\nWORKDIR /app\nCOPY server.js .\nUSER node\nEXPOSE 3000\nCMD ["node", "server.js"]\n';

const server = `require('node:http').createServer((_, response) => response.end('hello')).listen(3000);
process.on('SIGTERM', () => process.exit(0));
`;

const specText = (name: string) => `name: ${name}\nport: 3000\nhealthCheck:\n  interval: 5\n  timeout: 2\n`;

interface Failed {
  readonly failed: { readonly code: string; readonly message: string };
}

interface Pushed {
  readonly digest?: string;
}

interface Deployed {
  readonly url?: string;
  readonly taskDefinition: string;
  readonly changes: readonly { readonly change: string }[];
}

interface Destroyed {
  readonly deleted: readonly { readonly kind: string }[];
}
