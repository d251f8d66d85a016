import * as vscode from 'vscode';
import { folds } from '../../core/dockerfile/language/folding.ts';
import { dockerfiles, type LintedDocuments } from './documents.ts';

/** Folds stages, long instructions, heredocs and blocks of comments. */
export function registerFolding(linted: LintedDocuments): vscode.Disposable {
  return vscode.languages.registerFoldingRangeProvider(dockerfiles, {
    provideFoldingRanges: (document) =>
      folds(linted.dockerfile(document)).map(
        ({ end, kind, start }) =>
          new vscode.FoldingRange(start, end, kind === 'comment' ? vscode.FoldingRangeKind.Comment : undefined),
      ),
  });
}
