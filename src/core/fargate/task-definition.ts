/** The task that a spec asks for, in the shape that RegisterTaskDefinition takes. */
import { namesFor, ownershipTags } from './names.ts';
import type { Account } from './observed.ts';
import type { RedisSpec, ServiceSpec } from './spec.ts';

export interface TaskDefinition {
  family: string;
  networkMode: 'awsvpc';
  requiresCompatibilities: ['FARGATE'];
  cpu: string;
  memory: string;
  executionRoleArn: string;
  taskRoleArn: string;
  runtimePlatform: { cpuArchitecture: 'X86_64' | 'ARM64'; operatingSystemFamily: 'LINUX' };
  containerDefinitions: ContainerDefinition[];
  tags: { key: string; value: string }[];
}

interface ContainerDefinition {
  name: string;
  image: string;
  essential: boolean;
  /** MiB, a hard limit. */
  memory: number;
  command?: string[];
  portMappings?: { containerPort: number; hostPort: number; protocol: 'tcp' }[];
  environment?: { name: string; value: string }[];
  dependsOn?: { containerName: string; condition: 'HEALTHY' }[];
  healthCheck?: { command: string[]; interval: number; timeout: number; retries: number; startPeriod: number };
  restartPolicy?: { enabled: boolean; restartAttemptPeriod: number };
  stopTimeout?: number;
  logConfiguration: { logDriver: 'awslogs'; options: Record<string, string> };
}

/** Where the app finds Redis: the containers of a task share one network namespace. */
const redisUrl = 'redis://127.0.0.1:6379';

/** @param image `uri@sha256:…`: a digest, so that what runs is what was pushed. */
export function taskDefinitionFor(spec: ServiceSpec, image: string, account: Account): TaskDefinition {
  const names = namesFor(spec);
  const role = (name: string) => `arn:${account.partition}:iam::${account.id}:role/${name}`;
  const containers = [app(spec, image, account), ...(spec.redis ? [redis(spec, spec.redis, account)] : [])];
  return {
    family: names.family,
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: String(spec.cpu),
    memory: String(spec.memory),
    executionRoleArn: role(names.executionRole),
    taskRoleArn: role(names.taskRole),
    runtimePlatform: {
      cpuArchitecture: spec.architecture === 'arm64' ? 'ARM64' : 'X86_64',
      operatingSystemFamily: 'LINUX',
    },
    containerDefinitions: containers,
    tags: Object.entries(ownershipTags(spec.name)).map(([key, value]) => ({ key, value })),
  };
}

function app(spec: ServiceSpec, image: string, account: Account): ContainerDefinition {
  const names = namesFor(spec);
  const environment = { ...(spec.redis ? { REDIS_URL: redisUrl } : {}), ...spec.environment };
  return {
    name: names.container,
    image,
    essential: true,
    memory: spec.memory - (spec.redis?.memory ?? 0),
    portMappings: [{ containerPort: spec.port, hostPort: spec.port, protocol: 'tcp' }],
    environment: Object.entries(environment)
      .map(([name, value]) => ({ name, value }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    ...(spec.redis ? { dependsOn: [{ containerName: names.redisContainer, condition: 'HEALTHY' }] } : {}),
    logConfiguration: logs(spec, account),
  };
}

/** A cache that the app survives losing: Redis is started again in place and the task lives on. */
function redis(spec: ServiceSpec, { image, memory, policy }: RedisSpec, account: Account): ContainerDefinition {
  const data = Math.floor(memory * 0.75);
  return {
    name: namesFor(spec).redisContainer,
    image,
    essential: false,
    memory,
    command: [
      ...['redis-server', '--maxmemory', `${data}mb`, '--maxmemory-policy', policy],
      ...['--save', '', '--appendonly', 'no', '--bind', '127.0.0.1', '-::1'],
    ],
    healthCheck: {
      command: ['CMD-SHELL', 'redis-cli ping | grep PONG'],
      interval: 10,
      timeout: 5,
      retries: 3,
      startPeriod: 5,
    },
    // It has to have run for a minute before it is started again.
    restartPolicy: { enabled: true, restartAttemptPeriod: 60 },
    stopTimeout: 30,
    logConfiguration: logs(spec, account),
  };
}

function logs(spec: ServiceSpec, account: Account): ContainerDefinition['logConfiguration'] {
  return {
    logDriver: 'awslogs',
    options: {
      'awslogs-group': namesFor(spec).logGroup,
      'awslogs-region': account.region,
      'awslogs-stream-prefix': spec.name,
    },
  };
}
