/** How each kind of resource goes: asked for, and where AWS takes its time, waited for. */

import { deleteSecurityGroup, revokeIngress, taggedSecurityGroups } from '../../adapters/aws/ec2.ts';
import { ecrRegistry } from '../../adapters/aws/ecr.ts';
import { describeServices, listTasks } from '../../adapters/aws/ecs.ts';
import {
  deleteCluster,
  deleteService,
  deleteTaskDefinitions,
  deregisterTaskDefinition,
} from '../../adapters/aws/ecs-changes.ts';
import { findLoadBalancer } from '../../adapters/aws/elb.ts';
import { deleteListener, deleteLoadBalancer, deleteRule, deleteTargetGroup } from '../../adapters/aws/elb-changes.ts';
import { refusedWith } from '../../adapters/aws/errors.ts';
import { deleteRole } from '../../adapters/aws/iam.ts';
import { deleteLogGroup } from '../../adapters/aws/logs.ts';
import type { Session } from '../../adapters/aws/session.ts';
import { UserFacingError } from '../../core/errors.ts';
import { ownershipTags } from '../../core/fargate/names.ts';
import type { OwnedKind, OwnedResource } from '../../core/fargate/owned.ts';
import type { ServiceSpec } from '../../core/fargate/spec.ts';
import { despite, untilAnswered } from '../waiting.ts';

interface Deleting {
  readonly session: Session;
  readonly spec: ServiceSpec;
  readonly signal: AbortSignal;
}

type Deleter = (deleting: Deleting, resources: readonly OwnedResource[]) => Promise<void>;

/** Network interfaces of tasks and load balancers are given back some minutes after their owners are gone. */
const mostForRelease = 10 * 60_000;

export const deleters: Readonly<Record<OwnedKind, Deleter>> = {
  service: async ({ session, signal }, resources) => {
    for (const { id, name } of resources) await deleteService(session, clusterOf(id), name, signal);
    for (const { id, name } of resources) await untilStopped(session, clusterOf(id), name, signal);
  },
  'listener rule': async ({ session, signal }, resources) => {
    for (const { id } of resources) await deleteRule(session, id, signal);
  },
  listener: async ({ session, signal }, resources) => {
    for (const { id } of resources) await deleteListener(session, id, signal);
  },
  'load balancer': async ({ session, signal }, resources) => {
    for (const { id } of resources) await deleteLoadBalancer(session, id, signal);
    for (const { id, name } of resources) await untilNoBalancer(session, id, name, signal);
  },
  'target group': async ({ session, signal }, resources) => {
    for (const { id } of resources) await onceFree(signal, () => deleteTargetGroup(session, id, signal));
  },
  'security group': async ({ session, spec, signal }, resources) => {
    const groups = await taggedSecurityGroups(session, ownershipTags(spec.name), signal);
    const ids = new Set(resources.map(({ id }) => id));
    // Groups that name each other cannot go before they have let go.
    for (const { id, ingress } of groups) {
      for (const each of ingress) if (ids.has(each.source)) await revokeIngress(session, id, each, signal);
    }
    for (const { id } of resources) await onceFree(signal, () => deleteSecurityGroup(session, id, signal));
  },
  'task definition': async ({ session, signal }, resources) => {
    const arns = resources.map(({ id }) => id);
    for (const arn of arns) await deregisterTaskDefinition(session, arn, signal);
    await deleteTaskDefinitions(session, arns, signal);
  },
  cluster: async ({ session, signal }, resources) => {
    for (const { id } of resources) await onceFree(signal, () => deleteCluster(session, id, signal));
  },
  'log group': async ({ session, signal }, resources) => {
    for (const { name } of resources) await deleteLogGroup(session, name, signal);
  },
  role: async ({ session, signal }, resources) => {
    for (const { name } of resources) await onceFree(signal, () => deleteRole(session, name, signal));
  },
  repository: async ({ session, spec, signal }, resources) => {
    const registry = ecrRegistry(session);
    for (const { name } of resources) await registry.deleteOwnRepository(name, ownershipTags(spec.name), signal);
  },
};

/** `arn:aws:ecs:REGION:ACCOUNT:service/CLUSTER/NAME` */
function clusterOf(serviceArn: string): string {
  return serviceArn.split('/').at(-2) ?? '';
}

async function untilStopped(session: Session, cluster: string, name: string, signal: AbortSignal): Promise<void> {
  const isStopped = await untilAnswered(
    async () => {
      const [service] = await describeServices(session, cluster, [name], signal);
      if (service && service.status !== 'INACTIVE') return undefined;
      return (await areStopped(session, cluster, name, signal)) ? true : undefined;
    },
    { most: mostForRelease, signal },
  );
  if (!isStopped) throw stillInUse('service', name);
}

/** Tasks that are told to stop are listed with the stopped ones long before they are. */
async function areStopped(session: Session, cluster: string, name: string, signal: AbortSignal): Promise<boolean> {
  for (const status of ['RUNNING', 'STOPPED'] as const) {
    const tasks = await listTasks(session, cluster, { service: name, status }, signal)().catch((error: unknown) => {
      if (refusedWith(error, 'ServiceNotFoundException', 'ClusterNotFoundException')) return { items: [] };
      throw error;
    });
    if (tasks.items.some(({ lastStatus }) => lastStatus !== 'STOPPED')) return false;
  }
  return true;
}

async function untilNoBalancer(session: Session, arn: string, name: string, signal: AbortSignal): Promise<void> {
  const isGone = await untilAnswered(
    async () => ((await findLoadBalancer(session, name, signal))?.arn === arn ? undefined : true),
    { most: mostForRelease, signal },
  );
  if (!isGone) throw stillInUse('load balancer', name);
}

function onceFree<T>(signal: AbortSignal, attempt: () => Promise<T>): Promise<T> {
  return despite(isInUse, { most: mostForRelease, first: 1_000, signal }, attempt);
}

function isInUse(error: unknown): boolean {
  return refusedWith(
    error,
    'DependencyViolation',
    'ResourceInUse',
    'ResourceInUseException',
    'DeleteConflict',
    'DeleteConflictException',
    'ConcurrentModification',
    'ConcurrentModificationException',
    'ClusterContainsServicesException',
    'ClusterContainsTasksException',
    'UpdateInProgressException',
  );
}

function stillInUse(kind: OwnedKind, name: string): UserFacingError {
  return new UserFacingError({
    code: 'still-in-use',
    message: `The ${kind} "${name}" is not gone after ${mostForRelease / 60_000} minutes.`,
    action: { says: 'Destroy the deployment again in a few minutes.' },
  });
}
