/** Each safe proposal as a hint at its place, with a quick fix. */
import * as vscode from 'vscode';
import type { TextEdit } from '../../core/text.ts';
import { dockerfiles, type LintedDocuments } from '../dockerfile/documents.ts';
import { toRange, toTextEdit } from '../dockerfile/positions.ts';
import { addFile } from './apply.ts';
import { type BuildContexts, type LoadedContext, withAllTexts } from './build-contexts.ts';
import { areHintsWanted } from './hints-wanted.ts';
import { rewritePage } from './rewrite-page.ts';
import { type SafePlace, safePlaces } from './safe-places.ts';

interface Known {
  readonly version: number;
  readonly places: readonly SafePlace[];
  readonly loaded: LoadedContext | undefined;
}

export class Hints implements vscode.Disposable {
  readonly #linted: LintedDocuments;
  readonly #contexts: BuildContexts;
  readonly #collection = vscode.languages.createDiagnosticCollection('quayside-optimize');
  readonly #known = new Map<vscode.TextDocument, Known>();
  readonly #provider: vscode.Disposable;

  constructor(linted: LintedDocuments, contexts: BuildContexts) {
    this.#linted = linted;
    this.#contexts = contexts;
    const { QuickFix } = vscode.CodeActionKind;
    this.#provider = vscode.languages.registerCodeActionsProvider(
      dockerfiles,
      { provideCodeActions: (document, range, { diagnostics }) => this.#actions(document, range, diagnostics) },
      { providedCodeActionKinds: [QuickFix] },
    );
  }

  /** Looks for what is safe in the text as it is now. */
  async look(document: vscode.TextDocument): Promise<void> {
    const { version } = document;
    const loaded = await this.#contexts.of(document, false);
    const options = { context: loaded?.context };
    const isCurrent = () => document.version === version && !document.isClosed && areHintsWanted(document);
    if (!isCurrent()) return;
    const text = document.getText();
    const places = await withAllTexts(loaded, () => safePlaces(text, this.#linted.findings(document), options));
    if (!isCurrent()) return;
    this.#known.set(document, { version, places, loaded });
    this.#collection.set(
      document.uri,
      places.map((place) => hintOf(document, place)),
    );
  }

  forget(document: vscode.TextDocument): void {
    this.#known.delete(document);
    this.#collection.delete(document.uri);
  }

  dispose(): void {
    this.#provider.dispose();
    this.#collection.dispose();
  }

  async #actions(
    document: vscode.TextDocument,
    range: vscode.Range,
    diagnostics: readonly vscode.Diagnostic[],
  ): Promise<vscode.CodeAction[]> {
    const known = this.#known.get(document);
    // Edits of an older text would land elsewhere; the hints of this one are on their way.
    if (known?.version !== document.version) return [];
    const here = known.places.filter((place) => toRange(document, place.range).intersection(range));
    const actions = here.map(async (place) => {
      const { id, title, edits, everywhere, places } = place;
      const own = diagnostics.filter(({ code }) => typeof code === 'object' && code.value === id);
      const action = (title: string, edits: readonly TextEdit[]) =>
        this.#action(document, title, edits, { place, own, folder: known.loaded?.folder });
      const alone = await action(title, edits);
      if (places === 1) return [alone];
      return [alone, await action(vscode.l10n.t('{0}: all {1} places', title, places), everywhere)];
    });
    return (await Promise.all(actions)).flat();
  }

  async #action(
    document: vscode.TextDocument,
    title: string,
    edits: readonly TextEdit[],
    { place, own, folder }: { place: SafePlace; own: vscode.Diagnostic[]; folder: vscode.Uri | undefined },
  ): Promise<vscode.CodeAction> {
    const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    action.diagnostics = own;
    action.edit = new vscode.WorkspaceEdit();
    action.edit.set(
      document.uri,
      edits.map((edit) => toTextEdit(document, edit)),
    );
    for (const file of place.files) {
      if (folder) await addFile(action.edit, vscode.Uri.joinPath(folder, file.path), file.text);
    }
    return action;
  }
}

function hintOf(document: vscode.TextDocument, { id, title, reason, effect, range }: SafePlace): vscode.Diagnostic {
  const said = `${title}. ${reason} ${effect}`;
  const hint = new vscode.Diagnostic(toRange(document, range), said, vscode.DiagnosticSeverity.Hint);
  hint.source = 'quayside';
  hint.code = { value: id, target: vscode.Uri.parse(rewritePage(id)) };
  return hint;
}
