import * as vscode from 'vscode';
import { equal, ok } from '../assert.ts';

interface Manifest {
  contributes: {
    commands: { command: string; title: string; category?: string; enablement?: string; icon?: string }[];
    views: Record<string, { id: string; name: string; when?: string }[]>;
    viewsContainers: Record<string, { id: string; title: string }[]>;
    viewsWelcome: { view: string; contents: string }[];
    menus: Record<string, { command?: string; when?: string }[]>;
    configuration: { properties: Record<string, { description?: string; markdownDescription?: string }> };
  };
}

suite('The manifest', () => {
  let extension: vscode.Extension<unknown>;
  /** As it lies in the package, before VS Code puts the translations in. */
  let written: Manifest;
  let translations: Record<string, unknown>;

  suiteSetup(async () => {
    const found = vscode.extensions.getExtension('quayside.quayside');
    ok(found, 'The extension is not installed.');
    extension = found;
    await extension.activate();
    written = await readJson('package.json');
    translations = await readJson('package.nls.json');
  });

  test('has every command of its own registered', async () => {
    const registered = await vscode.commands.getCommands(true);
    const web = vscode.env.uiKind === vscode.UIKind.Web && !vscode.env.remoteName;
    const expected = written.contributes.commands.filter(({ enablement }) => !web || !/!isWeb/.test(enablement ?? ''));
    ok(expected.length > 0, 'It contributes no command that works here.');
    equal(
      missing(
        expected.map(({ command }) => command),
        registered,
      ),
      [],
    );
  });

  test('has a translated title for every command, under one category', () => {
    for (const { command, title, category } of written.contributes.commands) {
      ok(/^%[\w.]+%$/.test(title), `The title of ${command} is ${title}`);
      equal(category, 'Quayside', `The category of ${command}`);
    }
  });

  test('has words for every key, and a key for all words', () => {
    const used = [...JSON.stringify(written).matchAll(/"%([\w.-]+)%"/g)].map(([, key]) => key ?? '');
    equal(missing(used, Object.keys(translations)), [], 'Keys without words');
    equal(missing(Object.keys(translations), used), [], 'Words that nothing uses');
    ok(!JSON.stringify(extension.packageJSON).includes('"%'), 'VS Code shows a key in place of words.');
  });

  test('can be reached from the palette with every command', () => {
    const hidden = (written.contributes.menus.commandPalette ?? []).filter(({ when }) => when === 'false');
    const rows = written.contributes.menus['view/item/context'] ?? [];
    // What only makes sense on a row of a tree is the exception.
    equal(
      missing(
        hidden.map(({ command }) => command ?? ''),
        rows.map(({ command }) => command ?? ''),
      ),
      [],
    );
  });

  test('names only its own commands in its menus', () => {
    const own = written.contributes.commands.map(({ command }) => command);
    for (const [menu, items] of Object.entries(written.contributes.menus)) {
      const named = items.map(({ command }) => command ?? '').filter((command) => command.startsWith('quayside.'));
      equal(missing(named, own), [], `Commands of ${menu}`);
    }
  });

  test('has a welcome for every view', () => {
    const views = Object.values(written.contributes.views).flat();
    ok(views.length > 0, 'It contributes no view.');
    const welcomed = written.contributes.viewsWelcome.map(({ view }) => view);
    equal(
      missing(
        views.map(({ id }) => id),
        welcomed,
      ),
      [],
    );
  });

  test('gives its welcomes commands that exist', () => {
    const own = written.contributes.commands.map(({ command }) => command);
    const contents = JSON.stringify(translations);
    const linked = [...contents.matchAll(/\]\(command:(quayside\.\w+)/g)].map(([, command]) => command ?? '');
    equal(missing(linked, own), []);
  });

  test('says of every setting what it changes', () => {
    for (const [name, { description, markdownDescription }] of Object.entries(
      written.contributes.configuration.properties,
    )) {
      ok(/^%[\w.]+%$/.test(description ?? markdownDescription ?? ''), `${name} has no description`);
    }
  });

  async function readJson<T>(name: string): Promise<T> {
    const uri = vscode.Uri.joinPath(extension.extensionUri, name);
    // On the web the extension is served, not stored.
    const text = uri.scheme.startsWith('http')
      ? await (await fetch(uri.toString(true))).text()
      : new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    return JSON.parse(text);
  }
});

const missing = (wanted: readonly string[], there: readonly string[]) => [
  ...new Set(wanted.filter((one) => !there.includes(one))),
];
