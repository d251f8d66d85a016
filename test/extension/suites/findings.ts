import * as vscode from 'vscode';
import { equal, eventually } from './assert.ts';

/** What we show in a file now. */
export const findings = (uri: vscode.Uri): vscode.Diagnostic[] =>
  vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'quayside');

export const codeOf = ({ code }: vscode.Diagnostic) => (typeof code === 'object' ? code.value : code);

/** The codes of hadolint's that are shown, in the order of the file. */
export const hadolintCodes = (uri: vscode.Uri) =>
  findings(uri)
    .map(codeOf)
    .filter((code) => /^DL/.test(String(code)));

/** Waits for exactly these codes of hadolint's, in the order of the file. */
export async function shows(uri: vscode.Uri, ...wanted: string[]): Promise<void> {
  // What is shown instead stands in the failure.
  await eventually(wanted.join() || 'nothing', () => hadolintCodes(uri).join() === wanted.join()).catch(() =>
    equal(hadolintCodes(uri), wanted, uri.path),
  );
}
