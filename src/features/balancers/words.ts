import { l10n } from 'vscode';
import type {
  Listener,
  LoadBalancer,
  Rule,
  RuleAction,
  RuleCondition,
  TargetGroup,
  TargetHealth,
  Task,
} from '../../core/fargate/account.ts';

export function describeLoadBalancer({ type, scheme, state }: LoadBalancer): string {
  const words = [typeWord(type)];
  if (scheme) words.push(scheme === 'internal' ? l10n.t('internal') : l10n.t('internet-facing'));
  const trouble = stateWord(state);
  if (trouble) words.push(trouble);
  return words.join(' · ');
}

function typeWord(type: string): string {
  switch (type) {
    case 'application':
      return l10n.t('application');
    case 'network':
      return l10n.t('network');
    case 'gateway':
      return l10n.t('gateway');
    default:
      return type;
  }
}

function stateWord(state: string): string | undefined {
  switch (state) {
    case 'active':
      return undefined;
    case 'provisioning':
      return l10n.t('being set up');
    case 'active_impaired':
      return l10n.t('runs, but cannot grow');
    case 'failed':
      return l10n.t('could not be set up');
    default:
      return state;
  }
}

export function tellLoadBalancer(balancer: LoadBalancer): string {
  const lines = [balancer.name, describeLoadBalancer(balancer)];
  if (balancer.dnsName) lines.push(balancer.dnsName);
  if (balancer.vpc) lines.push([balancer.vpc, ...balancer.zones.map(({ zone }) => zone)].join(' · '));
  if (balancer.securityGroups.length > 0) lines.push(balancer.securityGroups.join(' · '));
  return lines.join('\n');
}

/** `HTTP :80` */
export function listenerLabel({ protocol, port }: Listener): string {
  return [protocol ?? l10n.t('Listener'), port && `:${port}`].filter(Boolean).join(' ');
}

/** `/shop/*, host shop.example.com`; the default rule stands for all that no other takes. */
export function describeConditions({ conditions, priority }: Rule): string {
  if (priority === undefined) return l10n.t('everything else');
  return conditions.map(conditionWord).join(', ');
}

function conditionWord({ field, values }: RuleCondition): string {
  const said = values.join(l10n.t(' or '));
  switch (field) {
    case 'path-pattern':
      return said;
    case 'host-header':
      return l10n.t('host {0}', said);
    case 'http-request-method':
      return said;
    case 'source-ip':
      return l10n.t('from {0}', said);
    case 'query-string':
      return l10n.t('query {0}', said);
    default:
      return `${field} ${said}`;
  }
}

/** What a rule does that leads to no target group. */
export function describeAction({ type, detail }: RuleAction): string {
  switch (type) {
    case 'redirect':
      return l10n.t('redirects to {0}', detail ?? '?');
    case 'fixed-response':
      return l10n.t('answers {0}', detail ?? '?');
    default:
      return [type, detail].filter(Boolean).join(' ');
  }
}

/** `1 of 2 healthy` */
export function describeHealth(targets: readonly TargetHealth[]): string {
  if (targets.length === 0) return l10n.t('no targets');
  const healthy = targets.filter(({ state }) => state === 'healthy').length;
  return l10n.t('{0} of {1} healthy', healthy, targets.length);
}

export function tellTargetGroup(group: TargetGroup): string {
  const { healthCheck: check } = group;
  const lines = [group.name, [group.protocol, group.port, group.targetType].filter(Boolean).join(' · ')];
  if (check.path) lines.push(l10n.t('Health check: {0}, expects {1}', check.path, check.matcher ?? '200'));
  if (check.interval && check.healthy && check.unhealthy)
    lines.push(
      l10n.t(
        'every {0} s; healthy after {1}, unhealthy after {2} in a row',
        check.interval,
        check.healthy,
        check.unhealthy,
      ),
    );
  return lines.join('\n');
}

/** `healthy · task 1a2b3c4d of shop`, or in words why it is not healthy. */
export function describeTarget(target: TargetHealth, task: Task | undefined): string {
  const words = [targetState(target)];
  if (task) words.push(taskWord(task));
  return words.join(' · ');
}

function taskWord({ id, group }: Task): string {
  const short = id.slice(0, 8);
  const service = group?.startsWith('service:') ? group.slice('service:'.length) : undefined;
  return service ? l10n.t('task {0} of {1}', short, service) : l10n.t('task {0}', short);
}

function targetState({ state, reason, description }: TargetHealth): string {
  const why = reasonWord(reason, description);
  switch (state) {
    case 'healthy':
      return l10n.t('healthy');
    case 'initial':
      return why ?? l10n.t('its first health checks are under way');
    case 'unhealthy':
      return why ? l10n.t('unhealthy: {0}', why) : l10n.t('unhealthy');
    case 'unused':
      return why ? l10n.t('not used: {0}', why) : l10n.t('not used');
    case 'draining':
      return l10n.t('draining: it takes no new requests');
    case 'unavailable':
      return l10n.t('health unknown');
    default:
      return state;
  }
}

function reasonWord(reason: string | undefined, description: string | undefined): string | undefined {
  switch (reason) {
    case 'Elb.RegistrationInProgress':
      return l10n.t('being registered');
    case 'Elb.InitialHealthChecking':
      return l10n.t('its first health checks are under way');
    case 'Target.ResponseCodeMismatch': {
      const codes = /\[([\d, -]+)\]/.exec(description ?? '')?.[1];
      return codes ? l10n.t('it answers {0} to the health check', codes) : l10n.t('it answers with an unexpected code');
    }
    case 'Target.Timeout':
      return l10n.t('it does not answer in time (security group, port or path)');
    case 'Target.FailedHealthChecks':
      return l10n.t('nothing answers on its port');
    case 'Target.NotRegistered':
      return l10n.t('it is not registered');
    case 'Target.NotInUse':
      return l10n.t('no listener leads here, or its zone is not one of the load balancer');
    case 'Target.InvalidState':
      return l10n.t('it is stopped');
    case 'Target.IpUnusable':
      return l10n.t('its address belongs to the load balancer');
    case 'Target.HealthCheckDisabled':
      return l10n.t('health checks are turned off');
    case 'Elb.InternalError':
      return l10n.t('the load balancer has an internal error');
    default:
      return description ?? reason;
  }
}
