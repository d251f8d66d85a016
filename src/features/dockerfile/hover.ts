import * as vscode from 'vscode';
import { hoverAt } from '../../core/dockerfile/language/hover.ts';
import { dockerfiles, type LintedDocuments } from './documents.ts';
import { namesOf } from './names-of.ts';
import { toRange } from './positions.ts';

/** What an instruction, a flag, a digest or a name under the pointer means. */
export function registerHover(linted: LintedDocuments): vscode.Disposable {
  return vscode.languages.registerHoverProvider(dockerfiles, {
    provideHover: (document, position) => {
      const dockerfile = linted.dockerfile(document);
      const hover = hoverAt(dockerfile, namesOf(dockerfile), document.offsetAt(position));
      if (!hover) return undefined;
      const contents = hover.paragraphs.map((paragraph) => new vscode.MarkdownString(paragraph));
      return new vscode.Hover(contents, toRange(document, hover.range));
    },
  });
}
