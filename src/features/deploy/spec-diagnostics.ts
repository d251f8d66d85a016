import * as vscode from 'vscode';
import type { parseSpec } from '../../core/fargate/spec-file.ts';
import type { Problems } from '../../ui/problems.ts';
import { specFileName } from './project.ts';

/** Milliseconds of rest after a change before the file is read again. */
const rest = 200;

/**
 * Shows what is wrong in every open `quayside.yaml` as one types. The reader is loaded with the first such file.
 * @param reader loads the function that reads the text of one
 * @param told what a command said of such a file while it was closed; it is said here once the file is open
 */
export function registerSpecDiagnostics(reader: () => Promise<typeof parseSpec>, told: Problems): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('quayside-spec');
  const waiting = new Map<string, ReturnType<typeof setTimeout>>();

  const read = async (document: vscode.TextDocument): Promise<void> => {
    const { version } = document;
    const parse = await reader();
    if (document.isClosed || document.version !== version) return;
    const { problems = [] } = parse(document.getText());
    told.clear(document.uri);
    collection.set(
      document.uri,
      problems.map(({ message, range: { start, end } }) => {
        const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
        const diagnostic = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Error);
        diagnostic.source = 'quayside';
        diagnostic.code = 'invalid-spec';
        return diagnostic;
      }),
    );
  };

  const readSoon = (document: vscode.TextDocument, delay: number): void => {
    if (!isSpec(document)) return;
    const key = document.uri.toString();
    clearTimeout(waiting.get(key));
    waiting.set(
      key,
      setTimeout(() => void read(document), delay),
    );
  };

  for (const document of vscode.workspace.textDocuments) readSoon(document, 0);
  return vscode.Disposable.from(
    collection,
    vscode.workspace.onDidOpenTextDocument((document) => readSoon(document, 0)),
    vscode.workspace.onDidChangeTextDocument(({ document }) => readSoon(document, rest)),
    vscode.workspace.onDidCloseTextDocument((document) => collection.delete(document.uri)),
    new vscode.Disposable(() => {
      for (const timer of waiting.values()) clearTimeout(timer);
    }),
  );
}

function isSpec({ uri }: vscode.TextDocument): boolean {
  return uri.path.split('/').at(-1) === specFileName && ['file', 'untitled', 'vscode-remote'].includes(uri.scheme);
}
