/** Definition, references, highlights and rename of stages and variables. */
import * as vscode from 'vscode';
import type { Name } from '../../core/dockerfile/language/names.ts';
import { rangesOf } from '../../core/dockerfile/language/names.ts';
import { definitionOf, placesToRename, reasonAgainst, reasonToKeep } from '../../core/dockerfile/language/rename.ts';
import type { Range } from '../../core/text.ts';
import { dockerfiles, type LintedDocuments } from './documents.ts';
import { namesOf } from './names-of.ts';
import { toRange } from './positions.ts';

export function registerNavigation(linted: LintedDocuments): vscode.Disposable {
  const nameAt = (document: vscode.TextDocument, position: vscode.Position) =>
    namesOf(linted.dockerfile(document)).at(document.offsetAt(position));

  return vscode.Disposable.from(
    vscode.languages.registerDefinitionProvider(dockerfiles, {
      provideDefinition: (document, position) => {
        const found = nameAt(document, position);
        const range = found && definitionOf(found.name, found.range.start, linted.dockerfile(document));
        return range && new vscode.Location(document.uri, toRange(document, range));
      },
    }),
    vscode.languages.registerReferenceProvider(dockerfiles, {
      provideReferences: (document, position, { includeDeclaration }) => {
        const name = nameAt(document, position)?.name;
        if (!name) return undefined;
        const ranges = includeDeclaration ? rangesOf(name) : [...name.references, ...name.numbers];
        return ranges.map((range) => new vscode.Location(document.uri, toRange(document, range)));
      },
    }),
    vscode.languages.registerDocumentHighlightProvider(dockerfiles, {
      provideDocumentHighlights: (document, position) => {
        const name = nameAt(document, position)?.name;
        return name && highlights(document, name);
      },
    }),
    vscode.languages.registerRenameProvider(dockerfiles, {
      prepareRename: (document, position) => {
        const found = nameAt(document, position);
        if (!found || found.name.numbers.includes(found.range))
          throw new Error(
            vscode.l10n.t('Only stages, build arguments and environment variables have names to change.'),
          );
        const reason = reasonToKeep(found.name);
        if (reason) throw new Error(reason);
        return { range: toRange(document, found.range), placeholder: textOf(document, found.range) };
      },
      provideRenameEdits: (document, position, newName) => {
        const found = nameAt(document, position);
        if (!found) return undefined;
        const reason =
          reasonToKeep(found.name) ?? reasonAgainst(found.name, newName, namesOf(linted.dockerfile(document)));
        if (reason) throw new Error(reason);
        const edit = new vscode.WorkspaceEdit();
        for (const range of placesToRename(found.name)) edit.replace(document.uri, toRange(document, range), newName);
        return edit;
      },
    }),
  );
}

function highlights(document: vscode.TextDocument, name: Name): vscode.DocumentHighlight[] {
  const written = name.declarations.map(({ range }) => range);
  return rangesOf(name).map(
    (range) =>
      new vscode.DocumentHighlight(
        toRange(document, range),
        written.includes(range) ? vscode.DocumentHighlightKind.Write : vscode.DocumentHighlightKind.Read,
      ),
  );
}

const textOf = (document: vscode.TextDocument, range: Range): string => document.getText(toRange(document, range));
