/** The stages and instructions in the outline, the breadcrumbs and the list of symbols. */
import * as vscode from 'vscode';
import { type OutlineItem, outline } from '../../core/dockerfile/language/outline.ts';
import { dockerfiles, type LintedDocuments } from './documents.ts';
import { toRange } from './positions.ts';

const kinds: Record<OutlineItem['kind'], vscode.SymbolKind> = {
  stage: vscode.SymbolKind.Class,
  variable: vscode.SymbolKind.Variable,
  instruction: vscode.SymbolKind.Event,
};

export function registerOutline(linted: LintedDocuments): vscode.Disposable {
  return vscode.languages.registerDocumentSymbolProvider(
    dockerfiles,
    {
      provideDocumentSymbols: (document) => outline(linted.dockerfile(document)).map((item) => symbol(document, item)),
    },
    { label: 'Quayside' },
  );
}

function symbol(document: vscode.TextDocument, item: OutlineItem): vscode.DocumentSymbol {
  const { children, detail, kind, name, range, selectionRange } = item;
  const result = new vscode.DocumentSymbol(
    name,
    detail,
    kinds[kind],
    toRange(document, range),
    toRange(document, selectionRange),
  );
  result.children = children.map((child) => symbol(document, child));
  return result;
}
