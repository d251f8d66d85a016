import * as vscode from 'vscode';
import type { Session } from '../../adapters/aws/session.ts';
import type { Action } from '../../ui/errors.ts';
import type { Ui } from '../../ui/ui.ts';
import type { PushedImage } from '../../workflows/push.ts';
import { buildImage, describeBuilt } from './build-image.ts';
import type { LayersSubject } from './layers.ts';
import { type PushingCloud, pushImage } from './push-image.ts';
import { type ImageTarget, imageTarget, type TargetReaders } from './target.ts';

export interface ImagesDeps {
  readonly ui: Ui;
  readonly account: { session(): Promise<Session> };
  /** The part that talks to Docker and AWS, loaded with the first build. */
  cloud(): Promise<PushingCloud & TargetReaders>;
}

/**
 * The commands *Build Image* and *Push Image to ECR*. Both take the Uri or path of a Dockerfile, a `quayside.yaml` or
 * a folder; Push also options: `{ build: 'missing' }` builds without asking where there is no image yet.
 */
export function registerImages({ ui, account, cloud }: ImagesDeps): vscode.Disposable {
  const trusted = { needsTrust: true };
  const build = async (given: unknown) => {
    const code = await cloud();
    const target = await imageTarget(code, given);
    const built = await buildImage(ui, code, target);
    const { image, dockerfile, input } = target;
    const layers: LayersSubject = { image, dockerfile, target: input.target, args: input.args };
    ui.inform(
      vscode.l10n.t('Built {0} ({1}).', image, describeBuilt(built)),
      {
        title: vscode.l10n.t('Push to ECR'),
        run: () => vscode.commands.executeCommand('quayside.pushImage', subjectOf(target)),
      },
      {
        title: vscode.l10n.t('Show Layers'),
        run: () => vscode.commands.executeCommand('quayside.showLayers', layers),
      },
    );
    return built;
  };
  const push = async (given: unknown, options: unknown) => {
    const code = await cloud();
    const target = await imageTarget(code, given);
    const ports = { ui, cloud: code, session: await account.session() };
    const pushed = await pushImage(ports, target, { build: mayBuild(options) ? 'missing' : 'ask' });
    tellPushed(ui, pushed, target);
    return pushed;
  };
  return vscode.Disposable.from(
    ui.register('quayside.buildImage', build, trusted),
    ui.register('quayside.pushImage', push, trusted),
  );
}

function tellPushed(ui: Ui, pushed: PushedImage, target: ImageTarget): void {
  void vscode.commands.executeCommand('quayside.refreshRegistry');
  const name = `${pushed.repository}:${pushed.tag}`;
  const digest = pushed.digest.slice(0, 'sha256:'.length + 12);
  const told = pushed.unchanged
    ? vscode.l10n.t('{0} is already in ECR ({1}).', name, digest)
    : vscode.l10n.t('Pushed {0} to ECR ({1}).', name, digest);
  const actions: Action[] = [
    { title: vscode.l10n.t('Copy Digest'), run: () => vscode.env.clipboard.writeText(pushed.digest) },
    {
      title: vscode.l10n.t('Scan Image'),
      run: () => vscode.commands.executeCommand('quayside.scanImage', { ...pushed, tags: [pushed.tag] }),
    },
  ];
  if (target.project)
    actions.push({
      title: vscode.l10n.t('Deploy'),
      run: () => vscode.commands.executeCommand('quayside.deploy', subjectOf(target)),
    });
  ui.inform(told, ...actions);
}

/** What the next command is called on, to be about the same image. */
function subjectOf({ project, dockerfile }: ImageTarget): vscode.Uri {
  return vscode.Uri.file(project?.file ?? dockerfile);
}

function mayBuild(options: unknown): boolean {
  return typeof options === 'object' && options !== null && 'build' in options && options.build === 'missing';
}
