import * as vscode from 'vscode';
import { equal, eventually, ok } from '../assert.ts';
import { codeOf, hadolintCodes as codes, findings, shows } from '../findings.ts';

const poor = ['FROM debian', 'WORKDIR srv', ''].join('\n');

suite('The configuration of the linter', () => {
  let files = 0;
  let folder: vscode.Uri;

  setup(() => {
    folder = vscode.Uri.joinPath(rootFolder(), `configured-${++files}`);
  });

  teardown(async () => {
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(folder, { recursive: true });
    await remove(vscode.Uri.joinPath(rootFolder(), '.hadolint.yaml'));
  });

  test('is found above the Dockerfile', async () => {
    await write('.hadolint.yaml', 'ignored: [DL3006]\n');
    await codesOf(await openFile('deep/down/Dockerfile', poor), 'DL3000');
  });

  test('is the nearest one, and that one alone', async () => {
    await write('.hadolint.yaml', 'ignored: [DL3000]\n');
    await write('near/.hadolint.yml', 'override:\n  error: [DL3006]\n');
    const document = await openFile('near/Dockerfile', poor);
    await codesOf(document, 'DL3006', 'DL3000');
    // The same codes are shown until the file that was just written is read.
    const isError = () => findings(document.uri)[0]?.severity === vscode.DiagnosticSeverity.Error;
    await eventually('the severity of the nearest file', isError);
  });

  test('applies at once when its file is made, changed and deleted', async () => {
    const document = await openFile('Dockerfile', poor);
    await codesOf(document, 'DL3006', 'DL3000');
    const uri = await write('.hadolint.yaml', 'ignored: [DL3006]\n');
    await codesOf(document, 'DL3000');
    await write('.hadolint.yaml', 'ignored: [DL3000]\n');
    await codesOf(document, 'DL3006');
    await vscode.workspace.fs.delete(uri);
    await codesOf(document, 'DL3006', 'DL3000');
  });

  test('applies while it is typed, before it is saved', async () => {
    const uri = await write('.hadolint.yaml', 'ignored: []\n');
    const document = await openFile('Dockerfile', poor);
    await codesOf(document, 'DL3006', 'DL3000');
    const editor = await vscode.window.showTextDocument(uri);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 10), 'DL3006'));
    ok(editor.document.isDirty, 'It was saved.');
    await codesOf(document, 'DL3000');
  });

  test('shows what is wrong in it at its place, and then does not apply', async () => {
    const uri = await write('.hadolint.yaml', 'ignored: [DL3006]\nno-fail: perhaps\n');
    await codesOf(await openFile('Dockerfile', poor), 'DL3006', 'DL3000');
    const [problem] = await eventually('the problem', () => findings(uri));
    ok(problem && /true.*nothing in this file applies/.test(problem.message), `It says ${problem?.message}`);
    equal([problem.range.start.line, problem.range.start.character, problem.range.end.character], [1, 9, 16]);
    equal(problem.severity, vscode.DiagnosticSeverity.Error);
  });

  test('with a key that is not known applies all the same, and says so', async () => {
    const uri = await write('.hadolint.yaml', 'ignored: [DL3006]\nignore: [DL3000]\n');
    await codesOf(await openFile('Dockerfile', poor), 'DL3000');
    const [problem] = await eventually('the problem', () => findings(uri));
    equal(problem?.severity, vscode.DiagnosticSeverity.Warning);
    equal(problem?.range.start.line, 1);
  });

  test('has settings on top', async () => {
    await write('.hadolint.yaml', 'ignored: [DL3006]\noverride:\n  error: [DL3000]\n');
    const document = await openFile('Dockerfile', poor);
    await codesOf(document, 'DL3000');
    await withSettings({ severity: { DL3006: 'info', DL3000: 'warning' } }, async () => {
      await codesOf(document, 'DL3006', 'DL3000');
      equal(
        findings(document.uri).map(({ severity }) => severity),
        [vscode.DiagnosticSeverity.Information, vscode.DiagnosticSeverity.Warning],
      );
    });
    await withSettings({ ignored: ['DL3000'], trustedRegistries: ['registry.example'] }, async () => {
      await codesOf(document, 'DL3026');
    });
    await codesOf(document, 'DL3000');
  });

  test('may be that of hadolint alone, by a setting', async () => {
    const document = await openFile('Dockerfile', 'FROM debian:12\nENV PYTHONHTTPSVERIFY=0\nWORKDIR srv\n');
    const seen = () => findings(document.uri).map(codeOf).join();
    await eventually('the findings by our own rules', () => seen().includes('QS1005'));
    await withSettings({ compat: true }, async () => {
      await eventually('hadolint’s alone', () => seen() === 'DL3000');
    });
    await eventually('the findings by our own rules again', () => seen().includes('QS1005'));
  });

  test('named by a setting holds alone, even where it is not there', async () => {
    await write('.hadolint.yaml', 'ignored: [DL3006]\n');
    const document = await openFile('Dockerfile', poor);
    await codesOf(document, 'DL3000');
    await withSettings({ configuration: 'nowhere.yaml' }, () => codesOf(document, 'DL3006', 'DL3000'));
  });

  test('can be named by a setting, relative to the folder of the workspace', async () => {
    await write('.hadolint.yaml', 'ignored: [DL3006]\n');
    await write('rules/strict.yaml', 'ignored: [DL3000]\n');
    const document = await openFile('Dockerfile', poor);
    await codesOf(document, 'DL3000');
    const name = folder.path.split('/').at(-1);
    await withSettings({ configuration: `${name}/rules/strict.yaml` }, () => codesOf(document, 'DL3006'));
  });

  test('also holds for what has no file yet', async () => {
    await vscode.workspace.fs.writeFile(
      vscode.Uri.joinPath(rootFolder(), '.hadolint.yaml'),
      bytes('ignored: [DL3006]'),
    );
    const document = await vscode.workspace.openTextDocument({ language: 'dockerfile', content: poor });
    await codesOf(document, 'DL3000');
  });

  test('is shown on demand, and opened from there', async () => {
    const uri = await write('.hadolint.yaml', 'ignored: [DL3006]\n');
    const document = await openFile('Dockerfile', poor);
    await vscode.window.showTextDocument(document);
    await codesOf(document, 'DL3000');
    const shown = vscode.commands.executeCommand('quayside.showLintConfiguration');
    await eventually('the file to be opened', async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return vscode.window.activeTextEditor?.document.uri.path === uri.path;
    });
    await shown;
  });

  test('takes a code that is to be ignored, and keeps what stands in it', async () => {
    const uri = await write('.hadolint.yaml', '# ours\nignored:\n  - DL3006 # for now\nno-fail: true\n');
    const document = await openFile('Dockerfile', poor);
    await codesOf(document, 'DL3000');
    await ignoreInConfiguration(document, 'DL3000');
    await codesOf(document);
    equal(
      new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)),
      '# ours\nignored:\n  - DL3006 # for now\n  - DL3000\nno-fail: true\n',
    );
  });

  test('is made where a code is to be ignored and there is none', async () => {
    const document = await openFile('Dockerfile', poor);
    await codesOf(document, 'DL3006', 'DL3000');
    await ignoreInConfiguration(document, 'DL3006');
    await codesOf(document, 'DL3000');
    const made = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(rootFolder(), '.hadolint.yaml'));
    equal(new TextDecoder().decode(made), 'ignored:\n  - DL3006\n');
  });

  test('may say that comments silence nothing: then none is offered', async () => {
    await write('.hadolint.yaml', 'disable-ignore-pragma: true\n');
    const document = await openFile('Dockerfile', `# hadolint global ignore=DL3006\n${poor}`);
    await codesOf(document, 'DL3006', 'DL3000');
    const titles = (await ignores(document, 'DL3000')).map(({ title }) => title);
    equal(titles.length, 1);
    ok(/\.hadolint\.yaml/.test(titles[0] ?? ''), `It offers ${titles}`);
  });

  test('is not needed to ignore a code in a stage or a file', async () => {
    for (const [where, comment] of [
      ['stage', '# hadolint stage ignore=DL3000'],
      ['file', '# hadolint global ignore=DL3000'],
    ]) {
      const document = await openFile(`${where}/Dockerfile`, poor);
      await codesOf(document, 'DL3006', 'DL3000');
      const action = (await ignores(document, 'DL3000')).find(({ title }) => title.endsWith(`in this ${where}`));
      ok(action?.edit, `There is no such action for the ${where}.`);
      await vscode.workspace.applyEdit(action.edit);
      equal(document.lineAt(0).text, comment);
      await codesOf(document, 'DL3006');
    }
  });

  async function write(name: string, content: string): Promise<vscode.Uri> {
    const uri = vscode.Uri.joinPath(folder, name);
    await vscode.workspace.fs.writeFile(uri, bytes(content));
    return uri;
  }

  const openFile = async (name: string, content: string) =>
    vscode.workspace.openTextDocument(await write(name, content));
});

suite('Lint Workspace', () => {
  let folder: vscode.Uri;

  suiteSetup(async () => {
    folder = vscode.Uri.joinPath(rootFolder(), 'several');
    for (const [name, content] of [
      ['a/Dockerfile', poor],
      ['b/Containerfile', 'FROM a:1\n'],
      ['c/api.dockerfile', poor],
      ['c/.hadolint.yaml', 'ignored: [DL3006]\n'],
      ['d/Dockerfile.dockerignore', 'FROM a\n'],
      ['hidden/Dockerfile', poor],
    ] as const)
      await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, name), bytes(content));
  });

  suiteTeardown(async () => {
    await vscode.commands.executeCommand('notifications.clearAll');
    await vscode.workspace.fs.delete(folder, { recursive: true });
  });

  test('puts the findings of files that no editor has into Problems', async () => {
    const settings = vscode.workspace.getConfiguration('files');
    await settings.update('exclude', { '**/hidden': true }, vscode.ConfigurationTarget.Global);
    try {
      const result = await vscode.commands.executeCommand<{ files: number; errors: number; warnings: number }>(
        'quayside.lintWorkspace',
      );
      ok(result.files >= 3, `It saw ${result.files} files.`);
      equal(codes(at('a/Dockerfile')), ['DL3006', 'DL3000']);
      equal(codes(at('b/Containerfile')), []);
      equal(codes(at('c/api.dockerfile')), ['DL3000']);
      equal(codes(at('d/Dockerfile.dockerignore')), []);
      equal(codes(at('hidden/Dockerfile')), []);
      ok(result.errors >= 2 && result.warnings >= 1, `It counted ${JSON.stringify(result)}`);
    } finally {
      await settings.update('exclude', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  test('also checks what has no file yet', async () => {
    type Result = { files: number; warnings: number };
    const before = await vscode.commands.executeCommand<Result>('quayside.lintWorkspace');
    const document = await vscode.workspace.openTextDocument({ language: 'dockerfile', content: 'FROM debian\n' });
    await vscode.window.showTextDocument(document);
    const after = await vscode.commands.executeCommand<Result>('quayside.lintWorkspace');
    equal([after.files - before.files, after.warnings - before.warnings], [1, 1]);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  test('leaves a file to its editor, and takes it back', async () => {
    await vscode.commands.executeCommand('quayside.lintWorkspace');
    equal(codes(at('a/Dockerfile')), ['DL3006', 'DL3000']);
    await vscode.commands.executeCommand('vscode.open', at('a/Dockerfile'));
    const editor = await eventually('the editor', () => vscode.window.activeTextEditor);
    await editor.edit((edit) => edit.insert(new vscode.Position(1, 8), '/'));
    await eventually('the findings of the editor alone', () => codes(at('a/Dockerfile')).join() === 'DL3006');
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await eventually('the findings of the file', () => codes(at('a/Dockerfile')).join() === 'DL3006,DL3000');
  });

  const at = (name: string) => vscode.Uri.joinPath(folder, name);
});

const bytes = (text: string) => new TextEncoder().encode(text);

function rootFolder(): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  ok(folder, 'No folder is open.');
  return folder;
}

async function remove(uri: vscode.Uri): Promise<void> {
  try {
    await vscode.workspace.fs.delete(uri);
  } catch (error) {
    if (!(error instanceof vscode.FileSystemError)) throw error;
  }
}

const codesOf = ({ uri }: vscode.TextDocument, ...wanted: string[]) => shows(uri, ...wanted);

async function ignores(document: vscode.TextDocument, code: string): Promise<vscode.CodeAction[]> {
  const finding = findings(document.uri).find((one) => codeOf(one) === code);
  ok(finding, `There is no ${code}.`);
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    finding.range,
    vscode.CodeActionKind.QuickFix.value,
  );
  return actions.filter(({ title }) => title.startsWith(`Ignore ${code} `));
}

async function ignoreInConfiguration(document: vscode.TextDocument, code: string): Promise<void> {
  const action = (await ignores(document, code)).find(({ title }) => title.endsWith('.hadolint.yaml'));
  ok(action?.command, 'There is no such action.');
  await vscode.commands.executeCommand(action.command.command, ...(action.command.arguments ?? []));
}

async function withSettings(given: Record<string, unknown>, work: () => Promise<void>): Promise<void> {
  const settings = vscode.workspace.getConfiguration('quayside.lint');
  for (const [name, value] of Object.entries(given))
    await settings.update(name, value, vscode.ConfigurationTarget.Global);
  try {
    await work();
  } finally {
    for (const name of Object.keys(given)) await settings.update(name, undefined, vscode.ConfigurationTarget.Global);
  }
}
