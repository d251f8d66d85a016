/** What a deploy and a destroy change about load balancers. What is gone already is no error. */
import type {
  Listener,
  LoadBalancer,
  Rule,
  Tags,
  TargetGroup,
  TargetGroupHealthCheck,
} from '../../core/fargate/account.ts';
import { orWhen } from './absence.ts';
import { findLoadBalancer, findTargetGroup, listener, loadBalancer, rule, targetGroup } from './elb.ts';
import { call, refusedWith } from './errors.ts';
import type { Session } from './session.ts';

const sdk = async () => (await import('./sdk/clients.ts')).elb;

export type HealthCheckWish = {
  readonly [key in 'path' | 'interval' | 'timeout' | 'healthy' | 'unhealthy' | 'matcher']-?: NonNullable<
    TargetGroupHealthCheck[key]
  >;
};

/** For tasks: targets are addresses. The one that has the name where another request made it meanwhile. */
export async function createTargetGroup(
  session: Session,
  wish: { readonly name: string; readonly vpc: string; readonly port: number; readonly healthCheck: HealthCheckWish },
  tags: Tags,
  signal?: AbortSignal,
): Promise<TargetGroup> {
  const { CreateTargetGroupCommand } = await sdk();
  try {
    const { TargetGroups = [] } = await call(
      session,
      `create the target group "${wish.name}"`,
      signal,
      async (options) =>
        (await session.elb()).send(
          new CreateTargetGroupCommand({
            Name: wish.name,
            Protocol: 'HTTP',
            Port: wish.port,
            VpcId: wish.vpc,
            TargetType: 'ip',
            HealthCheckProtocol: 'HTTP',
            ...healthCheck(wish.healthCheck),
            Tags: pairs(tags),
          }),
          options,
        ),
    );
    return targetGroup(TargetGroups[0] ?? {}, tags);
  } catch (error) {
    const found =
      refusedWith(error, 'DuplicateTargetGroupNameException', 'DuplicateTargetGroupName') &&
      (await findTargetGroup(session, wish.name, signal));
    if (!found) throw error;
    return found;
  }
}

export async function modifyTargetGroup(
  session: Session,
  arn: string,
  wish: HealthCheckWish,
  signal?: AbortSignal,
): Promise<void> {
  const { ModifyTargetGroupCommand } = await sdk();
  await call(session, 'change the health check', signal, async (options) =>
    (await session.elb()).send(new ModifyTargetGroupCommand({ TargetGroupArn: arn, ...healthCheck(wish) }), options),
  );
}

/** @param seconds that a stopping target still answers open requests */
export async function setDeregistrationDelay(
  session: Session,
  targetGroupArn: string,
  seconds: number,
  signal?: AbortSignal,
): Promise<void> {
  const { ModifyTargetGroupAttributesCommand } = await sdk();
  const Attributes = [{ Key: 'deregistration_delay.timeout_seconds', Value: String(seconds) }];
  await call(session, 'set the deregistration delay', signal, async (options) =>
    (await session.elb()).send(
      new ModifyTargetGroupAttributesCommand({ TargetGroupArn: targetGroupArn, Attributes }),
      options,
    ),
  );
}

/** An application load balancer that the internet reaches; still `provisioning` when this returns. */
export async function createLoadBalancer(
  session: Session,
  wish: { readonly name: string; readonly subnets: readonly string[]; readonly securityGroup: string },
  tags: Tags,
  signal?: AbortSignal,
): Promise<LoadBalancer> {
  const { CreateLoadBalancerCommand } = await sdk();
  try {
    const { LoadBalancers = [] } = await call(
      session,
      `create the load balancer "${wish.name}"`,
      signal,
      async (options) =>
        (await session.elb()).send(
          new CreateLoadBalancerCommand({
            Name: wish.name,
            Type: 'application',
            Scheme: 'internet-facing',
            IpAddressType: 'ipv4',
            Subnets: [...wish.subnets],
            SecurityGroups: [wish.securityGroup],
            Tags: pairs(tags),
          }),
          options,
        ),
    );
    return loadBalancer(LoadBalancers[0] ?? {}, tags);
  } catch (error) {
    const found =
      refusedWith(error, 'DuplicateLoadBalancerNameException', 'DuplicateLoadBalancerName') &&
      (await findLoadBalancer(session, wish.name, signal));
    if (!found) throw error;
    return found;
  }
}

export async function setBalancerNetwork(
  session: Session,
  arn: string,
  wish: { readonly subnets: readonly string[]; readonly securityGroup: string },
  signal?: AbortSignal,
): Promise<void> {
  const { SetSecurityGroupsCommand, SetSubnetsCommand } = await sdk();
  await call(session, 'set the security group of the load balancer', signal, async (options) =>
    (await session.elb()).send(
      new SetSecurityGroupsCommand({ LoadBalancerArn: arn, SecurityGroups: [wish.securityGroup] }),
      options,
    ),
  );
  await call(session, 'set the subnets of the load balancer', signal, async (options) =>
    (await session.elb()).send(new SetSubnetsCommand({ LoadBalancerArn: arn, Subnets: [...wish.subnets] }), options),
  );
}

/** HTTP; what no rule takes gets 404. */
export async function createListener(
  session: Session,
  loadBalancerArn: string,
  port: number,
  tags: Tags,
  signal?: AbortSignal,
): Promise<Listener> {
  const { CreateListenerCommand } = await sdk();
  const { Listeners = [] } = await call(session, `create the listener on port ${port}`, signal, async (options) =>
    (await session.elb()).send(
      new CreateListenerCommand({
        LoadBalancerArn: loadBalancerArn,
        Port: port,
        Protocol: 'HTTP',
        DefaultActions: [notFound],
        Tags: pairs(tags),
      }),
      options,
    ),
  );
  return listener(Listeners[0] ?? {});
}

export async function resetListener(session: Session, arn: string, signal?: AbortSignal): Promise<void> {
  const { ModifyListenerCommand } = await sdk();
  await call(session, 'change the listener', signal, async (options) =>
    (await session.elb()).send(new ModifyListenerCommand({ ListenerArn: arn, DefaultActions: [notFound] }), options),
  );
}

/** @throws UserFacingError whose cause is `PriorityInUse` when another rule has the priority */
export async function createRule(
  session: Session,
  wish: {
    readonly listenerArn: string;
    readonly priority: number;
    readonly path: string;
    readonly targetGroupArn: string;
  },
  tags: Tags,
  signal?: AbortSignal,
): Promise<Rule> {
  const { CreateRuleCommand } = await sdk();
  const { Rules = [] } = await call(session, `create the rule for ${wish.path}`, signal, async (options) =>
    (await session.elb()).send(
      new CreateRuleCommand({
        ListenerArn: wish.listenerArn,
        Priority: wish.priority,
        Conditions: [pathPattern(wish.path)],
        Actions: [{ Type: 'forward', TargetGroupArn: wish.targetGroupArn }],
        Tags: pairs(tags),
      }),
      options,
    ),
  );
  return rule(Rules[0] ?? {});
}

export async function modifyRule(session: Session, arn: string, path: string, signal?: AbortSignal): Promise<void> {
  const { ModifyRuleCommand } = await sdk();
  await call(session, `change the rule to ${path}`, signal, async (options) =>
    (await session.elb()).send(new ModifyRuleCommand({ RuleArn: arn, Conditions: [pathPattern(path)] }), options),
  );
}

export async function deleteRule(session: Session, arn: string, signal?: AbortSignal): Promise<void> {
  const { DeleteRuleCommand } = await sdk();
  await call(session, 'delete the listener rule', signal, async (options) =>
    (await session.elb()).send(new DeleteRuleCommand({ RuleArn: arn }), options),
  ).catch(orWhen(undefined, 'RuleNotFoundException', 'RuleNotFound'));
}

export async function deleteListener(session: Session, arn: string, signal?: AbortSignal): Promise<void> {
  const { DeleteListenerCommand } = await sdk();
  await call(session, 'delete the listener', signal, async (options) =>
    (await session.elb()).send(new DeleteListenerCommand({ ListenerArn: arn }), options),
  ).catch(orWhen(undefined, 'ListenerNotFoundException', 'ListenerNotFound'));
}

export async function deleteLoadBalancer(session: Session, arn: string, signal?: AbortSignal): Promise<void> {
  const { DeleteLoadBalancerCommand } = await sdk();
  await call(session, 'delete the load balancer', signal, async (options) =>
    (await session.elb()).send(new DeleteLoadBalancerCommand({ LoadBalancerArn: arn }), options),
  ).catch(orWhen(undefined, 'LoadBalancerNotFoundException', 'LoadBalancerNotFound'));
}

/** @throws UserFacingError whose cause is `ResourceInUse` while a rule still names it */
export async function deleteTargetGroup(session: Session, arn: string, signal?: AbortSignal): Promise<void> {
  const { DeleteTargetGroupCommand } = await sdk();
  await call(session, 'delete the target group', signal, async (options) =>
    (await session.elb()).send(new DeleteTargetGroupCommand({ TargetGroupArn: arn }), options),
  ).catch(orWhen(undefined, 'TargetGroupNotFoundException', 'TargetGroupNotFound'));
}

const notFound = {
  Type: 'fixed-response' as const,
  FixedResponseConfig: { StatusCode: '404', ContentType: 'text/plain', MessageBody: 'Nothing is served here.' },
};

function pathPattern(path: string) {
  return { Field: 'path-pattern', PathPatternConfig: { Values: [path] } };
}

function healthCheck(wish: HealthCheckWish) {
  return {
    HealthCheckEnabled: true,
    HealthCheckPath: wish.path,
    HealthCheckIntervalSeconds: wish.interval,
    HealthCheckTimeoutSeconds: wish.timeout,
    HealthyThresholdCount: wish.healthy,
    UnhealthyThresholdCount: wish.unhealthy,
    Matcher: { HttpCode: wish.matcher },
  };
}

function pairs(tags: Tags): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
