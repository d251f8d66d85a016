/** How each resource of a service should be, and what sets the one that exists apart from that. */
import type { LoadBalancer, Rule, RuleAction, Service, TargetGroup } from './account.ts';
import { namesFor } from './names.ts';
import type { Ingress, Observed, SecurityGroup } from './observed.ts';
import type { ServiceSpec } from './spec.ts';

export const listenerPort = 80;

/** Seconds that a stopping task still answers open requests; AWS's own 300 holds every deployment up for as long. */
export const deregistrationDelay = 30;

/** On the ingress of our task group: rules with another description are somebody's own and stay. */
const ingressDescription = 'Quayside: from the load balancer';

export function executionPolicy(partition: string): string {
  return `arn:${partition}:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy`;
}

/** Everybody may reach the load balancer. */
export function balancerIngress(): Ingress {
  return {
    protocol: 'tcp',
    from: listenerPort,
    to: listenerPort,
    source: '0.0.0.0/0',
    description: 'Quayside: HTTP from everywhere',
  };
}

/** Only the load balancer may reach the tasks, on the port of the app alone. */
export function taskIngress(spec: ServiceSpec, balancerGroupId: string): Ingress {
  return {
    protocol: 'tcp',
    from: spec.port,
    to: spec.port,
    source: balancerGroupId,
    description: ingressDescription,
  };
}

export function admits({ ingress }: SecurityGroup, wanted: Ingress): boolean {
  return ingress.some(
    (each) =>
      each.source === wanted.source &&
      (each.protocol === '-1' ||
        (each.protocol === wanted.protocol && each.from === wanted.from && each.to === wanted.to)),
  );
}

/** Ingress of ours that is no longer wanted: an earlier port, an earlier load balancer. */
export function staleIngress({ ingress }: SecurityGroup, wanted: Ingress): Ingress[] {
  return ingress.filter(
    (each) =>
      each.description === ingressDescription &&
      !(each.source === wanted.source && each.from === wanted.from && each.to === wanted.to),
  );
}

export function groupDifferences(
  found: SecurityGroup,
  spec: ServiceSpec,
  { balancerGroup }: Observed,
): { readonly balancer: string[]; readonly task: string[] } {
  const balancer = admits(found, balancerIngress()) ? [] : [`ingress: none → port ${listenerPort} from everywhere`];
  const wanted = taskIngress(spec, balancerGroup?.id ?? 'the new load balancer');
  const task = [
    ...staleIngress(found, wanted).map((stale) => `ingress: port ${stale.from} from ${stale.source} → none`),
    ...(admits(found, wanted) ? [] : [`ingress: none → port ${spec.port} from the load balancer`]),
  ];
  return { balancer, task };
}

export function targetGroupDifferences(
  { healthCheck: wanted }: ServiceSpec,
  {
    healthCheck: found,
    deregistrationDelay: delay,
  }: TargetGroup & { readonly deregistrationDelay: number | undefined },
): string[] {
  return [
    differs('health check path', found.path, wanted.path),
    differs('health check interval', found.interval, wanted.interval),
    differs('health check timeout', found.timeout, wanted.timeout),
    differs('healthy after', found.healthy, wanted.healthy),
    differs('unhealthy after', found.unhealthy, wanted.unhealthy),
    differs('health check codes', found.matcher, wanted.matcher),
    differs('deregistration delay', delay, deregistrationDelay),
  ].flat();
}

export function balancerDifferences(found: LoadBalancer, { balancerGroup, network }: Observed): string[] {
  const subnets = found.zones.flatMap(({ subnet }) => subnet ?? []);
  const group = balancerGroup?.id ?? 'the new one';
  return [
    found.securityGroups.includes(group) ? [] : [`security group: ${list(found.securityGroups)} → ${group}`],
    sameMembers(subnets, ids(network)) ? [] : [`subnets: ${list(subnets)} → ${list(ids(network))}`],
  ].flat();
}

/** What gets no rule gets 404. */
export function isDefaultAction({ type, detail }: RuleAction): boolean {
  return type === 'fixed-response' && detail === '404';
}

/** The rule that sends requests to our targets, whatever it is for now. */
export function ourRule({
  rules,
  targetGroup,
}: {
  readonly rules: readonly Rule[];
  readonly targetGroup: { readonly arn: string } | undefined;
}): Rule | undefined {
  if (!targetGroup) return undefined;
  return rules.find(
    ({ priority, actions }) =>
      priority !== undefined &&
      actions.some(({ targetGroups }) => targetGroups.some(({ arn }) => arn === targetGroup.arn)),
  );
}

export function ruleDifferences(spec: ServiceSpec, observed: Observed): { exists: boolean; differences: string[] } {
  const found = ourRule(observed);
  if (!found) return { exists: false, differences: [] };
  const patterns = found.conditions.map(({ field, values }) => `${field} ${values.join(', ')}`).join(' and ');
  return { exists: true, differences: differs('condition', patterns, `path-pattern ${spec.path}`) };
}

/** The lowest priority that no rule has. */
export function freePriority(rules: readonly Rule[]): number {
  const taken = new Set(rules.map(({ priority }) => priority));
  let free = 1;
  while (taken.has(free)) free++;
  return free;
}

/** @param revision the registered one that is wanted; undefined when it has yet to be registered */
export function serviceDifferences(
  spec: ServiceSpec,
  revision: string | undefined,
  observed: Observed,
  found: Service,
): string[] {
  const names = namesFor(spec);
  const target = found.targets[0];
  const target0 = target && `${target.targetGroupArn} ${target.container}:${target.port}`;
  const wanted = `${observed.targetGroup?.arn ?? 'the new target group'} ${names.container}:${spec.port}`;
  const groups = [observed.taskGroup?.id ?? 'the new security group'];
  return [
    differs('task definition', last(found.taskDefinition), revision ? last(revision) : 'the new revision'),
    differs('tasks', found.desired, spec.count),
    differs('targets', target0, wanted),
    sameMembers(found.network?.subnets ?? [], ids(observed.network))
      ? []
      : [`subnets: ${list(found.network?.subnets ?? [])} → ${list(ids(observed.network))}`],
    sameMembers(found.network?.securityGroups ?? [], groups)
      ? []
      : [`security groups: ${list(found.network?.securityGroups ?? [])} → ${list(groups)}`],
    differs('public address', found.network?.publicIp, true),
    differs('grace period', found.gracePeriod ?? 0, spec.healthCheck.gracePeriod),
    differs('rolls back', Boolean(found.circuitBreaker?.enabled && found.circuitBreaker.rollback), true),
  ].flat();
}

function ids(network: Observed['network']): string[] {
  return network.subnets.map(({ id }) => id);
}

function last(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

function differs(what: string, found: unknown, wanted: unknown): string[] {
  return found === wanted ? [] : [`${what}: ${found ?? 'none'} → ${wanted}`];
}

function list(items: readonly string[]): string {
  return items.length === 0 ? 'none' : items.join(', ');
}

function sameMembers(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((each) => other.includes(each));
}
