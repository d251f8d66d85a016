/**
 * What a deploy will do, step by step in the order that AWS needs, each with its reason. Pure: the
 * account is `observed`, the wish is `spec` and `image`, and nothing else decides.
 */
import { requireOurs } from './foreign.ts';
import { isManaged, type Names, namesFor } from './names.ts';
import type { Observed } from './observed.ts';
import { type Estimate, monthlyEstimate } from './prices.ts';
import type { ServiceSpec } from './spec.ts';
import { taskDefinitionFor } from './task-definition.ts';
import { taskDifferences } from './task-difference.ts';
import {
  balancerDifferences,
  executionPolicy,
  groupDifferences,
  isDefaultAction,
  ruleDifferences,
  serviceDifferences,
  targetGroupDifferences,
} from './wishes.ts';

export type StepId =
  | 'service-linked-role'
  | 'log-group'
  | 'execution-role'
  | 'task-role'
  | 'balancer-group'
  | 'task-group'
  | 'target-group'
  | 'balancer'
  | 'listener'
  | 'rule'
  | 'cluster'
  | 'task-definition'
  | 'service';

export interface PlanStep {
  readonly id: StepId;
  /** What kind of thing, for a person: `security group`. */
  readonly resource: string;
  /** What it is called in the account. */
  readonly name: string;
  readonly change: 'create' | 'update' | 'none' | 'replace';
  /** Why, as a sentence without its full stop: `it does not exist yet`. */
  readonly reason: string;
  /** What is different, one a line: `interval: 30 → 15`. */
  readonly details: readonly string[];
}

export interface Plan {
  readonly steps: readonly PlanStep[];
  /** Sentences about what will be as was asked, and perhaps not as was meant. */
  readonly warnings: readonly string[];
  /** A month of it, roughly. */
  readonly estimate: Estimate;
}

/**
 * @param image `uri@sha256:…`
 * @throws UserFacingError `name-taken` when a resource of ours bears the name of one that is not ours
 */
export function plan(spec: ServiceSpec, image: string, observed: Observed): Plan {
  requireOurs(spec, observed);
  const names = namesFor(spec);
  return {
    steps: [
      linkedRole(observed),
      logGroup(spec, names, observed),
      role('execution-role', names.executionRole, observed.executionRole, [
        executionPolicy(observed.account.partition),
      ]),
      role('task-role', names.taskRole, observed.taskRole, []),
      balancerGroup(spec, names, observed),
      taskGroup(spec, names, observed),
      targetGroup(spec, names, observed),
      balancer(names, observed),
      listener(names, observed),
      rule(spec, names, observed),
      cluster(names, observed),
      taskDefinition(spec, image, names, observed),
      service(spec, image, names, observed),
    ],
    warnings: warnings(spec, image, observed),
    estimate: monthlyEstimate(spec, observed.network.subnets.length),
  };
}

/** The revision that already is what is wanted, if there is one: it is put in service instead of a new one. */
export function unchangedRevision(spec: ServiceSpec, image: string, observed: Observed): string | undefined {
  const wanted = taskDefinitionFor(spec, image, observed.account);
  return observed.revisions.find(({ definition }) => taskDifferences(wanted, definition).length === 0)?.arn;
}

function step(id: StepId, resource: string, name: string, exists: boolean, differences: readonly string[]): PlanStep {
  const about = { id, resource, name };
  if (!exists) return { ...about, change: 'create', reason: 'it does not exist yet', details: [] };
  if (differences.length === 0) return { ...about, change: 'none', reason: 'it is as it should be', details: [] };
  return { ...about, change: 'update', reason: 'it differs from what is wanted', details: differences };
}

function linkedRole({ serviceLinkedRole }: Observed): PlanStep {
  const name = 'AWSServiceRoleForECS';
  const base = step('service-linked-role', 'service-linked role', name, serviceLinkedRole !== false, []);
  if (serviceLinkedRole) return base;
  return serviceLinkedRole === undefined
    ? { ...base, reason: 'whether it exists may not be asked; ECS makes it by itself where it may' }
    : { ...base, reason: 'ECS has never been used in this account' };
}

function logGroup(spec: ServiceSpec, names: Names, { logGroup: found }: Observed): PlanStep {
  const wanted = spec.logs.retention;
  const differs = found && found.retention !== wanted;
  const details = differs ? [`retention: ${found.retention ?? 'for ever'} → ${wanted} days`] : [];
  return step('log-group', 'log group', names.logGroup, found !== undefined, details);
}

function role(
  id: 'execution-role' | 'task-role',
  name: string,
  found: Observed['taskRole'],
  policies: readonly string[],
): PlanStep {
  const missing = policies.filter((policy) => !found?.policies.includes(policy));
  const details = missing.map((policy) => `policy: none → ${policy}`);
  if (found && !found.trustsTasks) details.unshift('trust: not for tasks → ecs-tasks.amazonaws.com');
  return step(id, id === 'task-role' ? 'task role' : 'execution role', name, found !== undefined, details);
}

function balancerGroup(spec: ServiceSpec, names: Names, observed: Observed): PlanStep {
  const found = observed.balancerGroup;
  const details = found ? groupDifferences(found, spec, observed).balancer : [];
  return step('balancer-group', 'security group', names.balancerGroup, found !== undefined, details);
}

function taskGroup(spec: ServiceSpec, names: Names, observed: Observed): PlanStep {
  const found = observed.taskGroup;
  const details = found ? groupDifferences(found, spec, observed).task : [];
  return step('task-group', 'security group', names.taskGroup, found !== undefined, details);
}

function targetGroup(spec: ServiceSpec, names: Names, { targetGroup: found }: Observed): PlanStep {
  const details = found ? targetGroupDifferences(spec, found) : [];
  return step('target-group', 'target group', names.targetGroup, found !== undefined, details);
}

function balancer(names: Names, observed: Observed): PlanStep {
  const found = observed.balancer;
  const details = found ? balancerDifferences(found, observed) : [];
  return step('balancer', 'load balancer', names.balancer, found !== undefined, details);
}

function listener(names: Names, { listener: found }: Observed): PlanStep {
  const details = found && !found.defaultActions.some(isDefaultAction) ? ['default action: other → 404'] : [];
  return step('listener', 'listener', `${names.balancer}:80`, found !== undefined, details);
}

function rule(spec: ServiceSpec, names: Names, observed: Observed): PlanStep {
  const { exists, differences } = ruleDifferences(spec, observed);
  return step('rule', 'listener rule', `${names.balancer}:80 ${spec.path}`, exists, differences);
}

function cluster(names: Names, { cluster: found }: Observed): PlanStep {
  const exists = found !== undefined && found.status !== 'INACTIVE';
  return step('cluster', 'cluster', names.cluster, exists, []);
}

function taskDefinition(spec: ServiceSpec, image: string, names: Names, observed: Observed): PlanStep {
  const about = { id: 'task-definition', resource: 'task definition', name: names.family } as const;
  if (unchangedRevision(spec, image, observed)) {
    return { ...about, change: 'none', reason: 'a revision like it is registered', details: [] };
  }
  const current = observed.revisions[0];
  if (!current) return { ...about, change: 'create', reason: 'no revision is registered yet', details: [] };
  const details = taskDifferences(taskDefinitionFor(spec, image, observed.account), current.definition);
  return { ...about, change: 'update', reason: 'a new revision is needed', details };
}

function service(spec: ServiceSpec, image: string, names: Names, observed: Observed): PlanStep {
  const found = observed.service;
  const about = { id: 'service', resource: 'service', name: names.service } as const;
  if (found?.status === 'DRAINING') {
    return {
      ...about,
      change: 'create',
      reason: 'the one with its name is on its way out, and is waited for',
      details: [],
    };
  }
  if (!found) return step('service', 'service', names.service, false, []);
  const revision = unchangedRevision(spec, image, observed);
  const details = serviceDifferences(spec, revision, observed, found);
  const primary = found.deployments.find((deployment) => deployment.status === 'PRIMARY');
  if (details.length === 0 && primary?.rolloutState === 'FAILED') {
    return { ...about, change: 'update', reason: 'its last deployment failed, so a new one is started', details: [] };
  }
  return step('service', 'service', names.service, true, details);
}

function warnings(spec: ServiceSpec, image: string, observed: Observed): string[] {
  const all: string[] = [];
  if (spec.redis && spec.count > 1) {
    all.push(
      `Each of the ${spec.count} tasks has a Redis of its own: what one has cached the others do not see, so keep no sessions, locks or queues in it.`,
    );
  }
  if (spec.redis && registryOf(spec.redis.image) === undefined) {
    all.push(
      `The Redis image ${spec.redis.image} is pulled from Docker Hub, which limits how often; a copy in ECR is not limited.`,
    );
  }
  if (spec.count === 0) all.push('count is 0: everything is made, and nothing runs.');
  if (spec.path !== '/*') {
    all.push(
      `Only paths that match ${spec.path} reach the service, with the path as it was asked; all others get 404.`,
    );
  }
  if (!image.includes('@sha256:')) all.push(`${image} has no digest: what it names can change.`);
  if (observed.cluster && !isManaged(observed.cluster.tags)) {
    all.push(`The cluster ${observed.cluster.name} was not made by Quayside: it is used, and a destroy leaves it.`);
  }
  return all;
}

function registryOf(image: string): string | undefined {
  const first = image.split('/')[0] ?? '';
  return image.includes('/') && /[.:]|^localhost$/.test(first) ? first : undefined;
}
