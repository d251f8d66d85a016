import { describe, expect, test } from 'vitest';
import type { Cluster, Service, Task, TaskContainer } from '../../../../src/core/fargate/account.ts';
import { clusterNodes, type ServiceListings } from '../../../../src/features/services/nodes.ts';
import {
  describeContainer,
  describeService,
  describeTask,
  tellService,
} from '../../../../src/features/services/words.ts';
import { type Node, pagesOf } from '../../../../src/ui/node.ts';

const family = 'arn:aws:ecs:eu-west-1:000000000000:task-definition/shop';

const deployment = (details: Partial<Service['deployments'][number]> = {}): Service['deployments'][number] => ({
  id: 'ecs-svc/1',
  status: 'PRIMARY',
  taskDefinition: `${family}:7`,
  desired: 2,
  running: 2,
  pending: 0,
  failed: 0,
  rolloutState: 'COMPLETED',
  rolloutReason: undefined,
  createdAt: undefined,
  ...details,
});

const service = (details: Partial<Service> = {}): Service => ({
  arn: 'arn:aws:ecs:eu-west-1:000000000000:service/shop/shop',
  name: 'shop',
  clusterArn: 'arn:aws:ecs:eu-west-1:000000000000:cluster/shop',
  status: 'ACTIVE',
  taskDefinition: `${family}:7`,
  desired: 2,
  running: 2,
  pending: 0,
  launchType: 'FARGATE',
  createdAt: undefined,
  deployments: [deployment()],
  events: [],
  targets: [],
  network: undefined,
  circuitBreaker: undefined,
  gracePeriod: undefined,
  tags: {},
  ...details,
});

const container = (details: Partial<TaskContainer> = {}): TaskContainer => ({
  arn: undefined,
  name: 'app',
  image: 'shop:1',
  digest: undefined,
  lastStatus: 'RUNNING',
  health: 'UNKNOWN',
  exitCode: undefined,
  reason: undefined,
  ...details,
});

const task = (details: Partial<Task> = {}): Task => ({
  arn: 'arn:aws:ecs:eu-west-1:000000000000:task/shop/0123456789abcdef',
  id: '0123456789abcdef',
  clusterArn: 'arn:aws:ecs:eu-west-1:000000000000:cluster/shop',
  group: 'service:shop',
  startedBy: 'ecs-svc/1',
  taskDefinition: `${family}:7`,
  lastStatus: 'RUNNING',
  desiredStatus: 'RUNNING',
  health: 'UNKNOWN',
  stopCode: undefined,
  stoppedReason: undefined,
  createdAt: undefined,
  startedAt: undefined,
  stoppedAt: undefined,
  cpu: 256,
  memory: 512,
  address: '10.0.0.7',
  zone: undefined,
  containers: [container()],
  ...details,
});

describe('a service says', () => {
  test('how many of its tasks run', () => {
    expect(describeService(service())).toBe('2 of 2 running');
  });

  test('which revision is on its way', () => {
    const deploying = service({ running: 1, deployments: [deployment({ rolloutState: 'IN_PROGRESS' })] });
    expect(describeService(deploying)).toBe('1 of 2 running · deploying revision 7');
  });

  test('that its deployment failed, with what AWS says in the tooltip', () => {
    const rolloutReason = 'ECS deployment circuit breaker: tasks failed to start.';
    const failed = service({
      running: 0,
      deployments: [deployment({ rolloutState: 'FAILED', rolloutReason, running: 0, failed: 3 })],
    });
    expect(describeService(failed)).toBe('0 of 2 running · deployment failed');
    expect(tellService(failed)).toContain('revision 7 · failed · 0 of 2 running · 3 failed');
    expect(tellService(failed)).toContain(rolloutReason);
  });

  test('its five latest events in the tooltip', () => {
    const events = Array.from({ length: 8 }, (_, i) => ({
      id: String(i),
      message: `event ${i}`,
      createdAt: undefined,
    }));
    const told = tellService(service({ events }));
    expect(told).toContain('event 4');
    expect(told).not.toContain('event 5');
  });
});

describe('a task says', () => {
  test('that it runs, how healthy it is and of which revision it is', () => {
    expect(describeTask(task({ health: 'HEALTHY' }))).toBe('running · healthy · revision 7');
    expect(describeTask(task({ lastStatus: 'PENDING' }))).toBe('pulling images · revision 7');
  });

  test('why it stopped, with the container that brought it down', () => {
    const stopped = task({
      lastStatus: 'STOPPED',
      stopCode: 'EssentialContainerExited',
      stoppedReason: 'Essential container in task exited',
      containers: [container({ name: 'redis' }), container({ lastStatus: 'STOPPED', exitCode: 1 })],
    });
    expect(describeTask(stopped)).toBe('stopped: Essential container in task exited (app: exit code 1)');
  });

  test('that a container ran out of memory', () => {
    const reason = 'OutOfMemoryError: Container killed due to memory usage';
    const stopped = task({
      lastStatus: 'STOPPED',
      stoppedReason: 'Essential container in task exited',
      containers: [container({ lastStatus: 'STOPPED', exitCode: 137, reason })],
    });
    expect(describeTask(stopped)).toBe(
      `stopped: Essential container in task exited (app: killed (exit code 137), ${reason})`,
    );
  });

  test('the code in words where AWS gives no reason', () => {
    expect(describeTask(task({ lastStatus: 'STOPPED', stopCode: 'SpotInterruption' }))).toBe(
      'stopped: Spot capacity was taken back',
    );
  });
});

test('a container says how it ended', () => {
  expect(describeContainer(container({ health: 'HEALTHY' }))).toBe('running · healthy');
  expect(describeContainer(container({ lastStatus: 'STOPPED', exitCode: 0 }))).toBe('exit code 0');
  expect(describeContainer(container({ lastStatus: undefined }))).toBe('pulling images');
});

describe('the tree of services', () => {
  const cluster: Cluster = {
    arn: 'arn:aws:ecs:eu-west-1:000000000000:cluster/shop',
    name: 'shop',
    status: 'ACTIVE',
    runningTasks: 1,
    pendingTasks: 0,
    activeServices: 1,
    tags: {},
  };

  test('leads from clusters to containers, and shows the tasks that stopped after those that run', async () => {
    const asked: string[] = [];
    const listings: ServiceListings = {
      clusters: () => pagesOf([cluster]),
      services: () => pagesOf([service()]),
      tasks:
        (_, { status }) =>
        async () => {
          asked.push(status);
          const id = status === 'RUNNING' ? 'aaaaaaaaaaaa' : 'bbbbbbbbbbbb';
          return pagesOf([task({ id, arn: id, lastStatus: status })])();
        },
    };
    const [shopCluster] = await itemsOf(clusterNodes(listings));
    expect(shopCluster).toMatchObject({ label: 'shop', description: '1 running', context: 'quayside.cluster' });
    const [shop] = await itemsOf(shopCluster?.children);
    expect(asked).toEqual([]);
    const tasks = await itemsOf(shop?.children);
    expect(tasks).toMatchObject([
      { label: 'aaaaaaaa', context: 'quayside.task running' },
      { label: 'bbbbbbbb', context: 'quayside.task stopped' },
    ]);
    expect(asked).toEqual(['RUNNING', 'STOPPED']);
    expect(await itemsOf(tasks[0]?.children)).toMatchObject([{ label: 'app', context: 'quayside.container' }]);
  });
});

async function itemsOf(children: Node['children']): Promise<readonly Node[]> {
  return (await children?.())?.items ?? [];
}
