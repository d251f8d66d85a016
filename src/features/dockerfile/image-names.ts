/** Completion of the names of images, from whoever knows some. */
import * as vscode from 'vscode';

export interface ImageNames {
  /** What is known now; it never waits. @param written what stands there so far */
  offer(written: string): { readonly images: readonly OfferedImage[]; readonly isComplete: boolean };
  /** More is known than at the last offer. */
  readonly onDidLearn: vscode.Event<void>;
}

export interface OfferedImage {
  /** What is written: a whole reference, or a repository with a `:` behind it. */
  readonly name: string;
  readonly label: string;
  readonly kind: 'repository' | 'tag';
  readonly pushedAt: Date | undefined;
}

const again: vscode.Command = { command: 'editor.action.triggerSuggest', title: '' };

export function imageItems(images: readonly OfferedImage[], written: string, range: vscode.Range) {
  return images.map(({ kind, label, name, pushedAt }, index) => {
    const isRepository = kind === 'repository';
    const item = new vscode.CompletionItem(
      { label, description: isRepository ? name.slice(0, -label.length - 2) : (pushedAt?.toLocaleString() ?? '') },
      isRepository ? vscode.CompletionItemKind.Module : vscode.CompletionItemKind.Constant,
    );
    item.insertText = name;
    // Found by its short name as well as by its whole one.
    item.filterText = written !== '' && name.startsWith(written) ? name : `${label} ${name}`;
    // Behind the stages, and in the order in which they come.
    item.sortText = `~${String(index).padStart(5, '0')}`;
    item.range = range;
    item.detail = vscode.l10n.t('in ECR');
    if (isRepository) item.command = again;
    return item;
  });
}

/** Asks the editor to suggest again when more is known, as long as nothing was typed and nobody went elsewhere. */
export class SuggestAgain implements vscode.Disposable {
  readonly #learned: vscode.Disposable;
  #asked:
    | { readonly document: vscode.TextDocument; readonly version: number; readonly place: vscode.Position }
    | undefined;

  constructor(images: ImageNames) {
    this.#learned = images.onDidLearn(() => this.#suggest());
  }

  /** @param place where an incomplete answer was given; undefined where it was complete */
  await(document: vscode.TextDocument, place: vscode.Position | undefined): void {
    this.#asked = place && { document, version: document.version, place };
  }

  dispose(): void {
    this.#learned.dispose();
  }

  #suggest(): void {
    const asked = this.#asked;
    const editor = vscode.window.activeTextEditor;
    this.#asked = undefined;
    if (!asked || editor?.document !== asked.document || asked.document.version !== asked.version) return;
    if (editor.selection.isEmpty && editor.selection.active.isEqual(asked.place))
      void vscode.commands.executeCommand(again.command);
  }
}
