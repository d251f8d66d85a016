// What the testbed runs: tasks and services as real containers, with what ECS and the load balancers say of them.
import { CloudWatchLogsClient, CreateLogGroupCommand, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeRouteTablesCommand, DescribeSubnetsCommand } from '@aws-sdk/client-ec2';
import { CreateRepositoryCommand } from '@aws-sdk/client-ecr';
import * as ecs from '@aws-sdk/client-ecs';
import * as elb from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { provideForeignPlatformImage } from '../testbed/images.ts';
import { dockerAt } from '../testbed/testbed.ts';
import { OwnTestbed, until } from './own-testbed.ts';

const FARGATE: Pick<
  ecs.RegisterTaskDefinitionCommandInput,
  'networkMode' | 'requiresCompatibilities' | 'cpu' | 'memory'
> = { networkMode: 'awsvpc', requiresCompatibilities: ['FARGATE'], cpu: '256', memory: '512' };

let own: OwnTestbed;

beforeAll(async () => {
  own = await OwnTestbed.start();
}, 300_000);

afterAll(() => own?.stop(), 60_000);

describe('a task', () => {
  test('runs with the entry point, user, folder, memory and environment of its definition', async () => {
    const logs = new CloudWatchLogsClient(own.clientOptions);
    await logs.send(new CreateLogGroupCommand({ logGroupName: '/task' }));
    await own.services.send(
      new ecs.RegisterTaskDefinitionCommand({
        ...FARGATE,
        family: 'fields',
        containerDefinitions: [
          {
            name: 'app',
            image: 'node:22-slim',
            entryPoint: ['sh', '-c'],
            command: [`echo "$(id -u) $(pwd) $WORD"; node -p 'process.constrainedMemory()'; exit 3`],
            user: '1000',
            workingDirectory: '/tmp',
            memory: 256,
            environment: [{ name: 'WORD', value: 'hello' }],
            logConfiguration: {
              logDriver: 'awslogs',
              options: { 'awslogs-group': '/task', 'awslogs-region': own.testbed.region, 'awslogs-stream-prefix': 'x' },
            },
          },
          { name: 'sidecar', image: 'redis:7-alpine', essential: false },
        ],
      }),
    );
    const stopped = await runToEnd('fields');
    expect(stopped).toMatchObject({
      stopCode: 'EssentialContainerExited',
      stoppedReason: 'Essential container in task exited',
    });
    expect(stopped?.containers?.find(({ name }) => name === 'app')?.exitCode).toBe(3);
    const streamName = `x/app/${stopped?.taskArn?.split('/').at(-1)}`;
    const lines = async () =>
      (await logs.send(new GetLogEventsCommand({ logGroupName: '/task', logStreamName: streamName }))).events?.map(
        ({ message }) => message,
      );
    await until(async () => (await lines())?.length === 2);
    expect(await lines()).toEqual(['1000 /tmp hello', String(256 * 1024 * 1024)]);
    await until(async () => (await own.docker('ps', '-aq')).trim() === '');
  }, 60_000);

  test('without its log group is refused with the words of AWS', async () => {
    await own.services.send(
      new ecs.RegisterTaskDefinitionCommand({
        ...FARGATE,
        family: 'mute',
        containerDefinitions: [
          {
            name: 'app',
            image: 'redis:7-alpine',
            logConfiguration: {
              logDriver: 'awslogs',
              options: { 'awslogs-group': '/none', 'awslogs-region': own.testbed.region, 'awslogs-stream-prefix': 'x' },
            },
          },
        ],
      }),
    );
    const stopped = await runToEnd('mute');
    expect(stopped?.stoppedReason).toContain('The specified log group does not exist');
  }, 60_000);
});

describe('a service', () => {
  const SHOP = `
const net = require('node:net');
require('node:http').createServer((request, response) => {
  if (request.url === '/health') return response.end('ok');
  const redis = net.connect(6379, '127.0.0.1');
  redis.on('error', (error) => { response.statusCode = 500; response.end(String(error)); });
  redis.write('INCR visits\\r\\n');
  redis.once('data', (reply) => { response.end(reply.toString().slice(1).trim()); redis.end(); });
}).listen(8080);
process.on('SIGTERM', () => process.exit(0));
`;

  test('answers through the rule of its balancer and counts in the Redis beside it', async () => {
    const image = await own.push(
      'shop',
      '1',
      `FROM node:22-slim\nCOPY <<'E' /app.js\n${SHOP}\nE\nCMD ["node", "/app.js"]\n`,
    );
    const { dnsName, targetGroup } = await own.openBalancer('shop');
    await own.services.send(
      new ecs.RegisterTaskDefinitionCommand({
        ...FARGATE,
        family: 'shop',
        containerDefinitions: [
          {
            name: 'app',
            image,
            portMappings: [{ containerPort: 8080 }],
            dependsOn: [{ containerName: 'redis', condition: 'HEALTHY' }],
          },
          {
            name: 'redis',
            image: 'redis:7-alpine',
            healthCheck: { command: ['CMD-SHELL', 'redis-cli ping'], interval: 5, retries: 3 },
          },
        ],
      }),
    );
    await createService('shop', targetGroup, 'app');
    await until(async () => (await deployment('shop'))?.rolloutState === 'COMPLETED');
    const { TargetHealthDescriptions: targets } = await own.balancers.send(
      new elb.DescribeTargetHealthCommand({ TargetGroupArn: targetGroup }),
    );
    expect(targets?.map(({ TargetHealth }) => TargetHealth?.State)).toEqual(['healthy']);
    const [task] = await tasks('shop');
    expect(task?.healthStatus).toBe('HEALTHY');
    expect(task?.containers?.find(({ name }) => name === 'redis')?.healthStatus).toBe('HEALTHY');
    const url = `http://${dnsName}/shop/visits`;
    const counts = [await text(url), await text(url), await text(url)].map(Number);
    expect(counts).toEqual([1, 2, 3].map((step) => step - 1 + (counts[0] ?? 0)));
    expect((await fetch(`http://${dnsName}/elsewhere`)).status).toBe(404);
    await expect(
      own.balancers.send(new elb.DeleteTargetGroupCommand({ TargetGroupArn: targetGroup })),
    ).rejects.toMatchObject({ name: 'ResourceInUseException' });
    await own.services.send(new ecs.DeleteServiceCommand({ cluster: 'default', service: 'shop', force: true }));
    await until(async () => (await own.docker('ps', '-aq')).trim() === '');
  }, 120_000);

  test('whose image is missing fails with the words of AWS, and the circuit breaker stops it', async () => {
    const { targetGroup } = await own.openBalancer('broken');
    await own.services.send(
      new ecs.RegisterTaskDefinitionCommand({
        ...FARGATE,
        family: 'broken',
        containerDefinitions: [
          { name: 'app', image: `${own.testbed.registryHost}/shop:missing`, portMappings: [{ containerPort: 8080 }] },
        ],
      }),
    );
    await createService('broken', targetGroup, 'app');
    await until(async () => (await deployment('broken'))?.rolloutState === 'FAILED');
    const [stopped] = await tasks('broken', 'STOPPED');
    expect(stopped?.stoppedReason).toMatch(/^CannotPullContainerError: /);
    await own.services.send(new ecs.DeleteServiceCommand({ cluster: 'default', service: 'broken', force: true }));
  }, 120_000);

  test('whose image is for another platform cannot start, as on Fargate', async () => {
    const image = `${own.testbed.registryHost}/foreign:1`;
    await own.registry.send(new CreateRepositoryCommand({ repositoryName: 'foreign' }));
    await provideForeignPlatformImage(dockerAt(own.testbed.dockerHost ?? ''), image);
    await own.docker('push', '-q', image);
    await own.services.send(
      new ecs.RegisterTaskDefinitionCommand({
        ...FARGATE,
        family: 'foreign',
        containerDefinitions: [{ name: 'app', image }],
      }),
    );
    const stopped = await runToEnd('foreign');
    expect(stopped?.stoppedReason).toContain("does not contain descriptor matching platform 'linux/");
  }, 60_000);

  test('of an impossible size is refused, and so is a balancer with one subnet', async () => {
    await expect(
      own.services.send(
        new ecs.RegisterTaskDefinitionCommand({
          ...FARGATE,
          family: 'huge',
          memory: '4096',
          containerDefinitions: [{ name: 'app', image: 'redis:7-alpine' }],
        }),
      ),
    ).rejects.toMatchObject({ message: 'No Fargate configuration exists for given values.' });
    const [subnet = ''] = await own.subnets();
    await expect(
      own.balancers.send(new elb.CreateLoadBalancerCommand({ Name: 'narrow', Subnets: [subnet] })),
    ).rejects.toThrow(/At least two subnets/);
  });

  async function deployment(service: string): Promise<ecs.Deployment | undefined> {
    const { services: found } = await own.services.send(
      new ecs.DescribeServicesCommand({ cluster: 'default', services: [service] }),
    );
    return found?.[0]?.deployments?.[0];
  }

  async function tasks(serviceName: string, desiredStatus: 'RUNNING' | 'STOPPED' = 'RUNNING'): Promise<ecs.Task[]> {
    const { taskArns } = await own.services.send(
      new ecs.ListTasksCommand({ cluster: 'default', serviceName, desiredStatus }),
    );
    const described = await own.services.send(
      new ecs.DescribeTasksCommand({ cluster: 'default', tasks: taskArns ?? [] }),
    );
    return described.tasks ?? [];
  }

  async function createService(name: string, targetGroupArn: string, containerName: string): Promise<void> {
    await own.services.send(
      new ecs.CreateServiceCommand({
        serviceName: name,
        taskDefinition: name,
        desiredCount: 1,
        launchType: 'FARGATE',
        deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
        networkConfiguration: { awsvpcConfiguration: { subnets: await own.subnets(), assignPublicIp: 'ENABLED' } },
        loadBalancers: [{ targetGroupArn, containerName, containerPort: 8080 }],
      }),
    );
  }
});

describe('the account', () => {
  test('begins with a default network that leads to the internet', async () => {
    const found = await own.network.send(
      new DescribeSubnetsCommand({ Filters: [{ Name: 'vpc-id', Values: [await own.defaultVpc()] }] }),
    );
    expect(new Set(found.Subnets?.map(({ AvailabilityZone }) => AvailabilityZone)).size).toBeGreaterThan(1);
    expect(found.Subnets?.every(({ MapPublicIpOnLaunch }) => MapPublicIpOnLaunch)).toBe(true);
    const { RouteTables } = await own.network.send(new DescribeRouteTablesCommand({}));
    expect(RouteTables?.[0]?.Routes).toContainEqual(
      expect.objectContaining({ DestinationCidrBlock: '0.0.0.0/0', GatewayId: expect.stringMatching(/^igw-/) }),
    );
  });

  test('gives the lists of ECS and of the load balancers in pages', async () => {
    for (const clusterName of ['one', 'two', 'three']) {
      await own.services.send(new ecs.CreateClusterCommand({ clusterName }));
    }
    const clusters: string[][] = [];
    for await (const page of ecs.paginateListClusters({ client: own.services, pageSize: 2 }, {})) {
      clusters.push(page.clusterArns ?? []);
    }
    expect(clusters.every((page) => page.length <= 2)).toBe(true);
    expect(clusters.flat().map((arn) => arn.split('/').at(-1))).toEqual(
      expect.arrayContaining(['one', 'two', 'three']),
    );
    const found: (string | undefined)[][] = [];
    for await (const page of elb.paginateDescribeLoadBalancers({ client: own.balancers }, { PageSize: 1 })) {
      found.push((page.LoadBalancers ?? []).map(({ LoadBalancerName }) => LoadBalancerName));
    }
    expect(found).toEqual([['shop'], ['broken']]);
  });
});

/** Runs one task of that family and returns what ECS tells of it once it has stopped. */
async function runToEnd(family: string): Promise<ecs.Task | undefined> {
  const { tasks } = await own.services.send(
    new ecs.RunTaskCommand({
      cluster: 'default',
      taskDefinition: family,
      launchType: 'FARGATE',
      networkConfiguration: { awsvpcConfiguration: { subnets: await own.subnets() } },
    }),
  );
  const ids = [tasks?.[0]?.taskArn ?? ''];
  const look = async () =>
    (await own.services.send(new ecs.DescribeTasksCommand({ cluster: 'default', tasks: ids }))).tasks?.[0];
  await until(async () => (await look())?.lastStatus === 'STOPPED');
  return await look();
}

const text = async (url: string): Promise<string> => await (await fetch(url)).text();
