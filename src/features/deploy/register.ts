import * as vscode from 'vscode';
import type { Session } from '../../adapters/aws/session.ts';
import type { Project } from '../../adapters/project.ts';
import { UserFacingError } from '../../core/errors.ts';
import type { parseSpec } from '../../core/fargate/spec-file.ts';
import type { Ui } from '../../ui/ui.ts';
import type { Deployed } from '../../workflows/deploy.ts';
import { saveIfDirty } from '../images/target.ts';
import { type DeployCloud, type DeployOptions, deployService } from './deploy-service.ts';
import { type DestroyCloud, destroyService } from './destroy-service.ts';
import { PlanDocuments } from './plan-document.ts';
import { changing } from './plan-words.ts';
import { findProject, specFileName } from './project.ts';
import { registerSpecDiagnostics } from './spec-diagnostics.ts';

export interface DeployDeps {
  readonly ui: Ui;
  readonly account: { session(): Promise<Session> };
  /** The part that talks to Docker and AWS, and reads specs; loaded when it is first needed. */
  cloud(): Promise<DeployCloud & DestroyCloud & { readonly parseSpec: typeof parseSpec }>;
}

/**
 * The commands *Deploy to Fargate* and *Destroy Deployment*, and what is wrong in a `quayside.yaml` as one types. The
 * commands take the Uri or path of a `quayside.yaml` or a folder, and options: `{ yes: true }` asks nothing,
 * `{ build: true }` deploys a new image.
 */
export function registerDeploy({ ui, account, cloud }: DeployDeps): vscode.Disposable {
  const trusted = { needsTrust: true };
  const documents = new PlanDocuments();

  const deploy = async (given: unknown, options: unknown) => {
    const folder = await findProject(given, vscode.l10n.t('Which service should be deployed?'));
    if (!folder) return startGuided(ui, given);
    const code = await cloud();
    const project = await readSaved(code, folder);
    const deploying = { ui, cloud: code, session: await account.session(), documents };
    const deployed = await deployService(deploying, project, deployOptions(options));
    tellDeployed(ui, deployed, project);
    return deployed;
  };

  const destroy = async (given: unknown, options: unknown) => {
    const folder = await findProject(given, vscode.l10n.t('Which service should be deleted?'));
    if (!folder) throw noSpec();
    const code = await cloud();
    const project = await readSaved(code, folder);
    const destroying = { ui, cloud: code, session: await account.session() };
    const destroyed = await destroyService(destroying, project, deployOptions(options));
    const { name } = project.spec;
    if (destroyed) ui.inform(vscode.l10n.t('Deleted {0}: {1} resources.', name, destroyed.deleted.length));
    else ui.inform(vscode.l10n.t('There is nothing to delete: nothing in this account was made for {0}.', name));
    return destroyed ?? { deleted: [] };
  };

  return vscode.Disposable.from(
    documents,
    ui.register('quayside.deploy', deploy, trusted),
    ui.register('quayside.destroy', destroy, trusted),
    registerSpecDiagnostics(async () => (await cloud()).parseSpec, ui.problems),
  );
}

async function startGuided(ui: Ui, given: unknown): Promise<void> {
  const { guidedStart } = await import('./guided-start.ts');
  const folder = await guidedStart(given);
  ui.inform(vscode.l10n.t('{0} is written. Look it over; what a deployment does is shown first.', specFileName), {
    title: vscode.l10n.t('Deploy'),
    run: () => vscode.commands.executeCommand('quayside.deploy', folder),
  });
}

/** What is on the screen is what is meant, so an unsaved `quayside.yaml` is saved first. */
async function readSaved({ readProject }: DeployCloud, folder: vscode.Uri): Promise<Project> {
  await saveIfDirty(vscode.Uri.joinPath(folder, specFileName));
  return readProject(folder.fsPath);
}

function tellDeployed(ui: Ui, { url, service, changes }: Deployed, { file }: Project): void {
  const isChanged = changing(changes).length > 0;
  const open = {
    title: vscode.l10n.t('Open URL'),
    run: () => vscode.env.openExternal(vscode.Uri.parse(url)),
  };
  const rebuild = {
    title: vscode.l10n.t('Build a New Image'),
    run: () => vscode.commands.executeCommand('quayside.deploy', vscode.Uri.file(file), { build: true }),
  };
  if (isChanged) ui.inform(vscode.l10n.t('{0} runs at {1}', service, url), open);
  else ui.inform(vscode.l10n.t('Nothing to change: {0} runs at {1}', service, url), open, rebuild);
}

function deployOptions(given: unknown): DeployOptions {
  const options = typeof given === 'object' && given !== null ? given : {};
  return { yes: 'yes' in options && options.yes === true, build: 'build' in options && options.build === true };
}

function noSpec(): UserFacingError {
  return new UserFacingError({
    code: 'no-spec',
    message: vscode.l10n.t('There is no {0} in this workspace, so it is not known what to delete.', specFileName),
    action: { says: vscode.l10n.t('Open the folder that the service was deployed from.') },
  });
}
