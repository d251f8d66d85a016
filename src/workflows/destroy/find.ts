/** Where each kind of resource is looked for. Only the tags decide whose it is, never the name alone. */
import { setMaxListeners } from 'node:events';
import { taggedSecurityGroups } from '../../adapters/aws/ec2.ts';
import { ecrRegistry } from '../../adapters/aws/ecr.ts';
import { describeTaskDefinition, listClusters, listRevisions, listServices } from '../../adapters/aws/ecs.ts';
import { listListeners, listLoadBalancers, listRules, listTargetGroups } from '../../adapters/aws/elb.ts';
import { findRole } from '../../adapters/aws/iam.ts';
import { findLogGroup } from '../../adapters/aws/logs.ts';
import { everyItem, type Pages } from '../../adapters/aws/paging.ts';
import type { Session } from '../../adapters/aws/session.ts';
import type { Tags } from '../../core/fargate/account.ts';
import { isManaged, isOwned, type Names, namesFor, ownershipTags } from '../../core/fargate/names.ts';
import { inDestroyOrder, type KeptResource, type OwnedKind, type OwnedResource } from '../../core/fargate/owned.ts';
import type { ServiceSpec } from '../../core/fargate/spec.ts';

export interface Belongings {
  /** What carries the service's tags, in the order in which it can go. */
  readonly owned: readonly OwnedResource[];
  /** What bears a name of the service's and stays. */
  readonly kept: readonly KeptResource[];
}

/** Looks everywhere at once. Changes nothing. */
export async function find(session: Session, spec: ServiceSpec, signal: AbortSignal): Promise<Belongings> {
  setMaxListeners(100, signal);
  const looking = { session, spec, names: namesFor(spec), signal };
  const found = await Promise.all([running, balancing, groups, logsAndRoles, images].map((look) => look(looking)));
  return {
    owned: inDestroyOrder(found.flatMap(({ owned }) => owned)),
    kept: inDestroyOrder(found.flatMap(({ kept }) => kept)),
  };
}

interface Looking {
  readonly session: Session;
  readonly spec: ServiceSpec;
  readonly names: Names;
  readonly signal: AbortSignal;
}

const notOurs = 'Quayside did not make it for this service';

/** Services in any cluster, their revisions, and the clusters that are ours and would be empty. */
async function running({ session, spec, names, signal }: Looking): Promise<Belongings> {
  const owned: OwnedResource[] = [];
  const kept: KeptResource[] = [];
  for await (const cluster of items(listClusters(session, signal))) {
    const isWhere = cluster.name === names.cluster;
    if (!isWhere && !isManaged(cluster.tags)) continue;
    let others = 0;
    for await (const service of items(listServices(session, cluster.arn, signal))) {
      if (service.status === 'INACTIVE') continue;
      if (isOwned(service.tags, spec.name)) owned.push({ kind: 'service', name: service.name, id: service.arn });
      else others++;
    }
    const about = { kind: 'cluster', name: cluster.name, id: cluster.arn } as const;
    const isOurs = isOwned(cluster.tags, spec.name) || (isWhere && isManaged(cluster.tags));
    if (isOurs && others === 0) owned.push(about);
    else if (isOurs)
      kept.push({ ...about, reason: `${others} other ${others === 1 ? 'service runs' : 'services run'} in it` });
    else if (isWhere) kept.push({ ...about, reason: notOurs });
  }
  for (const status of ['ACTIVE', 'INACTIVE'] as const) {
    for await (const arn of items(listRevisions(session, names.family, status, signal))) {
      const about = { kind: 'task definition', name: arn.slice(arn.lastIndexOf('/') + 1), id: arn } as const;
      const found = await describeTaskDefinition(session, arn, signal);
      if (found && isOwned(found.tags, spec.name)) owned.push(about);
      else if (found && status === 'ACTIVE') kept.push({ ...about, reason: notOurs });
    }
  }
  return { owned, kept };
}

/** Load balancers with what hangs on them, and target groups. */
async function balancing({ session, spec, names, signal }: Looking): Promise<Belongings> {
  const found = split(spec);
  for await (const balancer of items(listLoadBalancers(session, signal))) {
    if (isOwned(balancer.tags, spec.name)) {
      for (const listener of await everyItem(listListeners(session, balancer.arn, signal))) {
        const name = `${balancer.name}:${listener.port}`;
        for (const rule of await everyItem(listRules(session, listener.arn, signal))) {
          if (rule.priority === undefined) continue;
          const path = rule.conditions.flatMap(({ values }) => values).join(' ');
          found.owned.push({ kind: 'listener rule', name: `${name} ${path}`, id: rule.arn });
        }
        found.owned.push({ kind: 'listener', name, id: listener.arn });
      }
    }
    found.sort('load balancer', { name: balancer.name, id: balancer.arn, tags: balancer.tags }, names.balancer);
  }
  for await (const group of items(listTargetGroups(session, signal))) {
    found.sort('target group', { name: group.name, id: group.arn, tags: group.tags }, names.targetGroup);
  }
  return found;
}

async function groups({ session, spec, signal }: Looking): Promise<Belongings> {
  const found = await taggedSecurityGroups(session, ownershipTags(spec.name), signal);
  return { owned: found.map(({ id, name }) => ({ kind: 'security group', name, id })), kept: [] };
}

async function logsAndRoles({ session, spec, names, signal }: Looking): Promise<Belongings> {
  const found = split(spec);
  const [logGroup, ...roles] = await Promise.all([
    findLogGroup(session, names.logGroup, signal),
    findRole(session, names.executionRole, signal),
    findRole(session, names.taskRole, signal),
  ]);
  if (logGroup) found.sort('log group', { ...logGroup, id: logGroup.arn }, names.logGroup);
  for (const role of roles) if (role) found.sort('role', { ...role, id: role.arn }, role.name);
  return found;
}

async function images({ session, spec, names, signal }: Looking): Promise<Belongings> {
  const registry = ecrRegistry(session);
  const found = split(spec);
  const repository = await registry.repository(names.repository, signal);
  if (repository) {
    const tags = await registry.repositoryTags(repository.arn, signal);
    found.sort('repository', { name: repository.name, id: repository.arn, tags }, names.repository);
  }
  return found;
}

/** Sorts into what is owned and what merely bears the expected name; anything else is none of our business. */
function split(spec: ServiceSpec) {
  const owned: OwnedResource[] = [];
  const kept: KeptResource[] = [];
  const sort = (kind: OwnedKind, found: { name: string; id: string; tags: Tags }, expected: string): void => {
    const about = { kind, name: found.name, id: found.id };
    if (isOwned(found.tags, spec.name)) owned.push(about);
    else if (found.name === expected) kept.push({ ...about, reason: notOurs });
  };
  return { owned, kept, sort };
}

async function* items<T>(listing: Pages<T>): AsyncGenerator<T> {
  for (let page = await listing(); ; page = await page.next()) {
    yield* page.items;
    if (!page.next) return;
  }
}
