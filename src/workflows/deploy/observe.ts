import { defaultNetwork, findSecurityGroup } from '../../adapters/aws/ec2.ts';
import { describeClusters, describeServices, describeTaskDefinition } from '../../adapters/aws/ecs.ts';
import {
  findLoadBalancer,
  findTargetGroup,
  listListeners,
  listRules,
  targetGroupAttributes,
} from '../../adapters/aws/elb.ts';
import { findRole, hasEcsLinkedRole } from '../../adapters/aws/iam.ts';
import { findLogGroup } from '../../adapters/aws/logs.ts';
import { everyItem } from '../../adapters/aws/paging.ts';
import type { Session } from '../../adapters/aws/session.ts';
import { type Names, namesFor } from '../../core/fargate/names.ts';
import type { Observed, Revision } from '../../core/fargate/observed.ts';
import type { ServiceSpec } from '../../core/fargate/spec.ts';
import { listenerPort } from '../../core/fargate/wishes.ts';

/** Everything in the account that bears a name of the service's, asked for all at once. Changes nothing. */
export async function observe(session: Session, spec: ServiceSpec, signal: AbortSignal): Promise<Observed> {
  const [{ account, partition }, region] = await Promise.all([session.identity(signal), session.region()]);
  const names = namesFor(spec);
  const network = await defaultNetwork(session, signal);
  const [serviceLinkedRole, logGroup, executionRole, taskRole, balancerGroup, taskGroup, targetGroup, balanced, ecs] =
    await Promise.all([
      hasEcsLinkedRole(session, signal),
      findLogGroup(session, names.logGroup, signal),
      findRole(session, names.executionRole, signal),
      findRole(session, names.taskRole, signal),
      findSecurityGroup(session, names.balancerGroup, network.vpc, signal),
      findSecurityGroup(session, names.taskGroup, network.vpc, signal),
      ourTargetGroup(session, names, signal),
      ourBalancer(session, names, signal),
      ourService(session, names, signal),
    ]);
  return {
    account: { id: account, region, partition },
    network,
    serviceLinkedRole,
    logGroup,
    executionRole,
    taskRole,
    balancerGroup,
    taskGroup,
    targetGroup,
    ...balanced,
    ...ecs,
  };
}

async function ourTargetGroup(session: Session, names: Names, signal: AbortSignal): Promise<Observed['targetGroup']> {
  const found = await findTargetGroup(session, names.targetGroup, signal);
  if (!found) return undefined;
  const delay = (await targetGroupAttributes(session, found.arn, signal))['deregistration_delay.timeout_seconds'];
  return { ...found, deregistrationDelay: delay === undefined ? undefined : Number(delay) };
}

async function ourBalancer(
  session: Session,
  names: Names,
  signal: AbortSignal,
): Promise<Pick<Observed, 'balancer' | 'listener' | 'rules'>> {
  const balancer = await findLoadBalancer(session, names.balancer, signal);
  if (!balancer) return { balancer, listener: undefined, rules: [] };
  const listeners = await everyItem(listListeners(session, balancer.arn, signal));
  const listener = listeners.find(({ port }) => port === listenerPort);
  const rules = listener ? await everyItem(listRules(session, listener.arn, signal)) : [];
  return { balancer, listener, rules };
}

async function ourService(
  session: Session,
  names: Names,
  signal: AbortSignal,
): Promise<Pick<Observed, 'cluster' | 'service' | 'revisions'>> {
  const [clusters, services, newest] = await Promise.all([
    describeClusters(session, [names.cluster], signal),
    describeServices(session, names.cluster, [names.service], signal),
    describeTaskDefinition(session, names.family, signal),
  ]);
  const service = services.find(({ status }) => status !== 'INACTIVE');
  const inService =
    service && service.taskDefinition !== newest?.arn
      ? await describeTaskDefinition(session, service.taskDefinition, signal)
      : undefined;
  const revisions: Revision[] = [inService, newest].filter((revision) => revision !== undefined);
  return { cluster: clusters.find(({ status }) => status !== 'INACTIVE'), service, revisions };
}
