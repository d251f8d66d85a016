import { l10n } from 'vscode';
import type { Pages } from '../../adapters/aws/paging.ts';
import type { Cluster, Service, Task, TaskContainer } from '../../core/fargate/account.ts';
import { concatPages, type Icon, mapPages, type Node, pagesOf } from '../../ui/node.ts';
import { describeContainer, describeService, describeTask, tellContainer, tellService, tellTask } from './words.ts';

/** The listings that the tree is made of. */
export interface ServiceListings {
  clusters(): Pages<Cluster>;
  services(cluster: string): Pages<Service>;
  /** @param status RUNNING counts the tasks that are about to run, too. */
  tasks(cluster: string, of: { service: string; status: 'RUNNING' | 'STOPPED' }): Pages<Task>;
}

export function clusterNodes(listings: ServiceListings): Pages<Node> {
  return mapPages(listings.clusters(), (cluster) => clusterNode(cluster, listings));
}

function clusterNode(cluster: Cluster, listings: ServiceListings): Node {
  const words = [l10n.t('{0} running', cluster.runningTasks)];
  if (cluster.pendingTasks > 0) words.push(l10n.t('{0} about to run', cluster.pendingTasks));
  if (cluster.status !== 'ACTIVE') words.push(cluster.status.toLowerCase());
  return {
    id: cluster.arn,
    label: cluster.name,
    description: words.join(' · '),
    tooltip: `${cluster.name}\n${words.join(' · ')}\n${cluster.arn}`,
    icon: 'server-environment',
    context: 'quayside.cluster',
    value: cluster,
    children: mapPages(listings.services(cluster.arn), (service) => serviceNode(service, listings)),
    empty: l10n.t('No services in this cluster'),
  };
}

function serviceNode(service: Service, listings: ServiceListings): Node {
  const tasks = (status: 'RUNNING' | 'STOPPED'): Pages<Task> =>
    listings.tasks(service.clusterArn, { service: service.name, status });
  return {
    id: service.arn,
    label: service.name,
    description: describeService(service),
    tooltip: tellService(service),
    icon: serviceIcon(service),
    context: 'quayside.service',
    value: service,
    children: mapPages(concatPages(tasks('RUNNING'), tasks('STOPPED')), taskNode),
    empty: l10n.t('No tasks, and none that stopped in the last hour'),
  };
}

function taskNode(task: Task): Node {
  return {
    id: task.arn,
    label: task.id.slice(0, 8),
    description: describeTask(task),
    tooltip: tellTask(task),
    icon: taskIcon(task),
    context: task.lastStatus === 'STOPPED' ? 'quayside.task stopped' : 'quayside.task running',
    value: task,
    children: mapPages(pagesOf(task.containers), containerNode),
    empty: l10n.t('No containers'),
  };
}

function containerNode(container: TaskContainer): Node {
  return {
    id: container.name,
    label: container.name,
    description: describeContainer(container),
    tooltip: tellContainer(container),
    icon: containerIcon(container),
    context: 'quayside.container',
    value: container,
  };
}

function serviceIcon({ status, deployments, running, desired }: Service): Icon {
  if (status !== 'ACTIVE') return { id: 'circle-slash', color: 'disabledForeground' };
  const state = deployments[0]?.rolloutState;
  if (state === 'FAILED') return bad;
  return running < desired || state === 'IN_PROGRESS' ? moving : good;
}

function taskIcon({ lastStatus, health, stopCode }: Task): Icon {
  if (lastStatus === 'STOPPED') return stoppedOnPurpose.has(stopCode ?? '') ? stopped : bad;
  if (lastStatus !== 'RUNNING') return moving;
  return health === 'UNHEALTHY' ? bad : good;
}

function containerIcon({ lastStatus, health, exitCode, reason }: TaskContainer): Icon {
  if (lastStatus === 'STOPPED') return exitCode === 0 && !reason ? stopped : bad;
  if (lastStatus !== 'RUNNING') return moving;
  return health === 'UNHEALTHY' ? bad : good;
}

const good = { id: 'pass', color: 'testing.iconPassed' };
const bad = { id: 'error', color: 'testing.iconFailed' };
const moving = { id: 'sync', color: 'charts.yellow' };
const stopped = { id: 'circle-slash', color: 'disabledForeground' };

const stoppedOnPurpose = new Set(['UserInitiated', 'ServiceSchedulerInitiated']);
