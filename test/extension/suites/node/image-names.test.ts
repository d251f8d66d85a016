import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { equal, eventually, ok } from '../assert.ts';
import { removeImages } from '../engine.ts';
import { shows } from '../findings.ts';

/** In the account and on the engine that the environment names: what is offered was pushed. */
suite('Names of images', () => {
  const name = `names-${process.pid}`;
  let folder: string;
  let pushed: { uri: string; tag: string; digest: string };
  /** Registry and repository. */
  let uri: string;
  let files = 0;

  suiteSetup(async function () {
    this.timeout(60_000);
    folder = await mkdtemp(path.join(tmpdir(), 'quayside-names-'));
    await writeFile(path.join(folder, 'Dockerfile'), `FROM scratch\nLABEL made-by="${name}"\nCOPY Dockerfile /\n`);
    await writeFile(path.join(folder, 'quayside.yaml'), `name: ${name}\nport: 3000\n`);
    const spec = vscode.Uri.file(path.join(folder, 'quayside.yaml'));
    const choice = { profile: undefined, region: process.env.AWS_REGION };
    await vscode.commands.executeCommand('quayside.selectProfileAndRegion', choice);
    pushed = await vscode.commands.executeCommand('quayside.pushImage', spec, { build: 'missing' });
    ok(pushed.digest, `It was not pushed: ${JSON.stringify(pushed)}`);
    uri = pushed.uri.slice(0, pushed.uri.indexOf('@'));
  });

  suiteTeardown(async function () {
    this.timeout(60_000);
    const spec = vscode.Uri.file(path.join(folder, 'quayside.yaml'));
    await vscode.commands.executeCommand('quayside.destroy', spec, { yes: true });
    await vscode.commands.executeCommand('quayside.selectProfileAndRegion', { profile: undefined, region: undefined });
    await vscode.commands.executeCommand('notifications.clearAll');
    await removeImages(name);
    await rm(folder, { recursive: true, force: true });
  });

  teardown(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  test('are the repositories of ECR, beside what else may stand there', async () => {
    const document = await open('FROM \n');
    const found = await eventually('the repository', async () =>
      (await offered(document, 0)).find(({ insertText }) => insertText === `${uri}:`),
    );
    equal(labelOf(found), name);
    ok(
      (await offered(document, 0)).some((item) => labelOf(item) === 'scratch'),
      'There is no scratch any more.',
    );
  });

  for (const [where, line] of [
    ['FROM', 'FROM '],
    ['a copy', 'COPY --from='],
    ['a mount', 'RUN --mount=type=bind,from='],
  ])
    test(`go on with the tags of a repository, in ${where}`, async () => {
      const document = await open(`FROM scratch\n${line}${uri}:\n`);
      const found = await eventually('the tag', async () =>
        (await offered(document, 1)).find(({ insertText }) => insertText === `${uri}:${pushed.tag}`),
      );
      ok(found.range instanceof vscode.Range, 'It replaces nothing.');
      equal(document.getText(found.range), `${uri}:`);
    });

  test('are none where no image can stand', async () => {
    const document = await open(`FROM scratch\nCOPY --chown=\n`);
    const seen = await offered(document, 1);
    equal(seen.filter(({ insertText }) => String(insertText).includes(uri)).length, 0);
  });

  test('can be pinned to the digest that the engine has', async () => {
    const document = await open(`FROM ${uri}:${pushed.tag} AS base\nFROM base\nFROM ${uri}:${pushed.tag}\n`);
    const [pin] = await pins(document, 0);
    ok(pin?.command, 'It is not offered.');
    equal(await pins(document, 1), []);
    await vscode.commands.executeCommand(pin.command.command, ...(pin.command.arguments ?? []));
    const pinned = `${uri}:${pushed.tag}@${pushed.digest}`;
    equal(document.getText(), `FROM ${pinned} AS base\nFROM base\nFROM ${pinned}\n`);
    equal(await pins(document, 0), []);
  });

  test('without a tag have a quick fix that pins them, which says so where there is no digest', async () => {
    const nowhere = `localhost:1/${name}-nowhere`;
    const document = await open(`FROM ${nowhere}\n`);
    await shows(document.uri, 'DL3006');
    const [pin] = await pins(document, 0);
    equal(pin?.kind?.value, vscode.CodeActionKind.QuickFix.value);
    ok(pin?.command, 'It is not offered.');
    const done = await vscode.commands.executeCommand(pin.command.command, ...(pin.command.arguments ?? []));
    equal(done, false);
    equal(document.getText(), `FROM ${nowhere}\n`);
  });

  async function open(content: string): Promise<vscode.TextDocument> {
    const file = path.join(folder, `Dockerfile.${++files}`);
    await writeFile(file, content);
    const document = await vscode.workspace.openTextDocument(file);
    await vscode.window.showTextDocument(document);
    return document;
  }
});

const labelOf = ({ label }: vscode.CompletionItem): string => (typeof label === 'string' ? label : label.label);

/** What is offered at the end of a line. */
async function offered(document: vscode.TextDocument, line: number): Promise<vscode.CompletionItem[]> {
  const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    document.lineAt(line).range.end,
  );
  return items;
}

async function pins(document: vscode.TextDocument, line: number): Promise<vscode.CodeAction[]> {
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    document.lineAt(line).range,
  );
  return actions.filter(({ title }) => title.startsWith('Pin '));
}
