import * as vscode from 'vscode';
import { CancelledError, UserFacingError } from '../../core/errors.ts';
import { exposedPort, type FirstSpec, firstSpecText, isPort, isServiceName, proposedName } from './first-spec.ts';
import { exists, folderOf, isFolder, specFileName, uriOf } from './project.ts';

/**
 * Asks the few things that a first `quayside.yaml` says, writes it and opens it.
 * @param given what the command was called on
 * @returns the folder that it was written to
 * @throws CancelledError when a question is left; UserFacingError `no-folder` with nothing open
 */
export async function guidedStart(given: unknown): Promise<vscode.Uri> {
  const folder = await chosenFolder(given);
  const spec = await askedSpec(folder);
  const file = vscode.Uri.joinPath(folder, specFileName);
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(firstSpecText(spec)));
  await vscode.window.showTextDocument(file);
  return folder;
}

async function chosenFolder(given: unknown): Promise<vscode.Uri> {
  const asked = uriOf(given);
  if (asked) return (await isFolder(asked)) ? asked : folderOf(asked);
  const dockerfiles = await vscode.workspace.findFiles('**/Dockerfile', '**/{node_modules,.git}/**', 200);
  const roots = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri);
  const folders = new Map([...dockerfiles.map(folderOf), ...roots].map((folder) => [folder.toString(), folder]));
  if (folders.size === 0) throw noFolder();
  if (folders.size === 1) return [...folders.values()][0] as vscode.Uri;
  const rows = [...folders.values()].map((uri) => ({ label: vscode.workspace.asRelativePath(uri, true), uri }));
  const title = vscode.l10n.t('Which folder holds the service?');
  return answered(await vscode.window.showQuickPick(rows, { title, ignoreFocusOut: true })).uri;
}

async function askedSpec(folder: vscode.Uri): Promise<FirstSpec> {
  const title = vscode.l10n.t('A first {0}', specFileName);
  const name = answered(
    await vscode.window.showInputBox({
      title: vscode.l10n.t('{0} (1 of 3)', title),
      prompt: vscode.l10n.t('Name of the service: everything that is made for it in AWS bears it'),
      value: proposedName(folder.path.split('/').at(-1) ?? ''),
      ignoreFocusOut: true,
      validateInput: (text) => (isServiceName(text) ? undefined : nameRule()),
    }),
  );
  const port = answered(
    await vscode.window.showInputBox({
      title: vscode.l10n.t('{0} (2 of 3)', title),
      prompt: vscode.l10n.t('Port that the container listens on'),
      value: String((await portOfDockerfile(folder)) ?? 8080),
      ignoreFocusOut: true,
      validateInput: (text) => (isPort(text) ? undefined : vscode.l10n.t('A port is a number from 1 to 65535.')),
    }),
  );
  const cache = answered(
    await vscode.window.showQuickPick(
      [
        { label: vscode.l10n.t('Without a cache'), redis: false },
        {
          label: vscode.l10n.t('With a Redis sidecar'),
          detail: vscode.l10n.t('A cache of its own in each task; its content goes when the task goes'),
          redis: true,
        },
      ],
      { title: vscode.l10n.t('{0} (3 of 3)', title), ignoreFocusOut: true },
    ),
  );
  return { name, port: Number(port), redis: cache.redis };
}

async function portOfDockerfile(folder: vscode.Uri): Promise<number | undefined> {
  const file = vscode.Uri.joinPath(folder, 'Dockerfile');
  if (!(await exists(file))) return undefined;
  return exposedPort(new TextDecoder().decode(await vscode.workspace.fs.readFile(file)));
}

function answered<T>(answer: T | undefined): T {
  if (answer === undefined) throw new CancelledError();
  return answer;
}

function nameRule(): string {
  return vscode.l10n.t('2 to 32 lower-case letters, digits and hyphens, starting with a letter.');
}

function noFolder(): UserFacingError {
  return new UserFacingError({
    code: 'no-folder',
    message: vscode.l10n.t('No folder is open, so there is nothing to deploy.'),
    action: {
      says: vscode.l10n.t('Open the folder of your service.'),
      command: { id: 'vscode.openFolder', title: vscode.l10n.t('Open Folder') },
    },
  });
}
