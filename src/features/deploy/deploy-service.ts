import * as vscode from 'vscode';
import type { Session } from '../../adapters/aws/session.ts';
import type { Project } from '../../adapters/project.ts';
import { isUserFacing } from '../../core/errors.ts';
import type { Ui } from '../../ui/ui.ts';
import type { Deployed, deploy } from '../../workflows/deploy.ts';
import type { DeployPorts, PlannedDeployment, plan } from '../../workflows/plan.ts';
import { type PushingCloud, pushImage } from '../images/push-image.ts';
import { imageTarget, type TargetReaders } from '../images/target.ts';
import { confirmBuild, confirmPlan } from './confirm.ts';
import type { PlanDocuments } from './plan-document.ts';
import { changing, type ShownPlan } from './plan-words.ts';

export interface DeployCloud extends PushingCloud, TargetReaders {
  readonly plan: typeof plan;
  readonly deploy: typeof deploy;
}

export interface Deploying {
  readonly ui: Ui;
  readonly cloud: DeployCloud;
  readonly session: Session;
  readonly documents: PlanDocuments;
}

export interface DeployOptions {
  /** Goes ahead without asking; the plan is in the log then. */
  readonly yes: boolean;
  /** Builds and pushes a new image first, also where one was pushed already. */
  readonly build: boolean;
}

/**
 * Takes a service from its `quayside.yaml` to Fargate: shows what would be done, asks, and does it. Builds and pushes
 * first where there is no image yet or the person wants a new one.
 * @throws CancelledError; as the workflows `plan`, `deploy`, `build` and `push`
 */
export async function deployService(deploying: Deploying, project: Project, options: DeployOptions): Promise<Deployed> {
  const planned = options.build
    ? await planNewImage(deploying, project)
    : await planOrBuild(deploying, project, options.yes);
  logPlan(deploying.ui, planned);
  return carryOut(deploying, options.yes ? planned : await agreed(deploying, project, planned));
}

/** The plan that the person says yes to: this one, or the one for an image that they have built first. */
async function agreed(
  deploying: Deploying,
  project: Project,
  planned: PlannedDeployment,
  expected: ReadonlySet<string> = new Set(),
): Promise<PlannedDeployment> {
  const surprises = changing(planned.steps).filter(({ id }) => !expected.has(id));
  if (surprises.length === 0) return planned;
  const answer = await confirmPlan(shown(planned), deploying.documents);
  if (answer === 'deploy') return planned;
  // Of a new image they know that it makes a new revision, and of the rest what they were shown; more is asked again.
  const known = [...changing(planned.steps).map(({ id }) => id), 'task-definition', 'service'];
  return agreed(deploying, project, await planNewImage(deploying, project), new Set(known));
}

async function planOrBuild(deploying: Deploying, project: Project, yes: boolean): Promise<PlannedDeployment> {
  try {
    return await makePlan(deploying, project, undefined);
  } catch (error) {
    if (!isUserFacing(error) || error.code !== 'nothing-pushed') throw error;
    if (!yes) await confirmBuild(project.spec.name);
    return planNewImage(deploying, project);
  }
}

async function planNewImage(deploying: Deploying, project: Project): Promise<PlannedDeployment> {
  const target = await imageTarget(deploying.cloud, project.file);
  const image = await pushImage(deploying, target, { build: 'always' });
  void vscode.commands.executeCommand('quayside.refreshRegistry');
  return makePlan(deploying, project, image);
}

async function makePlan(
  { ui, cloud, session }: Deploying,
  { spec }: Project,
  image: { digest: string } | undefined,
): Promise<PlannedDeployment> {
  const title = vscode.l10n.t('Planning the deployment of {0}', spec.name);
  return ui.withProgress({ title }, (run) => cloud.plan(portsOf(cloud, session), { spec, image }, run));
}

/** The account is shown as it is afterwards, also where a deployment ended halfway. */
async function carryOut({ ui, cloud, session }: Deploying, planned: PlannedDeployment): Promise<Deployed> {
  const { spec, image } = planned;
  const title = vscode.l10n.t('Deploying {0}', spec.name);
  const shares = { 'deploy.tasks': 30, 'deploy.targets': 20, deploy: 50 };
  try {
    return await ui.withProgress({ title, shares }, (run) =>
      cloud.deploy(portsOf(cloud, session), { spec, image, planned }, run),
    );
  } finally {
    void vscode.commands.executeCommand('quayside.refreshServices');
    void vscode.commands.executeCommand('quayside.refreshBalancers');
  }
}

function portsOf({ ecrRegistry }: DeployCloud, session: Session): DeployPorts {
  return { session, registry: ecrRegistry(session) };
}

function shown({ spec, observed, steps, warnings, estimate, image }: PlannedDeployment): ShownPlan {
  const place = `${observed.account.id}, ${observed.account.region}`;
  return { service: spec.name, place, image: `${image.uri}@${image.digest}`, steps, warnings, estimate };
}

function logPlan({ log }: Ui, { spec, steps, warnings }: PlannedDeployment): void {
  log.info(`Plan for ${spec.name}`);
  for (const { change, resource, name, reason, details } of steps)
    log.info([`  ${change} ${resource} ${name}: ${reason}`, ...details].join('; '));
  for (const warning of warnings) log.info(`  ${warning}`);
}
