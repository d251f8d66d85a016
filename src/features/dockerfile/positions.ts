import * as vscode from 'vscode';
import type { LineIndex, Range, TextEdit } from '../../core/text.ts';

/** Offsets of the core to positions of the editor; both count UTF-16 code units. */
export const toRange = (document: vscode.TextDocument, { start, end }: Range): vscode.Range =>
  new vscode.Range(document.positionAt(start), document.positionAt(end));

/** The same for a text that no editor has. */
export function rangeIn(lines: LineIndex, range: Range): vscode.Range {
  const start = lines.positionAt(range.start);
  const end = lines.positionAt(range.end);
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

export const toTextEdit = (document: vscode.TextDocument, { range, newText }: TextEdit): vscode.TextEdit =>
  vscode.TextEdit.replace(toRange(document, range), newText);
