import * as vscode from 'vscode';
import type { Range, TextEdit } from '../../core/text.ts';

/** Offsets of the core to positions of the editor; both count UTF-16 code units. */
export const toRange = (document: vscode.TextDocument, { start, end }: Range): vscode.Range =>
  new vscode.Range(document.positionAt(start), document.positionAt(end));

export const toTextEdit = (document: vscode.TextDocument, { range, newText }: TextEdit): vscode.TextEdit =>
  vscode.TextEdit.replace(toRange(document, range), newText);
