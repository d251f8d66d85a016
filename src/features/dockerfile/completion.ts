/** What can be typed at a place of a Dockerfile, paths of the build context included. */
import * as vscode from 'vscode';
import { completionsAt } from '../../core/dockerfile/language/completion.ts';
import type { Completion } from '../../core/dockerfile/language/completion-items.ts';
import { contextsOf } from './build-context.ts';
import { dockerfiles, type LintedDocuments } from './documents.ts';
import { type ImageNames, imageItems, SuggestAgain } from './image-names.ts';
import { namesOf } from './names-of.ts';
import { toRange } from './positions.ts';

const kinds: Record<Completion['kind'], vscode.CompletionItemKind> = {
  instruction: vscode.CompletionItemKind.Keyword,
  flag: vscode.CompletionItemKind.Property,
  value: vscode.CompletionItemKind.Value,
  stage: vscode.CompletionItemKind.Class,
  variable: vscode.CompletionItemKind.Variable,
};

const again: vscode.Command = { command: 'editor.action.triggerSuggest', title: '' };

/** @param images what knows names of images, where something does */
export function registerCompletion(linted: LintedDocuments, images?: ImageNames): vscode.Disposable {
  const suggestAgain = images && new SuggestAgain(images);
  const provider = vscode.languages.registerCompletionItemProvider(
    dockerfiles,
    {
      provideCompletionItems: async (document, position, token) => {
        const dockerfile = linted.dockerfile(document);
        const { image, items, paths } = completionsAt(dockerfile, namesOf(dockerfile), document.offsetAt(position));
        const found = items.map((item) => toItem(document, item));
        if (paths) found.push(...(await pathItems(document, paths.folder, toRange(document, paths.range), token)));
        const offered = image && images?.offer(image.written);
        if (image && offered) found.push(...imageItems(offered.images, image.written, toRange(document, image.range)));
        suggestAgain?.await(document, offered && !offered.isComplete ? position : undefined);
        // The editor refuses a range of several lines: a word that goes on behind a line break.
        const shown = found.filter(({ range }) => range instanceof vscode.Range && range.isSingleLine);
        return new vscode.CompletionList(shown, offered?.isComplete === false);
      },
    },
    ...[' ', '$', '{', '-', '=', ',', '/', ':'],
  );
  return vscode.Disposable.from(provider, ...(suggestAgain ? [suggestAgain] : []));
}

function toItem(document: vscode.TextDocument, completion: Completion): vscode.CompletionItem {
  const { detail, documentation, insertText, kind, label, range } = completion;
  const item = new vscode.CompletionItem(label, kinds[kind]);
  item.insertText = insertText;
  item.range = toRange(document, range);
  if (detail) item.detail = detail;
  if (documentation) item.documentation = new vscode.MarkdownString(documentation);
  if (completion.again) item.command = again;
  return item;
}

/** Entries of a folder below what a build of this file reads, as far as that is known. */
async function pathItems(
  document: vscode.TextDocument,
  folder: string,
  range: vscode.Range,
  token: vscode.CancellationToken,
): Promise<vscode.CompletionItem[]> {
  const items = new Map<string, vscode.CompletionItem>();
  for (const context of await contextsOf(document)) {
    const entries = await entriesOf(vscode.Uri.joinPath(context, folder));
    if (token.isCancellationRequested) return [];
    for (const [name, type] of entries) {
      // Words end at blanks, and nobody copies the history of a repository.
      if (/\s/.test(name) || name === '.git' || items.has(name)) continue;
      items.set(name, pathItem(name, (type & vscode.FileType.Directory) !== 0, range, context));
    }
  }
  return [...items.values()];
}

function pathItem(name: string, isFolder: boolean, range: vscode.Range, context: vscode.Uri): vscode.CompletionItem {
  const kind = isFolder ? vscode.CompletionItemKind.Folder : vscode.CompletionItemKind.File;
  const item = new vscode.CompletionItem(isFolder ? `${name}/` : name, kind);
  item.range = range;
  item.sortText = `${isFolder ? 0 : 1}${name}`;
  item.detail = vscode.l10n.t('in {0}', vscode.workspace.asRelativePath(context, true));
  if (isFolder) item.command = again;
  return item;
}

async function entriesOf(folder: vscode.Uri): Promise<[string, vscode.FileType][]> {
  try {
    return await vscode.workspace.fs.readDirectory(folder);
  } catch {
    return [];
  }
}
