/** Quick fixes, "fix all", and what silences a finding. */
import * as vscode from 'vscode';
import type { Dockerfile } from '../../core/dockerfile/model.ts';
import { parseDockerfile } from '../../core/dockerfile/parse.ts';
import type { Finding } from '../../core/lint/finding.ts';
import { fixAll } from '../../core/lint/fix-all.ts';
import { canBeNamed, ignoreInFile, ignoreInStage, ignoreOnInstruction } from '../../core/lint/ignore-wider.ts';
import type { TextEdit } from '../../core/text.ts';
import type { Configurations } from './configurations.ts';
import { diagnosticSource } from './diagnostics.ts';
import { dockerfiles, isDockerfile, type LintedDocuments } from './documents.ts';
import { configurationToIgnoreIn, ignoreInConfigurationCommand } from './ignore-in-configuration.ts';
import { toRange, toTextEdit } from './positions.ts';

const fixAllKind = vscode.CodeActionKind.SourceFixAll.append('quayside');

export function registerCodeActions(linted: LintedDocuments, configurations: Configurations): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.languages.registerCodeActionsProvider(
      dockerfiles,
      {
        provideCodeActions: (document, range, { only, diagnostics }) => [
          ...(!only || only.contains(vscode.CodeActionKind.QuickFix)
            ? quickFixes(document, range, diagnostics, { linted, configurations })
            : []),
          ...(only && (only.contains(fixAllKind) || fixAllKind.contains(only)) ? fixAllActions(document, linted) : []),
        ],
      },
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, fixAllKind] },
    ),
    vscode.commands.registerCommand('quayside.fixAll', () => fixAllInActiveEditor(linted)),
  );
}

function quickFixes(
  document: vscode.TextDocument,
  range: vscode.Range,
  diagnostics: readonly vscode.Diagnostic[],
  { linted, configurations }: { linted: LintedDocuments; configurations: Configurations },
): vscode.CodeAction[] {
  const here = linted.findings(document).filter((finding) => toRange(document, finding.range).intersection(range));
  const fixes = here.flatMap((finding) => {
    if (!finding.fix) return [];
    const action = actionFor(document, finding, diagnostics, finding.fix.title, finding.fix.edits);
    action.isPreferred = finding.fix.safety === 'safe';
    return [action];
  });
  const silenceable = here.filter(({ code }) => code !== 'DL1000');
  if (silenceable.length === 0) return fixes;
  // Only those of hadolint can be out of force: what the builder itself obeys always counts.
  const commentsCount = !linted.configuration(document).disableIgnorePragma;
  const dockerfile = parseDockerfile(document.getText());
  const ignores = silenceable.flatMap((finding) => {
    const comments = commentsCount || !canBeNamed(finding.code) ? ignoreComments(dockerfile, finding) : [];
    return [
      ...comments.map(({ title, edits }) => actionFor(document, finding, diagnostics, title, edits)),
      ...ignoreInConfiguration(document, finding, diagnostics, configurations),
    ];
  });
  return [...fixes, ...ignores];
}

/** The comments that can silence a finding, those that silence the least first. */
function ignoreComments(
  dockerfile: Dockerfile,
  finding: Finding,
): { readonly title: string; readonly edits: readonly TextEdit[] }[] {
  const { code } = finding;
  const here = ignoreOnInstruction(dockerfile, finding);
  // Other codes are silenced for the file, wherever they are found.
  if (!canBeNamed(code)) return [{ title: vscode.l10n.t('Ignore {0} in this file', code), edits: here }];
  const choices = [
    { title: vscode.l10n.t('Ignore {0} on this instruction', code), edits: here },
    { title: vscode.l10n.t('Ignore {0} in this stage', code), edits: ignoreInStage(dockerfile, finding) },
    { title: vscode.l10n.t('Ignore {0} in this file', code), edits: ignoreInFile(dockerfile, code) },
  ];
  return choices.flatMap(({ title, edits }) => (edits ? [{ title, edits }] : []));
}

function ignoreInConfiguration(
  document: vscode.TextDocument,
  finding: Finding,
  diagnostics: readonly vscode.Diagnostic[],
  configurations: Configurations,
): vscode.CodeAction[] {
  const target = configurationToIgnoreIn(document.uri, configurations);
  if (!target) return [];
  const name = vscode.workspace.asRelativePath(target);
  const title = vscode.l10n.t('Ignore {0} in {1}', finding.code, name);
  const action = actionFor(document, finding, diagnostics, title);
  action.command = { command: ignoreInConfigurationCommand, title, arguments: [document.uri, finding.code] };
  return [action];
}

function actionFor(
  document: vscode.TextDocument,
  finding: Finding,
  diagnostics: readonly vscode.Diagnostic[],
  title: string,
  edits?: readonly TextEdit[],
): vscode.CodeAction {
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  const own = diagnostics.find((diagnostic) => isFor(document, diagnostic, finding));
  if (own) action.diagnostics = [own];
  if (edits) {
    action.edit = new vscode.WorkspaceEdit();
    action.edit.set(
      document.uri,
      edits.map((edit) => toTextEdit(document, edit)),
    );
  }
  return action;
}

function isFor(document: vscode.TextDocument, { source, code, range }: vscode.Diagnostic, finding: Finding): boolean {
  const value = typeof code === 'object' ? code.value : code;
  return source === diagnosticSource && value === finding.code && range.isEqual(toRange(document, finding.range));
}

function fixAllActions(document: vscode.TextDocument, linted: LintedDocuments): vscode.CodeAction[] {
  const edit = fixAllEdit(document, linted);
  if (!edit) return [];
  const action = new vscode.CodeAction(vscode.l10n.t('Fix all safe findings'), fixAllKind);
  action.edit = edit;
  return [action];
}

function fixAllEdit(document: vscode.TextDocument, linted: LintedDocuments): vscode.WorkspaceEdit | undefined {
  const before = document.getText();
  const { text, fixed } = fixAll(before, linted.options(document));
  if (fixed.length === 0) return undefined;
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, toRange(document, { start: 0, end: before.length }), text);
  return edit;
}

async function fixAllInActiveEditor(linted: LintedDocuments): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (!document || !isDockerfile(document)) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open a Dockerfile to fix its findings.'));
    return;
  }
  const edit = fixAllEdit(document, linted);
  if (edit) await vscode.workspace.applyEdit(edit);
  else void vscode.window.showInformationMessage(vscode.l10n.t('Nothing to fix: no finding here has a safe fix.'));
}
