import { namesFor, ownershipTags } from '../../../../src/core/fargate/names.ts';
import type { Observed } from '../../../../src/core/fargate/observed.ts';
import type { ServiceSpec } from '../../../../src/core/fargate/spec.ts';
import { parseSpec } from '../../../../src/core/fargate/spec-file.ts';
import { taskDefinitionFor } from '../../../../src/core/fargate/task-definition.ts';
import { balancerIngress, executionPolicy, taskIngress } from '../../../../src/core/fargate/wishes.ts';

const account = { id: '111122223333', region: 'eu-west-1', partition: 'aws' };
export const image = `111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop@sha256:${'a'.repeat(64)}`;

export function specOf(text: string): ServiceSpec {
  const { spec, problems } = parseSpec(text);
  if (!spec) throw new Error(problems[0].message);
  return spec;
}

/** An account in which nothing of the service exists. */
export const empty: Observed = {
  account,
  network: {
    vpc: 'vpc-1',
    subnets: [
      { id: 'subnet-a', zone: 'eu-west-1a' },
      { id: 'subnet-b', zone: 'eu-west-1b' },
    ],
  },
  serviceLinkedRole: false,
  logGroup: undefined,
  executionRole: undefined,
  taskRole: undefined,
  balancerGroup: undefined,
  taskGroup: undefined,
  targetGroup: undefined,
  balancer: undefined,
  listener: undefined,
  rules: [],
  cluster: undefined,
  revisions: [],
  service: undefined,
};

/** The account as a deploy of that spec and image leaves it. */
export function deployed(spec: ServiceSpec): Observed {
  const names = namesFor(spec);
  const tags = ownershipTags(spec.name);
  const role = (name: string, policies: string[]) => ({
    name,
    arn: `arn:aws:iam::111122223333:role/${name}`,
    trustsTasks: true,
    policies,
    tags,
  });
  const subnets = empty.network.subnets.map(({ id }) => id);
  const revision = 'arn:aws:ecs:eu-west-1:111122223333:task-definition/shop:1';
  return {
    ...empty,
    serviceLinkedRole: true,
    logGroup: { name: names.logGroup, arn: 'arn:log', retention: spec.logs.retention, tags },
    executionRole: role(names.executionRole, [executionPolicy('aws')]),
    taskRole: role(names.taskRole, []),
    balancerGroup: { id: 'sg-alb', name: names.balancerGroup, vpc: 'vpc-1', ingress: [balancerIngress()], tags },
    taskGroup: { id: 'sg-task', name: names.taskGroup, vpc: 'vpc-1', ingress: [taskIngress(spec, 'sg-alb')], tags },
    targetGroup: {
      arn: 'arn:tg',
      name: names.targetGroup,
      protocol: 'HTTP',
      port: spec.port,
      targetType: 'ip',
      vpc: 'vpc-1',
      loadBalancerArns: ['arn:lb'],
      healthCheck: { ...spec.healthCheck, protocol: 'HTTP', port: 'traffic-port' },
      deregistrationDelay: 30,
      tags,
    },
    balancer: {
      arn: 'arn:lb',
      name: names.balancer,
      dnsName: 'quayside-shop-1.eu-west-1.elb.amazonaws.com',
      type: 'application',
      scheme: 'internet-facing',
      state: 'active',
      vpc: 'vpc-1',
      zones: empty.network.subnets.map(({ id, zone }) => ({ zone, subnet: id })),
      securityGroups: ['sg-alb'],
      createdAt: new Date(0),
      tags,
    },
    listener: {
      arn: 'arn:listener',
      loadBalancerArn: 'arn:lb',
      port: 80,
      protocol: 'HTTP',
      defaultActions: [{ type: 'fixed-response', targetGroups: [], detail: '404' }],
    },
    rules: [
      {
        arn: 'arn:rule',
        priority: 1,
        conditions: [{ field: 'path-pattern', values: [spec.path] }],
        actions: [{ type: 'forward', targetGroups: [{ arn: 'arn:tg', weight: undefined }], detail: undefined }],
      },
    ],
    cluster: {
      arn: 'arn:cluster',
      name: names.cluster,
      status: 'ACTIVE',
      runningTasks: 1,
      pendingTasks: 0,
      activeServices: 1,
      tags,
    },
    revisions: [{ arn: revision, definition: taskDefinitionFor(spec, image, account) }],
    service: {
      arn: 'arn:service',
      name: names.service,
      clusterArn: 'arn:cluster',
      status: 'ACTIVE',
      taskDefinition: revision,
      desired: spec.count,
      running: spec.count,
      pending: 0,
      launchType: 'FARGATE',
      createdAt: new Date(0),
      deployments: [
        {
          id: 'ecs-svc/1',
          status: 'PRIMARY',
          taskDefinition: revision,
          desired: spec.count,
          running: spec.count,
          pending: 0,
          failed: 0,
          rolloutState: 'COMPLETED',
          rolloutReason: undefined,
          createdAt: new Date(0),
        },
      ],
      events: [],
      targets: [{ targetGroupArn: 'arn:tg', container: names.container, port: spec.port }],
      network: { subnets, securityGroups: ['sg-task'], publicIp: true },
      circuitBreaker: { enabled: true, rollback: true },
      gracePeriod: spec.healthCheck.gracePeriod,
      tags,
    },
  };
}
