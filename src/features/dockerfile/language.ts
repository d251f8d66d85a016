/** What helps to write a Dockerfile, unless another extension that is there does the same. */
import * as vscode from 'vscode';
import { registerCompletion } from './completion.ts';
import type { LintedDocuments } from './documents.ts';
import { registerFolding } from './folding.ts';
import { registerHover } from './hover.ts';
import type { ImageNames } from './image-names.ts';
import { registerNavigation } from './navigation.ts';
import { registerOutline } from './outline.ts';

/** Container Tools, the Docker extension before it, and Docker DX. */
const others = ['ms-azuretools.vscode-containers', 'ms-azuretools.vscode-docker', 'docker.docker'];

const setting = 'quayside.language.enabled';

export function registerLanguage(linted: LintedDocuments, images?: ImageNames): vscode.Disposable {
  let active: vscode.Disposable | undefined;
  const update = () => {
    const wanted = isWanted();
    if (wanted === (active !== undefined)) return;
    active?.dispose();
    active = wanted
      ? vscode.Disposable.from(
          registerCompletion(linted, images),
          registerFolding(linted),
          registerHover(linted),
          registerNavigation(linted),
          registerOutline(linted),
        )
      : undefined;
  };
  update();
  return vscode.Disposable.from(
    vscode.extensions.onDidChange(update),
    vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration(setting) && update()),
    new vscode.Disposable(() => active?.dispose()),
  );
}

/** An extension that is disabled is not to be had. */
function isWanted(): boolean {
  const enabled = vscode.workspace.getConfiguration().get<string>(setting, 'auto');
  if (enabled === 'on') return true;
  return enabled !== 'off' && others.every((id) => vscode.extensions.getExtension(id) === undefined);
}
