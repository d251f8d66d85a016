// What an account holds of a service, asked of AWS's own clients past the product's adapters.
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeSecurityGroupsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { DescribeRepositoriesCommand, ECRClient } from '@aws-sdk/client-ecr';
import {
  DescribeServicesCommand,
  ECSClient,
  ListClustersCommand,
  ListTaskDefinitionsCommand,
  ListTasksCommand,
} from '@aws-sdk/client-ecs';
import {
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';

export interface AccountOf {
  readonly clusters: number;
  readonly services: number;
  readonly runningTasks: number;
  readonly revisions: number;
  readonly loadBalancers: number;
  readonly listeners: number;
  readonly rules: number;
  readonly targetGroups: number;
  readonly securityGroups: number;
  readonly ingress: number;
  readonly roles: number;
  readonly logGroups: number;
  readonly repositories: number;
}

export const nothing: AccountOf = {
  clusters: 0,
  services: 0,
  runningTasks: 0,
  revisions: 0,
  loadBalancers: 0,
  listeners: 0,
  rules: 0,
  targetGroups: 0,
  securityGroups: 0,
  ingress: 0,
  roles: 0,
  logGroups: 0,
  repositories: 0,
};

/** Counts what bears the name of a service, with the environment's endpoint and credentials. */
export async function accountOf(service: string): Promise<AccountOf> {
  const ecs = new ECSClient({});
  const elb = new ElasticLoadBalancingV2Client({});
  const clusters = ((await ecs.send(new ListClustersCommand({}))).clusterArns ?? []).filter((arn) =>
    arn.endsWith(`/${service}`),
  );
  const [cluster] = clusters;
  const services = cluster
    ? ((await ecs.send(new DescribeServicesCommand({ cluster, services: [service] }))).services ?? [])
    : [];
  const tasks = cluster
    ? ((await ecs.send(new ListTasksCommand({ cluster, serviceName: service }))).taskArns ?? [])
    : [];
  const revisions = await ecs.send(new ListTaskDefinitionsCommand({ familyPrefix: service, status: 'ACTIVE' }));
  const mine = (name: string | undefined) => name === `quayside-${service}` || name?.startsWith(`quayside-${service}-`);
  const balancers = ((await elb.send(new DescribeLoadBalancersCommand({}))).LoadBalancers ?? []).filter((each) =>
    mine(each.LoadBalancerName),
  );
  const listeners = await Promise.all(
    balancers.map(async ({ LoadBalancerArn }) => {
      return (await elb.send(new DescribeListenersCommand({ LoadBalancerArn }))).Listeners ?? [];
    }),
  );
  const rules = await Promise.all(
    listeners.flat().map(async ({ ListenerArn }) => {
      return ((await elb.send(new DescribeRulesCommand({ ListenerArn }))).Rules ?? []).filter(
        (rule) => !rule.IsDefault,
      );
    }),
  );
  const targetGroups = (await elb.send(new DescribeTargetGroupsCommand({}))).TargetGroups ?? [];
  const groups = (await new EC2Client({}).send(new DescribeSecurityGroupsCommand({}))).SecurityGroups ?? [];
  const myGroups = groups.filter(({ GroupName }) => mine(GroupName));
  const roles = (await new IAMClient({}).send(new ListRolesCommand({}))).Roles ?? [];
  const logs = await new CloudWatchLogsClient({}).send(
    new DescribeLogGroupsCommand({ logGroupNamePrefix: `/quayside/${service}` }),
  );
  const repositories = (await new ECRClient({}).send(new DescribeRepositoriesCommand({}))).repositories ?? [];
  return {
    clusters: clusters.length,
    services: services.filter(({ status }) => status !== 'INACTIVE').length,
    runningTasks: tasks.length,
    revisions: revisions.taskDefinitionArns?.length ?? 0,
    loadBalancers: balancers.length,
    listeners: listeners.flat().length,
    rules: rules.flat().length,
    targetGroups: targetGroups.filter(({ TargetGroupName }) => mine(TargetGroupName)).length,
    securityGroups: myGroups.length,
    ingress: myGroups.flatMap(({ IpPermissions = [] }) =>
      IpPermissions.flatMap(({ IpRanges = [], UserIdGroupPairs = [] }) => [...IpRanges, ...UserIdGroupPairs]),
    ).length,
    roles: roles.filter(({ RoleName }) => mine(RoleName)).length,
    logGroups: logs.logGroups?.length ?? 0,
    repositories: repositories.filter(({ repositoryName }) => repositoryName === service).length,
  };
}
