/** Pins a base image to the digest that its tag has now. Unlike a fix it asks others, so it is a command. */
import * as vscode from 'vscode';
import type { ImageReference } from '../../core/dockerfile/model.ts';
import { dockerfiles, type LintedDocuments } from './documents.ts';
import { toRange } from './positions.ts';

/** What can tell the digest of an image. */
export interface Digests {
  /**
   * Shows how far it is, and what goes wrong.
   * @returns `sha256:…`; undefined where it could not be had, which the person knows then
   */
  digestOf(reference: string): Promise<string | undefined>;
}

/** Behind a code action only: takes the URI and the text of the image that is to be pinned. */
const command = 'quayside.pinToDigest';

const wantsPin = ['DL3006', 'DL3007'];

export function registerPinDigest(linted: LintedDocuments, digests: Digests): vscode.Disposable {
  const { QuickFix, RefactorRewrite } = vscode.CodeActionKind;
  return vscode.Disposable.from(
    vscode.languages.registerCodeActionsProvider(
      dockerfiles,
      {
        provideCodeActions: (document, range, { diagnostics }) => {
          // What runs a program or reads the network waits for the person's trust.
          if (!vscode.workspace.isTrusted) return [];
          const image = imagesIn(document, linted).find((one) => toRange(document, one.range).intersection(range));
          if (!image) return [];
          const own = diagnostics.filter((one) => one.source === 'quayside' && wantsPin.includes(String(codeOf(one))));
          const title = vscode.l10n.t('Pin {0} to its digest', image.text);
          const action = new vscode.CodeAction(title, own.length > 0 ? QuickFix : RefactorRewrite);
          action.diagnostics = own;
          action.command = { command, title, arguments: [document.uri, image.text] };
          return [action];
        },
      },
      { providedCodeActionKinds: [QuickFix, RefactorRewrite] },
    ),
    vscode.commands.registerCommand(command, (uri: vscode.Uri, text: string) => pin(uri, text, linted, digests)),
  );
}

/** Images from elsewhere that have no digest yet and whose name the file itself holds. */
function imagesIn(document: vscode.TextDocument, linted: LintedDocuments): ImageReference[] {
  const { stages } = linted.dockerfile(document);
  return stages.flatMap(({ image, parent }) => {
    const isPinnable = image && !parent && !image.digest && image.text !== 'scratch' && !image.text.includes('$');
    return isPinnable ? [image] : [];
  });
}

async function pin(uri: vscode.Uri, text: string, linted: LintedDocuments, digests: Digests): Promise<boolean> {
  const digest = await digests.digestOf(text);
  if (!digest) return false;
  const document = await vscode.workspace.openTextDocument(uri);
  // Typed on in the meantime, the image may stand elsewhere or be another; every stage on it gets the same.
  const images = imagesIn(document, linted).filter((image) => image.text === text);
  const edit = new vscode.WorkspaceEdit();
  for (const image of images) edit.replace(uri, toRange(document, image.range), pinned(image, digest));
  return images.length > 0 && vscode.workspace.applyEdit(edit);
}

/** A tag stays, for people and for what moves the pin; but `latest` says nothing. */
function pinned({ tag, text }: ImageReference, digest: string): string {
  return `${tag === 'latest' ? text.slice(0, -':latest'.length) : text}@${digest}`;
}

const codeOf = ({ code }: vscode.Diagnostic) => (typeof code === 'object' ? code.value : code);
