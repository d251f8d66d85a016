import { l10n } from 'vscode';
import type { Deployment, Service, ServiceEvent, Task, TaskContainer } from '../../core/fargate/account.ts';

/** `2 of 2 running`, and what else is going on: `1 of 2 running · deploying revision 7`. */
export function describeService(service: Service): string {
  const words = [l10n.t('{0} of {1} running', service.running, service.desired)];
  const motion = serviceMotion(service);
  if (motion) words.push(motion);
  return words.join(' · ');
}

function serviceMotion({ status, deployments }: Service): string | undefined {
  if (status === 'DRAINING') return l10n.t('draining');
  if (status === 'INACTIVE') return l10n.t('deleted');
  const [primary] = deployments;
  if (primary?.rolloutState === 'FAILED') return l10n.t('deployment failed');
  if (primary?.rolloutState === 'IN_PROGRESS')
    return l10n.t('deploying revision {0}', revisionOf(primary.taskDefinition));
  return undefined;
}

/** Deployments and the latest events under each other, for a tooltip. */
export function tellService(service: Service): string {
  const lines = [service.name, describeService(service), nameOf(service.taskDefinition)];
  if (service.launchType) lines.push(service.launchType);
  if (service.deployments.length > 0) lines.push('', l10n.t('Deployments'), ...service.deployments.map(tellDeployment));
  const latest = service.events.slice(0, 5);
  if (latest.length > 0) lines.push('', l10n.t('Latest events'), ...latest.map(tellEvent));
  return lines.join('\n');
}

function tellDeployment(deployment: Deployment): string {
  const words = [
    l10n.t('revision {0}', revisionOf(deployment.taskDefinition)),
    rollout(deployment),
    l10n.t('{0} of {1} running', deployment.running, deployment.desired),
  ];
  if (deployment.failed > 0) words.push(l10n.t('{0} failed', deployment.failed));
  if (deployment.createdAt) words.push(when(deployment.createdAt));
  const told = `• ${words.join(' · ')}`;
  return deployment.rolloutReason ? `${told}\n  ${deployment.rolloutReason}` : told;
}

function rollout({ rolloutState, status }: Deployment): string {
  if (rolloutState === 'IN_PROGRESS') return l10n.t('in progress');
  if (rolloutState === 'COMPLETED') return l10n.t('completed');
  if (rolloutState === 'FAILED') return l10n.t('failed');
  return status.toLowerCase();
}

function tellEvent({ createdAt, message }: ServiceEvent): string {
  return createdAt ? `• ${when(createdAt)}: ${message}` : `• ${message}`;
}

/** `running · healthy`; of a task that stopped, why it did. */
export function describeTask(task: Task): string {
  if (task.lastStatus === 'STOPPED') return l10n.t('stopped: {0}', whyStopped(task));
  const words = [lastStatus(task.lastStatus)];
  if (task.desiredStatus === 'STOPPED' && task.lastStatus === 'RUNNING') words.push(l10n.t('about to stop'));
  const health = healthWord(task.health);
  if (health) words.push(health);
  words.push(l10n.t('revision {0}', revisionOf(task.taskDefinition)));
  return words.join(' · ');
}

/** AWS's reason, made exact by the container that brought the task down. */
function whyStopped(task: Task): string {
  const culprit = task.containers.find(({ exitCode, reason }) => reason !== undefined || (exitCode ?? 0) !== 0);
  const said = task.stoppedReason ?? stopCodeWord(task.stopCode);
  if (!culprit) return said;
  const words = [`${culprit.name}: ${exitWord(culprit)}`];
  if (culprit.reason && !said.includes(culprit.reason)) words.push(culprit.reason);
  return `${said} (${words.join(', ')})`;
}

function stopCodeWord(code: string | undefined): string {
  switch (code) {
    case 'TaskFailedToStart':
      return l10n.t('it could not be started');
    case 'EssentialContainerExited':
      return l10n.t('an essential container exited');
    case 'UserInitiated':
      return l10n.t('someone stopped it');
    case 'ServiceSchedulerInitiated':
      return l10n.t('its service stopped it');
    case 'SpotInterruption':
      return l10n.t('Spot capacity was taken back');
    case 'TerminationNotice':
      return l10n.t('its host is being retired');
    default:
      return code ?? l10n.t('AWS gives no reason');
  }
}

export function tellTask(task: Task): string {
  const lines = [task.id, describeTask(task), nameOf(task.taskDefinition)];
  if (task.cpu && task.memory) lines.push(l10n.t('{0} CPU units, {1} MiB', task.cpu, task.memory));
  if (task.address) lines.push([task.address, task.zone].filter(Boolean).join(' · '));
  if (task.startedAt) lines.push(l10n.t('started {0}', when(task.startedAt)));
  if (task.stoppedAt) lines.push(l10n.t('stopped {0}', when(task.stoppedAt)));
  return lines.join('\n');
}

/** `running · healthy`; of one that stopped, its exit code and AWS's reason. */
export function describeContainer(container: TaskContainer): string {
  const words: string[] = [];
  if (container.lastStatus === 'STOPPED') words.push(exitWord(container));
  else words.push(lastStatus(container.lastStatus ?? 'PENDING'));
  const health = container.lastStatus === 'RUNNING' ? healthWord(container.health) : undefined;
  if (health) words.push(health);
  if (container.reason) words.push(container.reason);
  return words.join(' · ');
}

export function tellContainer(container: TaskContainer): string {
  const lines = [container.name, describeContainer(container), container.image, container.digest];
  return lines.filter((line) => line !== undefined).join('\n');
}

function exitWord({ exitCode }: TaskContainer): string {
  if (exitCode === undefined) return l10n.t('stopped');
  if (exitCode === 137) return l10n.t('killed (exit code 137)');
  return l10n.t('exit code {0}', exitCode);
}

function healthWord(health: string | undefined): string | undefined {
  if (health === 'HEALTHY') return l10n.t('healthy');
  if (health === 'UNHEALTHY') return l10n.t('unhealthy');
  return undefined;
}

function lastStatus(status: string): string {
  switch (status) {
    case 'PROVISIONING':
      return l10n.t('getting a network');
    case 'PENDING':
      return l10n.t('pulling images');
    case 'ACTIVATING':
      return l10n.t('being registered');
    case 'RUNNING':
      return l10n.t('running');
    case 'DEACTIVATING':
      return l10n.t('being deregistered');
    case 'STOPPING':
      return l10n.t('stopping');
    case 'DEPROVISIONING':
      return l10n.t('giving its network back');
    default:
      return status.toLowerCase();
  }
}

/** `shop:7` of the ARN of a task definition. */
function nameOf(arn: string): string {
  return arn.split('/').at(-1) ?? arn;
}

function revisionOf(taskDefinition: string): string {
  return taskDefinition.split(':').at(-1) ?? taskDefinition;
}

function when(date: Date): string {
  return date.toLocaleString();
}
