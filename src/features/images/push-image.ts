import * as vscode from 'vscode';
import type { ecrRegistry } from '../../adapters/aws/ecr.ts';
import type { Session } from '../../adapters/aws/session.ts';
import { CancelledError } from '../../core/errors.ts';
import type { Ui } from '../../ui/ui.ts';
import type { PushedImage, push } from '../../workflows/push.ts';
import { type BuildingCloud, buildImage } from './build-image.ts';
import type { ImageTarget } from './target.ts';

export interface PushingCloud extends BuildingCloud {
  readonly ecrRegistry: typeof ecrRegistry;
  readonly push: typeof push;
}

export interface PushPorts {
  readonly ui: Ui;
  readonly cloud: PushingCloud;
  readonly session: Session;
}

export interface PushOptions {
  /** `always` builds first; `missing` only where the engine has no such image; `ask` asks the person in that case. */
  readonly build: 'always' | 'missing' | 'ask';
}

/**
 * Pushes the image of a target to ECR under a notification, and builds it where that is needed and wanted.
 * @throws CancelledError; as the workflows `build` and `push`
 */
export async function pushImage(ports: PushPorts, target: ImageTarget, options: PushOptions): Promise<PushedImage> {
  const { ui, cloud, session } = ports;
  const repository = await repositoryOf(target);
  if (await needsBuild(cloud, target, options)) await buildImage(ui, cloud, target);
  const title = vscode.l10n.t('Pushing {0}', target.image);
  return ui.withProgress({ title, shares: { push: 100 } }, async (run) => {
    const engine = await cloud.findEngine();
    const input = { image: target.image, repository, folder: target.input.context, service: target.project?.spec.name };
    const pushed = await cloud.push({ engine, registry: cloud.ecrRegistry(session) }, input, run);
    ui.log.info(`${pushed.uri} (${pushed.tag})`);
    return pushed;
  });
}

async function needsBuild(cloud: PushingCloud, { image }: ImageTarget, { build }: PushOptions): Promise<boolean> {
  if (build === 'always') return true;
  const engine = await cloud.findEngine();
  if (await engine.inspectImage(image)) return false;
  if (build === 'missing') return true;
  const question = vscode.l10n.t('{0} has not been built yet.', image);
  const answer = vscode.l10n.t('Build and Push');
  const detail = vscode.l10n.t('The engine has no such image. Build it now and push it then?');
  if ((await vscode.window.showInformationMessage(question, { modal: true, detail }, answer)) === answer) return true;
  throw new CancelledError();
}

/** Without a `quayside.yaml` nothing says where the image goes, so the person does. */
async function repositoryOf({ project, image }: ImageTarget): Promise<string> {
  if (project) return project.spec.repository ?? project.spec.name;
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t('Push {0}', image),
    prompt: vscode.l10n.t('Name of the ECR repository; it is created where there is none'),
    value: image.slice(0, image.lastIndexOf(':')),
    ignoreFocusOut: true,
  });
  if (!name) throw new CancelledError();
  return name;
}
