import * as vscode from 'vscode';
import { equal, eventually, ok } from '../assert.ts';

const poor = ['FROM debian', 'WORKDIR /srv', 'CMD npm start', ''].join('\n');

const mended = poor.replace('npm start', '["npm", "start"]');

suite('A Dockerfile', () => {
  let files = 0;

  teardown(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  test('shows its findings when it is opened, at their exact places', async () => {
    const document = await openFile(poor);
    const findings = await findingsOf(document);
    equal(findings.map(brief), [
      { code: 'DL3006', place: '1:6-1:12', text: 'debian', severity: 'Warning' },
      { code: 'DL3025', place: '3:5-3:14', text: 'npm start', severity: 'Warning' },
    ]);

    function brief({ code, range, severity }: vscode.Diagnostic) {
      const place = [range.start, range.end].map(({ line, character }) => `${line + 1}:${character + 1}`).join('-');
      return {
        code: codeOf(code),
        place,
        text: document.getText(range),
        severity: vscode.DiagnosticSeverity[severity],
      };
    }
  });

  test('says in each finding who speaks, and where to read more', async () => {
    const [first] = await findingsOf(await openFile(poor));
    equal(first?.source, 'quayside');
    ok(typeof first?.code === 'object' && /DL3006/.test(first.code.target.toString()), 'The code has no page.');
    ok((first?.message.length ?? 0) > 20, `The message is ${first?.message}`);
  });

  test('shows findings while it is typed, and drops them when they are mended', async () => {
    const document = await openFile('FROM debian:12\n');
    const editor = await vscode.window.showTextDocument(document);
    equal(findingsNow(document), []);
    await editor.edit((edit) => edit.insert(new vscode.Position(1, 0), 'WORKDIR app\n'));
    await findingsOf(document, ['DL3000']);
    await editor.edit((edit) => edit.insert(new vscode.Position(1, 8), '/'));
    await eventually('the finding to go', () => findingsNow(document).length === 0);
  });

  test('has a quick fix that mends a finding', async () => {
    const document = await openFile(poor);
    const [finding] = (await findingsOf(document)).filter(({ code }) => codeOf(code) === 'DL3025');
    ok(finding, 'There is no DL3025.');
    const fix = await quickFix(document, finding.range, ({ isPreferred }) => isPreferred === true);
    ok(await vscode.workspace.applyEdit(fix.edit), 'The edit was refused.');
    equal(document.getText(), mended);
    equal((await findingsOf(document, ['DL3006'])).length, 1);
  });

  test('has a quick fix that silences a finding where it stands', async () => {
    const document = await openFile(poor);
    const [finding] = await findingsOf(document);
    ok(finding, 'There is no finding.');
    const ignore = await quickFix(document, finding.range, ({ title }) => /Ignore DL3006/.test(title));
    await vscode.workspace.applyEdit(ignore.edit);
    equal(document.lineAt(0).text, '# hadolint ignore=DL3006');
    await findingsOf(document, ['DL3025']);
  });

  test('is mended by “fix all”, as a source action', async () => {
    const document = await openFile(poor);
    await findingsOf(document);
    const everything = new vscode.Range(0, 0, document.lineCount, 0);
    const actions = await codeActions(document, everything, 'source.fixAll.quayside');
    equal(actions.length, 1);
    await vscode.workspace.applyEdit(actions[0]?.edit ?? new vscode.WorkspaceEdit());
    equal(document.getText(), mended);
  });

  test('is mended by “fix all”, as a command', async () => {
    const document = await openFile(poor);
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('quayside.fixAll');
    equal(document.getText(), mended);
  });

  test('is mended when it is saved, where the person wants that', async () => {
    const settings = vscode.workspace.getConfiguration('editor');
    await settings.update(
      'codeActionsOnSave',
      { 'source.fixAll.quayside': 'explicit' },
      vscode.ConfigurationTarget.Global,
    );
    try {
      const document = await openFile(poor);
      const editor = await vscode.window.showTextDocument(document);
      await findingsOf(document);
      // VS Code drops what it asked for while a busy window still tells who offers fixes: then one saves again.
      await eventually('the fix', async () => {
        await editor.edit((edit) => edit.insert(new vscode.Position(3, 0), 'EXPOSE 3000\n'));
        ok(await document.save(), 'It was not saved.');
        return document.getText().includes('CMD ["npm", "start"]');
      });
    } finally {
      await settings.update('codeActionsOnSave', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  test('is checked before it has a file', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'dockerfile', content: 'FROM debian\n' });
    await vscode.window.showTextDocument(document);
    equal(document.uri.scheme, 'untitled');
    await findingsOf(document, ['DL3006']);
  });

  test('is left alone where the setting says so, and checked again where it does not', async () => {
    const document = await openFile(poor);
    await findingsOf(document);
    const settings = vscode.workspace.getConfiguration('quayside.lint');
    await settings.update('enabled', false, vscode.ConfigurationTarget.Global);
    try {
      await eventually('the findings to go', () => findingsNow(document).length === 0);
    } finally {
      await settings.update('enabled', undefined, vscode.ConfigurationTarget.Global);
    }
    await findingsOf(document);
  });

  test('leaves nothing in Problems when it is closed', async () => {
    // A document that an extension opened stays open for minutes: this one is opened as a person does it.
    const uri = await writeFile(poor);
    await vscode.commands.executeCommand('vscode.open', uri);
    const document = await eventually('the editor', () => vscode.window.activeTextEditor?.document);
    equal(document.uri.path, uri.path);
    await findingsOf(document);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await eventually('the findings to go', () => findingsNow(document).length === 0);
  });

  test('is not every file', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'plaintext', content: poor });
    const control = await openFile(poor);
    await findingsOf(control);
    equal(findingsNow(document), []);
  });

  async function openFile(content: string): Promise<vscode.TextDocument> {
    const document = await vscode.workspace.openTextDocument(await writeFile(content));
    equal(document.languageId, 'dockerfile');
    return document;
  }

  async function writeFile(content: string): Promise<vscode.Uri> {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    ok(folder, 'No folder is open.');
    const uri = vscode.Uri.joinPath(folder, `case-${++files}`, 'Dockerfile');
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(content));
    return uri;
  }
});

const findingsNow = (document: vscode.TextDocument) =>
  vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'quayside');

/** Waits for the findings of `poor`, or for exactly those of the codes given, in the order of the file. */
async function findingsOf(document: vscode.TextDocument, codes = ['DL3006', 'DL3025']): Promise<vscode.Diagnostic[]> {
  await eventually(`the findings ${codes}`, () => {
    const seen = findingsNow(document).map(({ code }) => codeOf(code));
    return seen.join() === codes.join() || undefined;
  });
  return findingsNow(document);
}

const codeOf = (code: vscode.Diagnostic['code']) => (typeof code === 'object' ? code.value : code);

/** Asked while a busy window still tells who offers fixes, VS Code has none. */
const quickFix = (
  document: vscode.TextDocument,
  range: vscode.Range,
  isWanted: (action: vscode.CodeAction) => boolean,
) =>
  eventually('the fix, with an edit', async () => {
    const found = (await quickFixes(document, range)).find(isWanted);
    return found?.edit && { edit: found.edit };
  });

const quickFixes = (document: vscode.TextDocument, range: vscode.Range) =>
  codeActions(document, range, vscode.CodeActionKind.QuickFix.value);

const codeActions = (document: vscode.TextDocument, range: vscode.Range, kind: string) =>
  vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, range, kind);
