/** What a deploy and a destroy change in ECS. What is there already, or gone already, is no error. */
import type * as Ecs from '@aws-sdk/client-ecs';
import type { Cluster, Service, ServiceNetwork, ServiceTarget, Tags } from '../../core/fargate/account.ts';
import type { TaskDefinition } from '../../core/fargate/task-definition.ts';
import { orWhen } from './absence.ts';
import { inBatches } from './batches.ts';
import { cluster, service } from './ecs.ts';
import { call, refusalText, refusedWith } from './errors.ts';
import type { Session } from './session.ts';

const sdk = async () => (await import('./sdk/clients.ts')).ecs;

/** The one that has the name, made now or before. */
export async function createCluster(
  session: Session,
  name: string,
  tags: Tags,
  signal?: AbortSignal,
): Promise<Cluster> {
  const { CreateClusterCommand } = await sdk();
  const answer = await call(session, `create the cluster "${name}"`, signal, async (options) =>
    (await session.ecs()).send(new CreateClusterCommand({ clusterName: name, tags: pairs(tags) }), options),
  );
  return cluster(answer.cluster ?? {});
}

/** @returns the ARN of the new revision */
export async function registerTaskDefinition(
  session: Session,
  definition: TaskDefinition,
  signal?: AbortSignal,
): Promise<string> {
  const { RegisterTaskDefinitionCommand } = await sdk();
  const answer = await call(session, `register the task definition "${definition.family}"`, signal, async (options) =>
    (await session.ecs()).send(new RegisterTaskDefinitionCommand(definition), options),
  );
  return answer.taskDefinition?.taskDefinitionArn ?? '';
}

export interface ServiceWish {
  readonly cluster: string;
  readonly name: string;
  /** ARN with revision. */
  readonly taskDefinition: string;
  readonly count: number;
  readonly target: ServiceTarget;
  readonly network: ServiceNetwork;
  /** Seconds. */
  readonly gracePeriod: number;
}

/** @param token the same one for the same wish: a request that was sent twice is done once */
export async function createService(
  session: Session,
  wish: ServiceWish,
  { tags, token }: { readonly tags: Tags; readonly token: string },
  signal?: AbortSignal,
): Promise<Service> {
  const { CreateServiceCommand } = await sdk();
  const answer = await call(session, `create the service "${wish.name}"`, signal, async (options) =>
    (await session.ecs()).send(
      new CreateServiceCommand({
        ...shared(wish),
        serviceName: wish.name,
        launchType: 'FARGATE',
        clientToken: token,
        propagateTags: 'SERVICE',
        enableECSManagedTags: true,
        tags: pairs(tags),
      }),
      options,
    ),
  );
  return service(answer.service ?? {});
}

/** Whether the service has its name already, or still: it drains, or another deploy was faster. */
export function isServiceThere(error: unknown): boolean {
  return (
    refusedWith(error, 'ClientException', 'InvalidParameterException') &&
    /not idempotent|still draining/i.test(refusalText(error))
  );
}

/** Whether a role that was just made is not known everywhere yet. */
export function isRoleTooYoung(error: unknown): boolean {
  return /role is not valid|unable to assume|cannot be assumed|service linked role/i.test(refusalText(error));
}

/** @param restart starts a deployment even where nothing differs */
export async function updateService(
  session: Session,
  wish: ServiceWish,
  { restart }: { readonly restart: boolean },
  signal?: AbortSignal,
): Promise<Service> {
  const { UpdateServiceCommand } = await sdk();
  const answer = await call(session, `update the service "${wish.name}"`, signal, async (options) =>
    (await session.ecs()).send(
      new UpdateServiceCommand({ ...shared(wish), service: wish.name, forceNewDeployment: restart }),
      options,
    ),
  );
  return service(answer.service ?? {});
}

/** Stops its tasks and deletes it. */
export async function deleteService(
  session: Session,
  clusterRef: string,
  name: string,
  signal?: AbortSignal,
): Promise<void> {
  const { DeleteServiceCommand } = await sdk();
  await call(session, `delete the service "${name}"`, signal, async (options) =>
    (await session.ecs()).send(new DeleteServiceCommand({ cluster: clusterRef, service: name, force: true }), options),
  ).catch(orWhen(undefined, 'ServiceNotFoundException', 'ServiceNotActiveException', 'ClusterNotFoundException'));
}

export async function deleteCluster(session: Session, arn: string, signal?: AbortSignal): Promise<void> {
  const { DeleteClusterCommand } = await sdk();
  await call(session, 'delete the cluster', signal, async (options) =>
    (await session.ecs()).send(new DeleteClusterCommand({ cluster: arn }), options),
  ).catch(orWhen(undefined, 'ClusterNotFoundException'));
}

/** Puts one out of use, so that it can be deleted. */
export async function deregisterTaskDefinition(session: Session, arn: string, signal?: AbortSignal): Promise<void> {
  const { DeregisterTaskDefinitionCommand } = await sdk();
  await call(session, 'deregister a task definition', signal, async (options) =>
    (await session.ecs()).send(new DeregisterTaskDefinitionCommand({ taskDefinition: arn }), options),
  ).catch((error: unknown) => {
    if (!/unable to describe|inactive|already/i.test(refusalText(error))) throw error;
  });
}

/** Any number of deregistered ones. */
export async function deleteTaskDefinitions(
  session: Session,
  arns: readonly string[],
  signal?: AbortSignal,
): Promise<void> {
  const { DeleteTaskDefinitionsCommand } = await sdk();
  await inBatches<string, unknown>(arns, 10, (taskDefinitions) =>
    call(session, 'delete task definitions', signal, async (options) =>
      (await session.ecs()).send(new DeleteTaskDefinitionsCommand({ taskDefinitions }), options),
    ),
  );
}

function shared(wish: ServiceWish) {
  return {
    cluster: wish.cluster,
    taskDefinition: wish.taskDefinition,
    desiredCount: wish.count,
    loadBalancers: [
      {
        targetGroupArn: wish.target.targetGroupArn,
        containerName: wish.target.container,
        containerPort: wish.target.port,
      },
    ],
    networkConfiguration: {
      awsvpcConfiguration: {
        subnets: [...wish.network.subnets],
        securityGroups: [...wish.network.securityGroups],
        assignPublicIp: wish.network.publicIp ? 'ENABLED' : 'DISABLED',
      },
    },
    healthCheckGracePeriodSeconds: wish.gracePeriod,
    deploymentConfiguration: {
      deploymentCircuitBreaker: { enable: true, rollback: true },
      maximumPercent: 200,
      minimumHealthyPercent: 100,
    },
  } satisfies Partial<Ecs.CreateServiceCommandInput>;
}

function pairs(tags: Tags): { key: string; value: string }[] {
  return Object.entries(tags).map(([key, value]) => ({ key, value }));
}
