/** Quick fixes, "fix all", and the pragma that silences one finding. */
import * as vscode from 'vscode';
import { parseDockerfile } from '../../core/dockerfile/parse.ts';
import type { Finding } from '../../core/lint/finding.ts';
import { fixAll } from '../../core/lint/fix-all.ts';
import { ignoreHere } from '../../core/lint/suppressions.ts';
import type { TextEdit } from '../../core/text.ts';
import { diagnosticSource } from './diagnostics.ts';
import { dockerfiles, isDockerfile, type LintedDocuments } from './documents.ts';
import { toRange, toTextEdit } from './positions.ts';

const fixAllKind = vscode.CodeActionKind.SourceFixAll.append('quayside');

export function registerCodeActions(linted: LintedDocuments): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.languages.registerCodeActionsProvider(
      dockerfiles,
      {
        provideCodeActions: (document, range, { only, diagnostics }) => [
          ...(wanted(only, vscode.CodeActionKind.QuickFix) ? quickFixes(document, range, diagnostics, linted) : []),
          ...(only?.contains(fixAllKind) || fixAllKind.contains(only ?? fixAllKind) ? fixAllActions(document) : []),
        ],
      },
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, fixAllKind] },
    ),
    vscode.commands.registerCommand('quayside.fixAll', fixAllInActiveEditor),
  );
}

const wanted = (only: vscode.CodeActionKind | undefined, kind: vscode.CodeActionKind) => !only || only.contains(kind);

function quickFixes(
  document: vscode.TextDocument,
  range: vscode.Range,
  diagnostics: readonly vscode.Diagnostic[],
  linted: LintedDocuments,
): vscode.CodeAction[] {
  const here = linted.findings(document).filter((finding) => toRange(document, finding.range).intersection(range));
  const fixes = here.flatMap((finding) => {
    if (!finding.fix) return [];
    const action = actionFor(document, finding, diagnostics, finding.fix.title, finding.fix.edits);
    action.isPreferred = finding.fix.safety === 'safe';
    return [action];
  });
  const ignores = here
    .filter(({ code }) => code !== 'DL1000')
    .map((finding) =>
      actionFor(document, finding, diagnostics, vscode.l10n.t('Ignore {0} on this instruction', finding.code), [
        ignoreHere(parseDockerfile(document.getText()), finding),
      ]),
    );
  return [...fixes, ...ignores];
}

function actionFor(
  document: vscode.TextDocument,
  finding: Finding,
  diagnostics: readonly vscode.Diagnostic[],
  title: string,
  edits: readonly TextEdit[],
): vscode.CodeAction {
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  const own = diagnostics.find((diagnostic) => isFor(document, diagnostic, finding));
  if (own) action.diagnostics = [own];
  action.edit = new vscode.WorkspaceEdit();
  action.edit.set(
    document.uri,
    edits.map((edit) => toTextEdit(document, edit)),
  );
  return action;
}

function isFor(document: vscode.TextDocument, { source, code, range }: vscode.Diagnostic, finding: Finding): boolean {
  const value = typeof code === 'object' ? code.value : code;
  return source === diagnosticSource && value === finding.code && range.isEqual(toRange(document, finding.range));
}

function fixAllActions(document: vscode.TextDocument): vscode.CodeAction[] {
  const edit = fixAllEdit(document);
  if (!edit) return [];
  const action = new vscode.CodeAction(vscode.l10n.t('Fix all safe findings'), fixAllKind);
  action.edit = edit;
  return [action];
}

function fixAllEdit(document: vscode.TextDocument): vscode.WorkspaceEdit | undefined {
  const before = document.getText();
  const { text, fixed } = fixAll(before);
  if (fixed.length === 0) return undefined;
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, toRange(document, { start: 0, end: before.length }), text);
  return edit;
}

async function fixAllInActiveEditor(): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (!document || !isDockerfile(document)) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open a Dockerfile to fix its findings.'));
    return;
  }
  const edit = fixAllEdit(document);
  if (edit) await vscode.workspace.applyEdit(edit);
  else void vscode.window.showInformationMessage(vscode.l10n.t('Nothing to fix: no finding here has a safe fix.'));
}
