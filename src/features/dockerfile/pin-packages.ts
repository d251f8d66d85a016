/** Writes the versions behind packages that would be installed today. Unlike a fix it asks others, so it is a command. */
import * as vscode from 'vscode';
import { UserFacingError } from '../../core/errors.ts';
import { allRules } from '../../core/lint/engine.ts';
import type { Finding } from '../../core/lint/finding.ts';
import { rebaseEdits } from '../../core/pins/rebase.ts';
import type { Ui } from '../../ui/ui.ts';
import type { PinInput, PinnedPackages } from '../../workflows/pin-packages.ts';
import { diagnosticSource } from './diagnostics.ts';
import { dockerfiles, isDockerfile, type LintedDocuments } from './documents.ts';
import { toRange, toTextEdit } from './positions.ts';

/** What can tell the versions of packages. */
export interface PackageVersions {
  readonly ui: Pick<Ui, 'register' | 'inform' | 'warn'>;
  /**
   * Shows how far it is, and can be cancelled there.
   * @param name of the file, for a person
   * @throws UserFacingError, CancelledError
   */
  pinsFor(name: string, input: PinInput): Promise<PinnedPackages>;
}

interface Pinned {
  readonly pinned: number;
  readonly left: PinnedPackages['left'];
}

/** From the palette for the Dockerfile that is open, from a code action for the instruction at a place in it. */
const command = 'quayside.pinPackages';

const pinnable = new Set(
  allRules.flatMap(({ code, fix }) => (typeof fix === 'object' && fix.action === 'packages' ? [code] : [])),
);

export function registerPinPackages(linted: LintedDocuments, versions: PackageVersions): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.languages.registerCodeActionsProvider(
      dockerfiles,
      { provideCodeActions: (document, range, { diagnostics }) => actionsAt(document, range, diagnostics, linted) },
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
    ),
    versions.ui.register(command, (uri, at) => pin(uri, at, linted, versions), { needsTrust: true }),
  );
}

function actionsAt(
  document: vscode.TextDocument,
  range: vscode.Range,
  diagnostics: readonly vscode.Diagnostic[],
  linted: LintedDocuments,
): vscode.CodeAction[] {
  // What runs a program or reads the network waits for the person's trust.
  if (!vscode.workspace.isTrusted) return [];
  const all = unpinned(document, linted);
  const here = all.find((finding) => placesOf(finding).some((place) => toRange(document, place).intersection(range)));
  if (!here) return [];
  const own = diagnostics.filter(
    ({ source, code }) =>
      source === diagnosticSource && pinnable.has(String(typeof code === 'object' ? code.value : code)),
  );
  const action = (title: string, ...given: unknown[]) => {
    const made = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    made.diagnostics = own;
    made.command = { command, title, arguments: [document.uri, ...given] };
    return made;
  };
  const inInstruction = within(document, here.range.start, all, linted);
  return [
    action(vscode.l10n.t('Pin packages to their current versions'), here.range.start),
    ...(inInstruction.length < all.length
      ? [action(vscode.l10n.t('Pin all packages in this file to their current versions'))]
      : []),
  ];
}

const placesOf = ({ range, related = [] }: Finding) => [range, ...related.map((one) => one.range)];

/** The findings that name packages without a version. */
const unpinned = (document: vscode.TextDocument, linted: LintedDocuments): readonly Finding[] =>
  linted.findings(document).filter(({ code, severity }) => pinnable.has(code) && severity !== 'ignore');

/** Those in the instruction at an offset. */
function within(
  document: vscode.TextDocument,
  at: number,
  findings: readonly Finding[],
  linted: LintedDocuments,
): readonly Finding[] {
  const { instructions } = linted.dockerfile(document);
  const own = instructions.find(({ range }) => range.start <= at && at <= range.end)?.range;
  return findings.filter(({ range }) => own && own.start <= range.start && range.end <= own.end);
}

/**
 * @param uri of the file; the one in the active editor unless given
 * @param at an offset in the instruction; the whole file unless given
 */
async function pin(
  uri: unknown,
  at: unknown,
  linted: LintedDocuments,
  { ui, pinsFor }: PackageVersions,
): Promise<Pinned> {
  const document = await documentFor(uri);
  const all = unpinned(document, linted);
  const findings = typeof at === 'number' ? within(document, at, all, linted) : all;
  if (findings.length === 0) {
    ui.inform(vscode.l10n.t('Nothing to pin: no finding here names a package without a version.'));
    return { pinned: 0, left: [] };
  }
  const text = document.getText();
  const { edits, left } = await pinsFor(vscode.workspace.asRelativePath(document.uri), { text, findings });
  // Typed on in the meantime, the instructions may stand elsewhere.
  const moved = rebaseEdits(edits, text, document.getText());
  const edit = new vscode.WorkspaceEdit();
  if (moved?.length)
    edit.set(
      document.uri,
      moved.map((one) => toTextEdit(document, one)),
    );
  if (!moved || !(await vscode.workspace.applyEdit(edit))) throw changedMeanwhile(document);
  if (left.length > 0) ui.warn(sayWhatIsLeft(edits.length, left));
  return { pinned: edits.length, left };
}

async function documentFor(uri: unknown): Promise<vscode.TextDocument> {
  if (uri instanceof vscode.Uri) return vscode.workspace.openTextDocument(uri);
  const document = vscode.window.activeTextEditor?.document;
  if (document && isDockerfile(document)) return document;
  throw new UserFacingError({
    code: 'no-dockerfile',
    message: vscode.l10n.t('No Dockerfile is open.'),
    action: { says: vscode.l10n.t('Open a Dockerfile to pin its packages.') },
  });
}

function changedMeanwhile(document: vscode.TextDocument): UserFacingError {
  const name = vscode.workspace.asRelativePath(document.uri);
  return new UserFacingError({
    code: 'changed-meanwhile',
    message: vscode.l10n.t('{0} was changed while the versions were looked up, so nothing was pinned.', name),
    action: { says: vscode.l10n.t('Pin once more.') },
  });
}

/** Those that stay for the same reason together. */
function sayWhatIsLeft(pinned: number, left: Pinned['left']): string {
  const byReason = new Map<string, string[]>();
  for (const { name, why } of left) byReason.set(why, [...(byReason.get(why) ?? []), name]);
  const reasons = [...byReason].map(([why, names]) => `${names.join(', ')} (${why})`).join('; ');
  return vscode.l10n.t('Packages pinned: {0}. Left as they are: {1}.', pinned, reasons);
}
