/** The result beside the Dockerfile, in VS Code's own diff, and what would be written beside it. */
import * as vscode from 'vscode';
import { previewScheme as scheme } from './preview-scheme.ts';
import type { OptimizeSession } from './session.ts';

export class OptimizedPreview implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #provider: vscode.Disposable;
  readonly #shown = new Map<string, vscode.Uri>();
  #session: OptimizeSession | undefined;

  constructor() {
    this.#provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: this.#changed.event,
      provideTextDocumentContent: (uri) => this.#textOf(uri),
    });
  }

  /** Opens the diff of a session, or brings it to the front. */
  async show(session: OptimizeSession): Promise<void> {
    this.#session = session;
    const { document } = session;
    const right = this.#placeOf(document.uri);
    this.refresh();
    const name = document.uri.path.split('/').at(-1) ?? '';
    const title = vscode.l10n.t('{0}: as it is ↔ optimized', name);
    // A file that is a Dockerfile by the person's own choice alone is one here too.
    const shown = await vscode.workspace.openTextDocument(right);
    if (shown.languageId !== document.languageId) {
      await vscode.languages.setTextDocumentLanguage(shown, document.languageId);
    }
    await vscode.commands.executeCommand('vscode.diff', document.uri, right, title, { preview: false });
  }

  /** Shows what would become of a file beside the Dockerfile. */
  async showFile(path: string): Promise<void> {
    const { folder } = this.#session ?? {};
    if (!folder) return;
    const file = vscode.Uri.joinPath(folder, path);
    const isThere = await vscode.workspace.fs.stat(file).then(
      () => true,
      () => false,
    );
    const right = this.#placeOf(file);
    const left = isThere ? file : right.with({ query: 'nothing' });
    const title = isThere ? vscode.l10n.t('{0}: as it is ↔ optimized', path) : vscode.l10n.t('{0}: new', path);
    await vscode.commands.executeCommand('vscode.diff', left, right, title, { preview: true });
  }

  /** What is open is read again. */
  refresh(): void {
    for (const uri of this.#shown.values()) this.#changed.fire(uri);
  }

  /** Closes every editor that shows a result. */
  async close(): Promise<void> {
    this.#session = undefined;
    this.#shown.clear();
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    const ours = tabs.filter(
      ({ input }) => input instanceof vscode.TabInputTextDiff && input.modified.scheme === scheme,
    );
    await vscode.window.tabGroups.close(ours, true);
  }

  dispose(): void {
    this.#provider.dispose();
    this.#changed.dispose();
  }

  #placeOf(uri: vscode.Uri): vscode.Uri {
    const place = uri.with({ scheme, query: '', fragment: '' });
    this.#shown.set(place.toString(), place);
    return place;
  }

  #textOf(uri: vscode.Uri): string {
    const { document, folder, proposals } = this.#session ?? {};
    if (uri.query !== '' || !document || !proposals) return '';
    if (uri.path === document.uri.path) return proposals.result.text;
    const file = proposals.result.files.find(
      ({ path }) => folder && vscode.Uri.joinPath(folder, path).path === uri.path,
    );
    return file?.text ?? '';
  }
}
