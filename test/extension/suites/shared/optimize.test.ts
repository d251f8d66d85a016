import * as vscode from 'vscode';
import { equal, eventually, ok } from '../assert.ts';
import { codeOf, findings } from '../findings.ts';

interface Opened {
  readonly proposals: readonly { readonly id: string; readonly safe: boolean; readonly chosen: boolean }[];
  readonly declined: readonly { readonly id: string; readonly reason: string }[];
}

const poor = `FROM debian:12-slim
RUN apt-get update
RUN apt-get install -y --no-install-recommends curl=7.88.1-10
ADD app.sh /app/
WORKDIR /app
CMD sh app.sh
`;

/** Something that no lint rule speaks of, and an ADD that one does. */
const owned = `FROM debian:12-slim
COPY app.sh /srv/app/
RUN chown 1000:1000 /srv/app/app.sh
ADD app.sh /srv/
CMD ["sh", "/srv/app/app.sh"]
`;

suite('Optimize Dockerfile', () => {
  let folder: vscode.Uri;

  suiteSetup(async () => {
    const root = vscode.workspace.workspaceFolders?.[0]?.uri;
    ok(root, 'No folder is open.');
    folder = vscode.Uri.joinPath(root, 'optimize');
    await write('app.sh', 'echo hello\n');
  });

  teardown(async () => {
    await vscode.commands.executeCommand('quayside.closeProposals');
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.commands.executeCommand('notifications.clearAll');
  });

  suiteTeardown(() => vscode.workspace.fs.delete(folder, { recursive: true }));

  test('shows the result beside the Dockerfile, with what is safe applied', async () => {
    const { uri, document } = await open('Dockerfile.shown', poor);
    const { proposals, declined } = await optimize(uri);
    ok(
      proposals.some(({ safe, chosen }) => safe && chosen),
      `The proposals are ${JSON.stringify(proposals)}.`,
    );
    ok(!proposals.some(({ safe, chosen }) => !safe && chosen), 'What wants a review is on.');
    ok(declined.length > 0 && declined.every(({ reason }) => /\.$/.test(reason)), JSON.stringify(declined));
    const shown = await resultOf(uri);
    ok(shown.getText() !== document.getText(), 'The result is the same text.');
    equal(shown.languageId, 'dockerfile');
    const { activeTab } = vscode.window.tabGroups.activeTabGroup;
    ok(activeTab?.input instanceof vscode.TabInputTextDiff, `The tab in front is ${activeTab?.label}.`);
    equal(activeTab.input.original.toString(), uri.toString());
    equal(document.getText(), poor);
    ok(!document.isDirty, 'The Dockerfile was changed.');
  });

  test('follows what is typed in the Dockerfile', async () => {
    const { uri, document } = await open('Dockerfile.typed', poor);
    await optimize(uri);
    const shown = await resultOf(uri);
    const change = new vscode.WorkspaceEdit();
    change.insert(uri, document.positionAt(poor.indexOf('WORKDIR')), 'ENV TYPED=1\n');
    await vscode.workspace.applyEdit(change);
    await eventually('the result to have it', () => shown.getText().includes('ENV TYPED=1'));
  });

  test('applies all that is chosen in one step, which one step takes back', async () => {
    const { uri, document } = await open('Dockerfile.applied', poor);
    await optimize(uri);
    const wanted = (await resultOf(uri)).getText();
    const { applied } = await vscode.commands.executeCommand<{ applied: string[] }>('quayside.applyProposals');
    ok(applied.length > 0, 'Nothing was applied.');
    equal(document.getText(), wanted);
    ok(document.isDirty, 'It was saved.');
    await vscode.commands.executeCommand('undo');
    await eventually('the first text', () => document.getText() === poor);
  });

  test('applies one and goes on with the others', async () => {
    const { uri, document } = await open('Dockerfile.one', poor);
    const { proposals } = await optimize(uri);
    ok(proposals.length > 1, `There are only ${JSON.stringify(proposals)}.`);
    const { applied } = await vscode.commands.executeCommand<{ applied: string[] }>(
      'quayside.applyProposal',
      'copy-not-add',
    );
    equal(applied, ['copy-not-add']);
    equal(document.getText(), poor.replace('ADD', 'COPY'));
    const left = await optimize(uri);
    ok(!left.proposals.some(({ id }) => id === 'copy-not-add'), 'It is proposed again.');
  });

  test('a switch changes the result, and the same switch changes it back', async () => {
    const { uri } = await open('Dockerfile.switched', poor);
    await optimize(uri);
    const shown = await resultOf(uri);
    await eventually('COPY', () => shown.getText().includes('COPY app.sh'));
    await vscode.commands.executeCommand('quayside.switchProposal', 'copy-not-add');
    await eventually('ADD', () => shown.getText().includes('ADD app.sh'));
    await vscode.commands.executeCommand('quayside.switchProposal', 'copy-not-add');
    await eventually('COPY', () => shown.getText().includes('COPY app.sh'));
  });

  test('what is done on request alone is proposed and chosen where it is asked for, or said why not', async () => {
    const { uri } = await open('Dockerfile.asked', owned);
    const { proposals } = await optimize(uri);
    ok(!proposals.some(({ id }) => id === 'nonroot-user'), 'It is proposed unasked.');
    await vscode.commands.executeCommand('quayside.proposeOnRequest', 'nonroot-user');
    const shown = await resultOf(uri);
    await eventually('a user', () => shown.getText().includes('USER 65534:65534'));
    const asked = await optimize(uri);
    ok(
      asked.proposals.some(({ id, chosen }) => id === 'nonroot-user' && chosen),
      JSON.stringify(asked),
    );
    const answer = await vscode.commands.executeCommand<{ failed: { code: string; message: string } }>(
      'quayside.proposeOnRequest',
      'secret-mounts',
    );
    equal(answer.failed.code, 'not-proposed');
  });

  test('what is done for a second time has nothing safe left to do', async () => {
    const { uri, document } = await open('Dockerfile.twice', poor);
    await optimize(uri);
    await vscode.commands.executeCommand('quayside.applyProposals');
    const after = document.getText();
    await optimize(uri);
    await vscode.commands.executeCommand('quayside.applyProposals');
    equal(document.getText(), after);
  });

  test('says why where there is nothing to propose, and shows no diff', async () => {
    const { uri } = await open('Dockerfile.windows', 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN dir\n');
    const { proposals, declined } = await optimize(uri);
    equal(proposals, []);
    ok(declined.length > 0, 'There is no reason.');
    ok(
      !(vscode.window.tabGroups.activeTabGroup.activeTab?.input instanceof vscode.TabInputTextDiff),
      'There is a diff.',
    );
  });

  test('says what to do where no list is open', async () => {
    const answer = await vscode.commands.executeCommand<{ failed: { code: string } }>('quayside.applyProposals');
    equal(answer.failed.code, 'nothing-optimized');
  });

  test('hints at what is safe, with a fix, and not where a finding has the same fix', async () => {
    const { uri, document } = await open('Dockerfile.hints', owned);
    const hint = await eventually('a hint', () => hintsIn(uri)[0]);
    equal(hint.severity, vscode.DiagnosticSeverity.Hint);
    ok(!hintsIn(uri).some((one) => codeOf(one) === 'copy-not-add'), 'ADD has two.');
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      hint.range,
    );
    const fix = actions.find(({ title }) => hint.message.startsWith(title));
    ok(fix?.edit, `The actions are ${actions.map(({ title }) => title).join(', ')}.`);
    await vscode.workspace.applyEdit(fix.edit);
    equal(document.getText().split('\n')[1], 'COPY --chown=1000:1000 app.sh /srv/app/');
    await eventually('the hint to go', () => !hintsIn(uri).some((one) => codeOf(one) === codeOf(hint)));
  });

  test('gives no hints where they are not wanted', async () => {
    const settings = vscode.workspace.getConfiguration('quayside.optimize');
    const { uri } = await open('Dockerfile.quiet', owned);
    await eventually('a hint', () => hintsIn(uri));
    await settings.update('hints', false, vscode.ConfigurationTarget.Global);
    try {
      await eventually('no hint', () => hintsIn(uri).length === 0);
    } finally {
      await settings.update('hints', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  test('knows the files around the Dockerfile', async () => {
    await write('web/package.json', JSON.stringify({ name: 'web', scripts: { start: 'node index.js' } }));
    await write('web/index.js', 'console.log(1)\n');
    await write('web/.git/HEAD', 'x');
    const { uri } = await open(
      'web/Dockerfile',
      'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm install\nCMD npm start\n',
    );
    const { declined } = await optimize(uri);
    const unknown = declined.filter(({ reason }) => /context is not known/i.test(reason));
    equal(unknown, []);
  });

  test('writes what belongs beside the Dockerfile in the same step', async () => {
    const text = 'FROM debian:12-slim\nCOPY . /srv/app/\nADD app.sh /srv/\nCMD ["sh", "/srv/app/app.sh"]\n';
    await write('beside/app.sh', 'echo hello\n');
    await write('beside/.git/HEAD', 'x');
    const { uri, document } = await open('beside/Dockerfile', text);
    const { proposals } = await optimize(uri);
    ok(
      proposals.some(({ id, safe }) => id === 'dockerignore' && safe),
      `The proposals are ${JSON.stringify(proposals)}.`,
    );
    const { files } = await vscode.commands.executeCommand<{ files: string[] }>('quayside.applyProposals');
    equal(files, ['.dockerignore']);
    const ignoreFile = vscode.Uri.joinPath(folder, 'beside/.dockerignore');
    ok(new TextDecoder().decode(await vscode.workspace.fs.readFile(ignoreFile)).includes('.git'), 'It has no .git.');
    equal(document.getText(), text.replace('ADD', 'COPY'));
    await vscode.commands.executeCommand('undo');
    await eventually('the first text', () => document.getText() === text);
    await eventually('no ignore file', async () =>
      vscode.workspace.fs.stat(ignoreFile).then(
        () => false,
        () => true,
      ),
    );
  });

  async function open(name: string, text: string): Promise<{ uri: vscode.Uri; document: vscode.TextDocument }> {
    const uri = await write(name, text);
    const { document } = await vscode.window.showTextDocument(uri, { preview: false });
    if (document.languageId !== 'dockerfile') await vscode.languages.setTextDocumentLanguage(document, 'dockerfile');
    return { uri, document };
  }

  const optimize = (uri: vscode.Uri) => vscode.commands.executeCommand<Opened>('quayside.optimizeDockerfile', uri);

  const resultOf = (uri: vscode.Uri) =>
    eventually('the result', () =>
      vscode.workspace.textDocuments.find(
        (one) => one.uri.scheme === 'quayside-optimized' && one.uri.path === uri.path,
      ),
    );

  const hintsIn = (uri: vscode.Uri) => findings(uri).filter((finding) => /^[a-z-]+$/.test(String(codeOf(finding))));

  async function write(name: string, text: string): Promise<vscode.Uri> {
    const uri = vscode.Uri.joinPath(folder, name);
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    return uri;
  }
});
