/** What runs in ECS, read a page at a time. Each page costs two requests: the names, then all of them at once. */
import type * as Ecs from '@aws-sdk/client-ecs';
import type {
  Cluster,
  Deployment,
  Service,
  ServiceNetwork,
  Tags,
  Task,
  TaskContainer,
} from '../../core/fargate/account.ts';
import { orWhen } from './absence.ts';
import { inBatches } from './batches.ts';
import { call } from './errors.ts';
import { type Pages, pages } from './paging.ts';
import type { Session } from './session.ts';

const sdk = async () => (await import('./sdk/clients.ts')).ecs;

/** At most this many names go into one request. */
const atOnce = { clusters: 100, services: 10, tasks: 100 };

export function listClusters(session: Session, signal?: AbortSignal): Pages<Cluster> {
  return pages(async (token) => {
    const { ListClustersCommand } = await sdk();
    const { clusterArns = [], nextToken } = await call(session, 'list the clusters', signal, async (options) =>
      (await session.ecs()).send(
        new ListClustersCommand({ maxResults: atOnce.clusters, ...(token ? { nextToken: token } : {}) }),
        options,
      ),
    );
    return { items: await describeClusters(session, clusterArns, signal), token: nextToken };
  });
}

/** Names or ARNs, any number; those that do not exist are left out. */
export async function describeClusters(
  session: Session,
  names: readonly string[],
  signal?: AbortSignal,
): Promise<Cluster[]> {
  const { DescribeClustersCommand } = await sdk();
  const answers = await inBatches(names, atOnce.clusters, (clusters) =>
    call(session, 'describe the clusters', signal, async (options) =>
      (await session.ecs()).send(new DescribeClustersCommand({ clusters, include: ['TAGS'] }), options),
    ),
  );
  return answers.flatMap(({ clusters = [] }) => clusters.map(cluster));
}

/** @param clusterRef name or ARN */
export function listServices(session: Session, clusterRef: string, signal?: AbortSignal): Pages<Service> {
  return pages(async (token) => {
    const { ListServicesCommand } = await sdk();
    const { serviceArns = [], nextToken } = await call(session, 'list the services', signal, async (options) =>
      (await session.ecs()).send(
        new ListServicesCommand({
          cluster: clusterRef,
          maxResults: atOnce.services,
          ...(token ? { nextToken: token } : {}),
        }),
        options,
      ),
    );
    return { items: await describeServices(session, clusterRef, serviceArns, signal), token: nextToken };
  });
}

/** Names or ARNs, any number; deleted ones come back as `INACTIVE` for a while, unknown ones and those of an unknown cluster not at all. */
export async function describeServices(
  session: Session,
  clusterRef: string,
  names: readonly string[],
  signal?: AbortSignal,
): Promise<Service[]> {
  const { DescribeServicesCommand } = await sdk();
  const answers = await inBatches(names, atOnce.services, (services) =>
    call(session, 'describe the services', signal, async (options) =>
      (await session.ecs()).send(
        new DescribeServicesCommand({ cluster: clusterRef, services, include: ['TAGS'] }),
        options,
      ),
    ).catch(orWhen({ services: [] }, 'ClusterNotFoundException')),
  );
  return answers.flatMap(({ services = [] }) => services.map(service));
}

export interface TaskFilter {
  /** Name of the service they belong to. */
  readonly service?: string | undefined;
  /** `STOPPED` ones are remembered for about an hour; running ones unless given. */
  readonly status?: 'RUNNING' | 'STOPPED';
}

/** @param clusterRef name or ARN */
export function listTasks(
  session: Session,
  clusterRef: string,
  filter: TaskFilter = {},
  signal?: AbortSignal,
): Pages<Task> {
  return pages(async (token) => {
    const { ListTasksCommand } = await sdk();
    const { taskArns = [], nextToken } = await call(session, 'list the tasks', signal, async (options) =>
      (await session.ecs()).send(
        new ListTasksCommand({
          cluster: clusterRef,
          maxResults: atOnce.tasks,
          ...(filter.service ? { serviceName: filter.service } : {}),
          ...(filter.status ? { desiredStatus: filter.status } : {}),
          ...(token ? { nextToken: token } : {}),
        }),
        options,
      ),
    );
    return { items: await describeTasks(session, clusterRef, taskArns, signal), token: nextToken };
  });
}

/** Ids or ARNs, any number; those that are forgotten are left out. */
async function describeTasks(
  session: Session,
  clusterRef: string,
  arns: readonly string[],
  signal?: AbortSignal,
): Promise<Task[]> {
  const { DescribeTasksCommand } = await sdk();
  const answers = await inBatches(arns, atOnce.tasks, (tasks) =>
    call(session, 'describe the tasks', signal, async (options) =>
      (await session.ecs()).send(new DescribeTasksCommand({ cluster: clusterRef, tasks }), options),
    ),
  );
  return answers.flatMap(({ tasks = [] }) => tasks.map(task));
}

export interface RegisteredTaskDefinition {
  readonly arn: string;
  /** Everything that AWS keeps of it, in AWS's own shape. */
  readonly definition: Ecs.TaskDefinition;
  readonly tags: Tags;
}

/** @param ref family (its newest active revision), `family:revision` or ARN. @returns undefined when there is none */
export async function describeTaskDefinition(
  session: Session,
  ref: string,
  signal?: AbortSignal,
): Promise<RegisteredTaskDefinition | undefined> {
  const { DescribeTaskDefinitionCommand } = await sdk();
  const answer = await call(session, `describe the task definition "${ref}"`, signal, async (options) =>
    (await session.ecs()).send(new DescribeTaskDefinitionCommand({ taskDefinition: ref, include: ['TAGS'] }), options),
  ).catch(
    // A family that never was and one whose revisions are all gone share this code with nothing else here.
    orWhen(undefined, 'ClientException'),
  );
  const definition = answer?.taskDefinition;
  if (!definition?.taskDefinitionArn) return undefined;
  return { arn: definition.taskDefinitionArn, definition, tags: ecsTags(answer?.tags) };
}

/** ARNs of the revisions of one family, newest first. */
export function listRevisions(
  session: Session,
  family: string,
  status: 'ACTIVE' | 'INACTIVE',
  signal?: AbortSignal,
): Pages<string> {
  return pages(async (token) => {
    const { ListTaskDefinitionsCommand } = await sdk();
    const { taskDefinitionArns = [], nextToken } = await call(
      session,
      `list the revisions of "${family}"`,
      signal,
      async (options) =>
        (await session.ecs()).send(
          new ListTaskDefinitionsCommand({
            familyPrefix: family,
            status,
            sort: 'DESC',
            maxResults: 100,
            ...(token ? { nextToken: token } : {}),
          }),
          options,
        ),
    );
    // AWS takes the whole family here; what takes it for a prefix must not widen the answer.
    return { items: taskDefinitionArns.filter((arn) => familyOf(arn) === family), token: nextToken };
  });
}

/** `shop` of `arn:…:task-definition/shop:3` */
function familyOf(taskDefinitionArn: string): string {
  return afterSlash(taskDefinitionArn).replace(/:\d+$/, '');
}

function afterSlash(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

export function cluster(from: Ecs.Cluster): Cluster {
  return {
    arn: from.clusterArn ?? '',
    name: from.clusterName ?? '',
    status: from.status ?? '',
    runningTasks: from.runningTasksCount ?? 0,
    pendingTasks: from.pendingTasksCount ?? 0,
    activeServices: from.activeServicesCount ?? 0,
    tags: ecsTags(from.tags),
  };
}

export function service(from: Ecs.Service): Service {
  const breaker = from.deploymentConfiguration?.deploymentCircuitBreaker;
  return {
    arn: from.serviceArn ?? '',
    name: from.serviceName ?? '',
    clusterArn: from.clusterArn ?? '',
    status: from.status ?? '',
    taskDefinition: from.taskDefinition ?? '',
    desired: from.desiredCount ?? 0,
    running: from.runningCount ?? 0,
    pending: from.pendingCount ?? 0,
    launchType: from.launchType,
    createdAt: from.createdAt,
    deployments: (from.deployments ?? []).map(deployment),
    events: (from.events ?? []).map((event) => ({
      id: event.id ?? '',
      message: event.message ?? '',
      createdAt: event.createdAt,
    })),
    targets: (from.loadBalancers ?? []).map((target) => ({
      targetGroupArn: target.targetGroupArn ?? '',
      container: target.containerName ?? '',
      port: target.containerPort ?? 0,
    })),
    network: network(from.networkConfiguration?.awsvpcConfiguration),
    circuitBreaker: breaker && { enabled: breaker.enable === true, rollback: breaker.rollback === true },
    gracePeriod: from.healthCheckGracePeriodSeconds,
    tags: ecsTags(from.tags),
  };
}

function deployment(from: Ecs.Deployment): Deployment {
  return {
    id: from.id ?? '',
    status: from.status ?? '',
    taskDefinition: from.taskDefinition ?? '',
    desired: from.desiredCount ?? 0,
    running: from.runningCount ?? 0,
    pending: from.pendingCount ?? 0,
    failed: from.failedTasks ?? 0,
    rolloutState: from.rolloutState,
    rolloutReason: from.rolloutStateReason || undefined,
    createdAt: from.createdAt,
  };
}

function network(from: Ecs.AwsVpcConfiguration | undefined): ServiceNetwork | undefined {
  return (
    from && {
      subnets: from.subnets ?? [],
      securityGroups: from.securityGroups ?? [],
      publicIp: from.assignPublicIp === 'ENABLED',
    }
  );
}

function task(from: Ecs.Task): Task {
  const details = from.attachments?.find((attachment) => attachment.type === 'ElasticNetworkInterface')?.details;
  return {
    arn: from.taskArn ?? '',
    id: afterSlash(from.taskArn ?? ''),
    clusterArn: from.clusterArn ?? '',
    group: from.group,
    startedBy: from.startedBy,
    taskDefinition: from.taskDefinitionArn ?? '',
    lastStatus: from.lastStatus ?? '',
    desiredStatus: from.desiredStatus ?? '',
    health: from.healthStatus,
    stopCode: from.stopCode,
    stoppedReason: from.stoppedReason || undefined,
    createdAt: from.createdAt,
    startedAt: from.startedAt,
    stoppedAt: from.stoppedAt,
    cpu: from.cpu ? Number(from.cpu) : undefined,
    memory: from.memory ? Number(from.memory) : undefined,
    address:
      details?.find((detail) => detail.name === 'privateIPv4Address')?.value ??
      from.containers?.flatMap((container) => container.networkInterfaces ?? [])[0]?.privateIpv4Address,
    zone: from.availabilityZone,
    containers: (from.containers ?? []).map(container),
  };
}

function container(from: Ecs.Container): TaskContainer {
  return {
    arn: from.containerArn,
    name: from.name ?? '',
    image: from.image,
    digest: from.imageDigest,
    lastStatus: from.lastStatus,
    health: from.healthStatus,
    exitCode: from.exitCode,
    reason: from.reason || undefined,
  };
}

function ecsTags(from: readonly { key?: string | undefined; value?: string | undefined }[] | undefined): Tags {
  return Object.fromEntries((from ?? []).map(({ key, value }) => [key ?? '', value ?? '']));
}
