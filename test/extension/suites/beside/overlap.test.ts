import * as vscode from 'vscode';
import { equal, eventually, ok } from '../assert.ts';
import { shows } from '../findings.ts';

const file = ['FROM debian', 'MAINTAINER me', 'WORKDIR srv', ''].join('\n');

/** Beside an extension that has the name of Docker DX and shows what that would show of a MAINTAINER: a stand-in. */
suite('Beside Docker DX', () => {
  let files = 0;

  suiteSetup(() => {
    const standIn = vscode.extensions.getExtension('docker.docker');
    equal(standIn?.packageJSON.displayName, 'A stand-in for Docker DX');
  });

  teardown(async () => {
    await engine(true);
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  test('a finding that both have is shown once, by the other', async () => {
    const document = await open(file);
    await shows(document.uri, 'DL3006', 'DL3000');
    equal(othersIn(document), ['MaintainerDeprecated']);
  });

  test('it comes back where the other shows nothing, as without an engine, and goes again', async () => {
    const document = await open(file);
    await shows(document.uri, 'DL3006', 'DL3000');
    await engine(false);
    await shows(document.uri, 'DL3006', 'DL4000', 'DL3000');
    await engine(true);
    await shows(document.uri, 'DL3006', 'DL3000');
  });

  test('it stays away while lines above it come and go', async () => {
    const document = await open(file);
    await shows(document.uri, 'DL3006', 'DL3000');
    await edit(document, (change) => change.insert(document.uri, new vscode.Position(0, 0), '# a comment\n\n'));
    await shows(document.uri, 'DL3006', 'DL3000');
    equal(othersIn(document), ['MaintainerDeprecated']);
  });

  test('all of them are shown where the setting says so, or whatever the other can show is not', async () => {
    const document = await open(file);
    await withOverlap('show', () => shows(document.uri, 'DL3006', 'DL4000', 'DL3000'));
    await engine(false);
    await withOverlap('mute', () => shows(document.uri, 'DL3006'));
    await shows(document.uri, 'DL3006', 'DL4000', 'DL3000');
  });

  test('the list of what applies says how many are muted', async () => {
    const document = await open(file);
    await shows(document.uri, 'DL3006', 'DL3000');
    // It is the last line of the list, and leads to the setting.
    await eventually('the settings to be opened', async () => {
      const shown = vscode.commands.executeCommand('quayside.showLintConfiguration');
      await new Promise((resolve) => setTimeout(resolve, 300));
      await vscode.commands.executeCommand('workbench.action.quickOpenSelectPrevious');
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      await shown;
      return vscode.window.tabGroups.activeTabGroup.activeTab?.label === 'Settings';
    });
  });

  test('its help for writing is not doubled', async () => {
    const document = await open(file);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      new vscode.Position(0, 1),
    );
    const says = hovers.flatMap(({ contents }) => contents).map((one) => (typeof one === 'string' ? one : one.value));
    ok(!says.some((text) => /docs\.docker\.com.*#from/.test(text)), `It explains: ${says}`);
    const settings = vscode.workspace.getConfiguration('quayside.language');
    await settings.update('enabled', 'on', vscode.ConfigurationTarget.Global);
    try {
      await eventually('the explanation', async () => {
        const explained = await vscode.commands.executeCommand<vscode.Hover[]>(
          'vscode.executeHoverProvider',
          document.uri,
          new vscode.Position(0, 1),
        );
        return explained.length > 0;
      });
    } finally {
      await settings.update('enabled', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  async function open(content: string): Promise<vscode.TextDocument> {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    ok(folder, 'No folder is open.');
    const uri = vscode.Uri.joinPath(folder, `beside-${++files}`, 'Dockerfile');
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(content));
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    return document;
  }
});

const engine = (there: boolean) => vscode.commands.executeCommand('docker.standIn.engine', there);

const othersIn = ({ uri }: vscode.TextDocument) =>
  vscode.languages
    .getDiagnostics(uri)
    .filter(({ source }) => source === 'docker-language-server')
    .map(({ code }) => (typeof code === 'object' ? code.value : code));

async function edit(document: vscode.TextDocument, make: (change: vscode.WorkspaceEdit) => void): Promise<void> {
  const change = new vscode.WorkspaceEdit();
  make(change);
  ok(await vscode.workspace.applyEdit(change), `${document.uri.path} was not changed.`);
}

async function withOverlap(value: string, work: () => Promise<void>): Promise<void> {
  const settings = vscode.workspace.getConfiguration('quayside.lint');
  await settings.update('overlap', value, vscode.ConfigurationTarget.Global);
  try {
    await work();
  } finally {
    await settings.update('overlap', undefined, vscode.ConfigurationTarget.Global);
  }
}
