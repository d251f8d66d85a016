/** Load balancers and what hangs on them, read a page at a time, tags included. */
import type * as Elb from '@aws-sdk/client-elastic-load-balancing-v2';
import type {
  Listener,
  LoadBalancer,
  Rule,
  RuleAction,
  Tags,
  TargetGroup,
  TargetHealth,
} from '../../core/fargate/account.ts';
import { orWhen } from './absence.ts';
import { inBatches } from './batches.ts';
import { call } from './errors.ts';
import { type Pages, pages } from './paging.ts';
import type { Session } from './session.ts';

const sdk = async () => (await import('./sdk/clients.ts')).elb;

/** DescribeTags takes so many, so pages of what has tags are no longer than that. */
const tagsAtOnce = 20;

export function listLoadBalancers(session: Session, signal?: AbortSignal): Pages<LoadBalancer> {
  return pages(async (token) => {
    const { DescribeLoadBalancersCommand } = await sdk();
    const { LoadBalancers = [], NextMarker } = await call(session, 'list the load balancers', signal, async (options) =>
      (await session.elb()).send(
        new DescribeLoadBalancersCommand({ PageSize: tagsAtOnce, ...(token ? { Marker: token } : {}) }),
        options,
      ),
    );
    return { items: await tagged(session, LoadBalancers, 'LoadBalancerArn', loadBalancer, signal), token: NextMarker };
  });
}

export async function findLoadBalancer(
  session: Session,
  name: string,
  signal?: AbortSignal,
): Promise<LoadBalancer | undefined> {
  const { DescribeLoadBalancersCommand } = await sdk();
  const { LoadBalancers = [] } = await call(session, `find the load balancer "${name}"`, signal, async (options) =>
    (await session.elb()).send(new DescribeLoadBalancersCommand({ Names: [name] }), options),
  ).catch(orWhen({ LoadBalancers: [] }, 'LoadBalancerNotFoundException', 'LoadBalancerNotFound'));
  return (await tagged(session, LoadBalancers.slice(0, 1), 'LoadBalancerArn', loadBalancer, signal))[0];
}

/** @returns none when the load balancer does not exist */
export function listListeners(session: Session, loadBalancerArn: string, signal?: AbortSignal): Pages<Listener> {
  return pages(async (token) => {
    const { DescribeListenersCommand } = await sdk();
    const { Listeners = [], NextMarker } = await call(session, 'list the listeners', signal, async (options) =>
      (await session.elb()).send(
        new DescribeListenersCommand({ LoadBalancerArn: loadBalancerArn, ...(token ? { Marker: token } : {}) }),
        options,
      ),
    ).catch(orWhen({ Listeners: [], NextMarker: undefined }, 'LoadBalancerNotFoundException', 'LoadBalancerNotFound'));
    return { items: Listeners.map(listener), token: NextMarker };
  });
}

/** In order of priority, the default rule last. */
export function listRules(session: Session, listenerArn: string, signal?: AbortSignal): Pages<Rule> {
  return pages(async (token) => {
    const { DescribeRulesCommand } = await sdk();
    const { Rules = [], NextMarker } = await call(session, 'list the rules of the listener', signal, async (options) =>
      (await session.elb()).send(
        new DescribeRulesCommand({ ListenerArn: listenerArn, ...(token ? { Marker: token } : {}) }),
        options,
      ),
    );
    const items = Rules.map(rule).sort((a, b) => (a.priority ?? Infinity) - (b.priority ?? Infinity));
    return { items, token: NextMarker };
  });
}

export function listTargetGroups(session: Session, signal?: AbortSignal): Pages<TargetGroup> {
  return pages(async (token) => {
    const { DescribeTargetGroupsCommand } = await sdk();
    const { TargetGroups = [], NextMarker } = await call(session, 'list the target groups', signal, async (options) =>
      (await session.elb()).send(
        new DescribeTargetGroupsCommand({ PageSize: tagsAtOnce, ...(token ? { Marker: token } : {}) }),
        options,
      ),
    );
    return { items: await tagged(session, TargetGroups, 'TargetGroupArn', targetGroup, signal), token: NextMarker };
  });
}

/** Any number; those that do not exist are left out. */
export async function describeTargetGroups(
  session: Session,
  arns: readonly string[],
  signal?: AbortSignal,
): Promise<TargetGroup[]> {
  const { DescribeTargetGroupsCommand } = await sdk();
  const describe = (batch: string[]) =>
    call(session, 'describe the target groups', signal, async (options) =>
      (await session.elb()).send(new DescribeTargetGroupsCommand({ TargetGroupArns: batch }), options),
    );
  const answers = await inBatches(arns, tagsAtOnce, (batch) =>
    // One that is missing fails the whole request, so then each is asked for by itself.
    describe(batch).catch(async (error: unknown) => {
      const none = orWhen({ TargetGroups: [] as Elb.TargetGroup[] }, ...noTargetGroup)(error);
      if (batch.length === 1) return none;
      const each = await inBatches(batch, 1, (one) => describe(one).catch(orWhen(none, ...noTargetGroup)));
      return { TargetGroups: each.flatMap(({ TargetGroups = [] }) => TargetGroups) };
    }),
  );
  const found = answers.flatMap(({ TargetGroups = [] }) => TargetGroups);
  return tagged(session, found, 'TargetGroupArn', targetGroup, signal);
}

export async function findTargetGroup(
  session: Session,
  name: string,
  signal?: AbortSignal,
): Promise<TargetGroup | undefined> {
  const { DescribeTargetGroupsCommand } = await sdk();
  const { TargetGroups = [] } = await call(session, `find the target group "${name}"`, signal, async (options) =>
    (await session.elb()).send(new DescribeTargetGroupsCommand({ Names: [name] }), options),
  ).catch(orWhen({ TargetGroups: [] }, ...noTargetGroup));
  return (await tagged(session, TargetGroups.slice(0, 1), 'TargetGroupArn', targetGroup, signal))[0];
}

/** Every target that is registered or draining; none when the group does not exist. */
export async function describeTargetHealth(
  session: Session,
  targetGroupArn: string,
  signal?: AbortSignal,
): Promise<TargetHealth[]> {
  const { DescribeTargetHealthCommand } = await sdk();
  const { TargetHealthDescriptions = [] } = await call(
    session,
    'ask for the health of the targets',
    signal,
    async (options) =>
      (await session.elb()).send(new DescribeTargetHealthCommand({ TargetGroupArn: targetGroupArn }), options),
  ).catch(orWhen({ TargetHealthDescriptions: [] }, ...noTargetGroup));
  return TargetHealthDescriptions.map(({ Target, TargetHealth: health }) => ({
    id: Target?.Id ?? '',
    port: Target?.Port,
    zone: Target?.AvailabilityZone,
    state: health?.State ?? 'unavailable',
    reason: health?.Reason,
    description: health?.Description,
  }));
}

/** Attributes as they are called in the API: `deregistration_delay.timeout_seconds`. */
export async function targetGroupAttributes(
  session: Session,
  targetGroupArn: string,
  signal?: AbortSignal,
): Promise<Readonly<Record<string, string>>> {
  const { DescribeTargetGroupAttributesCommand } = await sdk();
  const { Attributes = [] } = await call(session, 'read the attributes of the target group', signal, async (options) =>
    (await session.elb()).send(new DescribeTargetGroupAttributesCommand({ TargetGroupArn: targetGroupArn }), options),
  );
  return Object.fromEntries(Attributes.map(({ Key, Value }) => [Key ?? '', Value ?? '']));
}

async function elbTags(session: Session, arns: readonly string[], signal?: AbortSignal): Promise<Map<string, Tags>> {
  const { DescribeTagsCommand } = await sdk();
  const answers = await inBatches(arns, tagsAtOnce, (batch) =>
    call(session, 'read the tags of the load balancers', signal, async (options) =>
      (await session.elb()).send(new DescribeTagsCommand({ ResourceArns: batch }), options),
    ),
  );
  const described = answers.flatMap(({ TagDescriptions = [] }) => TagDescriptions);
  return new Map(
    described.map(({ ResourceArn, Tags: tags = [] }) => [
      ResourceArn ?? '',
      Object.fromEntries(tags.map(({ Key, Value }) => [Key ?? '', Value ?? ''])),
    ]),
  );
}

const noTargetGroup = ['TargetGroupNotFoundException', 'TargetGroupNotFound'];

async function tagged<K extends string, F extends { [key in K]?: string | undefined }, T>(
  session: Session,
  found: readonly F[],
  key: K,
  shape: (from: F, tags: Tags) => T,
  signal: AbortSignal | undefined,
): Promise<T[]> {
  const arns = found.map((each) => each[key] ?? '');
  const tags = await elbTags(session, arns, signal);
  return found.map((each, index) => shape(each, tags.get(arns[index] ?? '') ?? {}));
}

export function loadBalancer(from: Elb.LoadBalancer, tags: Tags): LoadBalancer {
  return {
    arn: from.LoadBalancerArn ?? '',
    name: from.LoadBalancerName ?? '',
    dnsName: from.DNSName,
    type: from.Type ?? 'application',
    scheme: from.Scheme,
    state: from.State?.Code ?? '',
    vpc: from.VpcId,
    zones: (from.AvailabilityZones ?? []).map((zone) => ({ zone: zone.ZoneName ?? '', subnet: zone.SubnetId })),
    securityGroups: from.SecurityGroups ?? [],
    createdAt: from.CreatedTime,
    tags,
  };
}

export function listener(from: Elb.Listener): Listener {
  return {
    arn: from.ListenerArn ?? '',
    loadBalancerArn: from.LoadBalancerArn ?? '',
    port: from.Port,
    protocol: from.Protocol,
    defaultActions: (from.DefaultActions ?? []).map(action),
  };
}

export function rule(from: Elb.Rule): Rule {
  const priority = Number(from.Priority);
  return {
    arn: from.RuleArn ?? '',
    priority: from.IsDefault || Number.isNaN(priority) ? undefined : priority,
    conditions: (from.Conditions ?? []).map((condition) => ({
      field: condition.Field ?? '',
      values:
        condition.PathPatternConfig?.Values ??
        condition.HostHeaderConfig?.Values ??
        condition.HttpRequestMethodConfig?.Values ??
        condition.SourceIpConfig?.Values ??
        condition.HttpHeaderConfig?.Values ??
        condition.QueryStringConfig?.Values?.map(({ Key, Value }) => (Key ? `${Key}=${Value}` : (Value ?? ''))) ??
        condition.Values ??
        [],
    })),
    actions: (from.Actions ?? []).map(action),
  };
}

function action(from: Elb.Action): RuleAction {
  const groups = from.ForwardConfig?.TargetGroups?.map((group) => ({
    arn: group.TargetGroupArn ?? '',
    weight: group.Weight,
  }));
  return {
    type: from.Type ?? '',
    targetGroups: groups?.length
      ? groups
      : from.TargetGroupArn
        ? [{ arn: from.TargetGroupArn, weight: undefined }]
        : [],
    detail: from.FixedResponseConfig?.StatusCode ?? redirect(from.RedirectConfig),
  };
}

function redirect(from: Elb.RedirectActionConfig | undefined): string | undefined {
  if (!from) return undefined;
  const port = from.Port && from.Port !== '#{port}' ? `:${from.Port}` : '';
  const scheme = (from.Protocol ?? '#{protocol}').toLowerCase();
  return `${scheme}://${from.Host ?? '#{host}'}${port}${from.Path ?? '/#{path}'}`;
}

export function targetGroup(from: Elb.TargetGroup, tags: Tags): TargetGroup {
  return {
    arn: from.TargetGroupArn ?? '',
    name: from.TargetGroupName ?? '',
    protocol: from.Protocol,
    port: from.Port,
    targetType: from.TargetType,
    vpc: from.VpcId,
    loadBalancerArns: from.LoadBalancerArns ?? [],
    healthCheck: {
      path: from.HealthCheckPath,
      protocol: from.HealthCheckProtocol,
      port: from.HealthCheckPort,
      interval: from.HealthCheckIntervalSeconds,
      timeout: from.HealthCheckTimeoutSeconds,
      healthy: from.HealthyThresholdCount,
      unhealthy: from.UnhealthyThresholdCount,
      matcher: from.Matcher?.HttpCode ?? from.Matcher?.GrpcCode,
    },
    tags,
  };
}
