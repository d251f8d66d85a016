// Runs inside VS Code's extension host: opens a Dockerfile and tells what VS Code measured of the activations.
import * as vscode from 'vscode';

const mark = '@quayside-activation ';

export async function run(): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (!folder) throw new Error('No folder is open.');
  // One after the other: of two that load together, each is charged with the other's time.
  for (const [file, id] of [
    ['notes.txt', 'quayside-test.driver'],
    ['Dockerfile', 'quayside.quayside'],
  ] as const) {
    await quiet();
    await vscode.commands.executeCommand('vscode.open', vscode.Uri.joinPath(folder, file));
    const end = Date.now() + 20_000;
    while (!vscode.extensions.getExtension(id)?.isActive) {
      if (Date.now() > end) throw new Error(`${id} did not activate on ${file}.`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  await vscode.commands.executeCommand('perfview.show');
  const page = await measurements();
  for (const line of page.split('\n')) console.log(mark + line);
}

/** Waits until the other extensions have started: a second in which the event loop was never held up. */
async function quiet(): Promise<void> {
  const end = Date.now() + 15_000;
  for (let calm = 0; calm < 20 && Date.now() < end; ) {
    const before = performance.now();
    await new Promise((resolve) => setTimeout(resolve, 50));
    calm = performance.now() - before < 60 ? calm + 1 : 0;
  }
}

/** The text of the startup performance page, once its table of extensions is there. */
async function measurements(): Promise<string> {
  const end = Date.now() + 20_000;
  for (;;) {
    const text = vscode.window.visibleTextEditors
      .find(({ document }) => document.uri.scheme === 'perf')
      ?.document.getText();
    if (text && /quayside-test\.driver/.test(text) && /quayside\.quayside/.test(text)) return text;
    if (Date.now() > end) throw new Error(`VS Code shows no measurements:\n${text ?? 'no page'}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
