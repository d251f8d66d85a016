import * as vscode from 'vscode';
import { equal, eventually, ok } from '../assert.ts';

const file = [
  'ARG VERSION=24',
  'FROM node:$VERSION AS build',
  'RUN npm ci \\',
  '  && npm run build',
  '',
  'FROM scratch',
  'COPY --from=build /a /b',
  '',
].join('\n');

suite('Writing a Dockerfile', () => {
  let files = 0;

  teardown(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  for (const [what, open] of [
    ['a file', openFile],
    ['what has no file yet', openUntitled],
  ] as const) {
    test(`has an outline by stage, in ${what}`, async () => {
      const document = await open(file);
      const symbols = await symbolsOf(document);
      equal(symbols.map(brief), [
        { name: 'ARG', detail: 'VERSION', children: [] },
        { name: 'build', detail: 'from node:$VERSION', children: ['RUN'] },
        { name: 'stage 1', detail: 'from scratch', children: ['COPY'] },
      ]);
    });

    test(`finds definition and references, in ${what}`, async () => {
      const document = await open(file);
      const use = placeOf(document, 'build /a');
      const definitions = await ask<vscode.Location[]>('vscode.executeDefinitionProvider', document, use);
      equal(
        definitions.map(({ range }) => [range.start.line, document.getText(range)]),
        [[1, 'build']],
      );
      const references = await ask<vscode.Location[]>('vscode.executeReferenceProvider', document, use);
      equal(
        references.map(({ range }) => range.start.line),
        [1, 6],
      );
    });

    test(`renames a stage and a variable, in ${what}`, async () => {
      const document = await open(file);
      await rename(document, placeOf(document, 'build /a'), 'bundle');
      await rename(document, placeOf(document, 'VERSION AS'), 'NODE');
      const expected = file.replaceAll('VERSION', 'NODE').replace('AS build', 'AS bundle').replace('=build', '=bundle');
      equal(document.getText(), expected);
    });

    test(`explains, in ${what}`, async () => {
      const document = await open(file);
      ok(/Build argument.*24/s.test(await hoverOf(document, placeOf(document, 'VERSION AS'))), 'It says no value.');
      ok(/docs\.docker\.com.*#copy---from/s.test(await hoverOf(document, placeOf(document, 'from=build'))), 'No page.');
    });

    test(`completes, in ${what}`, async () => {
      const document = await open(`${file}COPY --\nRUN --mount=type=`);
      const flags = await labelsAt(document, document.lineAt(7).range.end);
      ok(flags.includes('--chown') && flags.includes('--parents'), `Flags: ${flags}`);
      const types = await labelsAt(document, document.lineAt(8).range.end);
      ok(types.includes('cache') && types.includes('secret'), `Types: ${types}`);
      const stages = await labelsAt(document, placeOf(document, 'build /a'));
      ok(stages.includes('build'), `Stages: ${stages}`);
    });
  }

  test('does not rename what has no name', async () => {
    const document = await openFile(file);
    let refused = '';
    try {
      await ask('vscode.prepareRename', document, placeOf(document, 'npm ci'));
    } catch (error) {
      refused = String(error);
    }
    ok(/Only stages/.test(refused), `It said “${refused}”`);
  });

  test('completes paths of the context', async () => {
    const document = await openFile('FROM scratch\nCOPY \nCOPY src/m\n');
    const folder = vscode.Uri.joinPath(document.uri, '..');
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, 'src', 'main.c'), new Uint8Array());
    const top = await labelsAt(document, document.lineAt(1).range.end);
    ok(top.includes('src/') && top.includes('Dockerfile'), `Paths: ${top}`);
    const inner = await labelsAt(document, document.lineAt(2).range.end);
    ok(inner.includes('main.c') && !inner.includes('src/'), `Paths in the folder: ${inner}`);
  });

  test('completes paths of the context that quayside.yaml names', async () => {
    const document = await openFile('FROM scratch\nCOPY \n');
    const folder = vscode.Uri.joinPath(document.uri, '..');
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, 'app', 'index.js'), new Uint8Array());
    const place = document.lineAt(1).range.end;
    ok((await labelsAt(document, place)).includes('app/'), 'The folder is not offered to begin with.');
    await write(folder, 'quayside.yaml', 'build:\n  context: app\n  dockerfile: ../Dockerfile\n');
    const offered = await labelsAt(document, place);
    equal(
      offered.filter((label) => !label.startsWith('dockerfile-')),
      ['index.js'],
    );
    await write(folder, 'quayside.yaml', 'build:\n  context: app\n  dockerfile: another\n');
    ok((await labelsAt(document, place)).includes('app/'), 'A quayside.yaml for another file counts.');
  });

  test('folds stages and long instructions', async () => {
    const document = await openFile(file);
    await vscode.window.showTextDocument(document);
    const folds = await eventually('the folds', async () =>
      vscode.commands.executeCommand<vscode.FoldingRange[]>('vscode.executeFoldingRangeProvider', document.uri),
    );
    equal(
      folds.map(({ end, start }) => [start, end]),
      [
        [1, 3],
        [2, 3],
        [5, 6],
      ],
    );
  });

  test('has snippets for whole files', async () => {
    const document = await openFile('');
    const labels = await eventually('the snippets', async () => {
      const found = await labelsAt(document, new vscode.Position(0, 0));
      return found.some((label) => label === 'dockerfile-go') ? found : undefined;
    });
    equal(labels.filter((label) => label.startsWith('dockerfile-')).length, 11);
  });

  test('knows a .dockerignore, and has snippets for it', async () => {
    const folder = vscode.Uri.joinPath((await openFile('')).uri, '..');
    for (const name of ['.dockerignore', 'Dockerfile.dockerignore']) {
      const uri = vscode.Uri.joinPath(folder, name);
      await vscode.workspace.fs.writeFile(uri, new Uint8Array());
      const document = await vscode.workspace.openTextDocument(uri);
      equal(document.languageId, 'ignore', name);
      const labels = await eventually(`snippets in ${name}`, async () => {
        const found = await labelsAt(document, new vscode.Position(0, 0));
        return found.filter((label) => label.startsWith('dockerignore'));
      });
      equal(labels.sort(), ['dockerignore', 'dockerignore-allow']);
    }
  });

  test('is left to others where the setting says so, and helped again where it does not', async () => {
    const document = await openFile(file);
    const settings = vscode.workspace.getConfiguration('quayside.language');
    const place = placeOf(document, 'RUN npm');
    ok(await hoverOf(document, place), 'There is no hover to begin with.');
    await settings.update('enabled', 'off', vscode.ConfigurationTarget.Global);
    try {
      await eventually('the hover to go', async () => (await hoverOf(document, place)) === '');
    } finally {
      await settings.update('enabled', undefined, vscode.ConfigurationTarget.Global);
    }
    await eventually('the hover', () => hoverOf(document, place));
  });

  async function openFile(content: string): Promise<vscode.TextDocument> {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    ok(folder, 'No folder is open.');
    const uri = vscode.Uri.joinPath(folder, `writing-${++files}`, 'Dockerfile');
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(content));
    return vscode.workspace.openTextDocument(uri);
  }

  const write = (folder: vscode.Uri, name: string, text: string) =>
    vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, name), new TextEncoder().encode(text));

  async function openUntitled(content: string): Promise<vscode.TextDocument> {
    // A name of its own: while an old one of the same name is being closed, the new one would lose its text.
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    ok(folder, 'No folder is open.');
    const uri = vscode.Uri.joinPath(folder, `Dockerfile.${++files}`).with({ scheme: 'untitled' });
    const document = await vscode.workspace.openTextDocument(uri);
    equal([document.isUntitled, document.languageId], [true, 'dockerfile']);
    const editor = await vscode.window.showTextDocument(document);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), content));
    return document;
  }
});

const symbolsOf = (document: vscode.TextDocument) =>
  eventually('the outline', async () =>
    vscode.commands.executeCommand<vscode.DocumentSymbol[]>('vscode.executeDocumentSymbolProvider', document.uri),
  );

const brief = ({ children, detail, name }: vscode.DocumentSymbol) => ({
  name,
  detail,
  children: children.map((child) => child.name),
});

function placeOf(document: vscode.TextDocument, text: string): vscode.Position {
  const at = document.getText().indexOf(text);
  ok(at >= 0, `There is no ${text}.`);
  return document.positionAt(at);
}

async function rename(document: vscode.TextDocument, place: vscode.Position, name: string): Promise<void> {
  const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
    'vscode.executeDocumentRenameProvider',
    document.uri,
    place,
    name,
  );
  ok(await vscode.workspace.applyEdit(edit), 'The edit was refused.');
}

async function hoverOf(document: vscode.TextDocument, place: vscode.Position): Promise<string> {
  const hovers = await ask<vscode.Hover[]>('vscode.executeHoverProvider', document, place);
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (typeof content === 'string' ? content : content.value))
    .filter((content) => !/DL\d{4}/.test(content))
    .join('\n');
}

async function labelsAt(document: vscode.TextDocument, place: vscode.Position): Promise<string[]> {
  const { items } = await ask<vscode.CompletionList>('vscode.executeCompletionItemProvider', document, place);
  return items.map(({ label }) => (typeof label === 'string' ? label : label.label));
}

const ask = <T>(command: string, document: vscode.TextDocument, place: vscode.Position) =>
  vscode.commands.executeCommand<T>(command, document.uri, place);
