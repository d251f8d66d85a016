// The testbed itself: what every other suite stands on. It starts one of its own, since it also stops it.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { CloudWatchLogsClient, CreateLogGroupCommand, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  DescribeRouteTablesCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import * as ecr from '@aws-sdk/client-ecr';
import * as ecs from '@aws-sdk/client-ecs';
import * as elb from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cacheRoot } from '../testbed/cache.ts';
import { provideForeignPlatformImage } from '../testbed/images.ts';
import { pause } from '../testbed/processes.ts';
import { dockerAt, startTestbed, type Testbed } from '../testbed/testbed.ts';

const execute = promisify(execFile);

const FARGATE: Pick<
  ecs.RegisterTaskDefinitionCommandInput,
  'networkMode' | 'requiresCompatibilities' | 'cpu' | 'memory'
> = { networkMode: 'awsvpc', requiresCompatibilities: ['FARGATE'], cpu: '256', memory: '512' };

let testbed: Testbed;
let folder: string;
let registry: ecr.ECRClient;
let services: ecs.ECSClient;
let balancers: elb.ElasticLoadBalancingV2Client;
let network: EC2Client;

beforeAll(async () => {
  testbed = await startTestbed();
  folder = await mkdtemp(path.join(tmpdir(), 'qst-test-'));
  const options = clientOptions();
  registry = new ecr.ECRClient(options);
  services = new ecs.ECSClient(options);
  balancers = new elb.ElasticLoadBalancingV2Client(options);
  network = new EC2Client(options);
}, 300_000);

afterAll(async () => {
  await testbed?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
}, 60_000);

test('nothing is missing on a machine that can have all of it', () => {
  expect(testbed.gaps).toEqual([]);
  expect(testbed.env).toMatchObject({ AWS_ENDPOINT_URL: testbed.endpoint, DOCKER_HOST: testbed.dockerHost });
});

describe('the registry', () => {
  test('takes an image from the docker client and tells its digest and size', async () => {
    await push('size', 'one', 'FROM debian:bookworm-slim\nRUN echo one > /one\n');
    const { imageDetails } = await registry.send(new ecr.DescribeImagesCommand({ repositoryName: 'size' }));
    expect(imageDetails).toMatchObject([{ imageTags: ['one'], imageDigest: expect.stringMatching(/^sha256:/) }]);
    expect(imageDetails?.[0]?.imageSizeInBytes).toBeGreaterThan(20_000_000);
  });

  test('asks for credentials, and takes only its own', async () => {
    const url = `http://${testbed.registryHost}/v2/`;
    expect((await fetch(url)).status).toBe(401);
    const wrong = Buffer.from('AWS:guess').toString('base64');
    expect((await fetch(url, { headers: { authorization: `Basic ${wrong}` } })).status).toBe(401);
  });

  test('gives lists in pages', async () => {
    for (const name of ['page/a', 'page/b', 'page/c']) {
      await registry.send(new ecr.CreateRepositoryCommand({ repositoryName: name }));
    }
    const names: (string | undefined)[][] = [];
    for await (const page of ecr.paginateDescribeRepositories({ client: registry, pageSize: 2 }, {})) {
      names.push((page.repositories ?? []).map(({ repositoryName }) => repositoryName));
    }
    expect(names.every((page) => page.length <= 2)).toBe(true);
    expect(names.flat()).toEqual(expect.arrayContaining(['page/a', 'page/b', 'page/c']));
  });

  test('refuses a name that ECR refuses and an image that is not there', async () => {
    await expect(registry.send(new ecr.CreateRepositoryCommand({ repositoryName: 'Shop' }))).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
    const missing = { repositoryName: 'page/a', imageIds: [{ imageTag: 'none' }] };
    await expect(registry.send(new ecr.DescribeImagesCommand(missing))).rejects.toMatchObject({
      name: 'ImageNotFoundException',
    });
  });
});

describe('the image scan', () => {
  test('finds what is in the image, so two images get two answers', async () => {
    await push('scan', 'plain', 'FROM debian:bookworm-slim\n');
    const lodash = JSON.stringify({ name: 'lodash', version: '4.17.15' });
    await push(
      'scan',
      'lodash',
      `FROM debian:bookworm-slim\nRUN mkdir -p /app/node_modules/lodash\nCOPY <<E /app/node_modules/lodash/package.json\n${lodash}\nE\n`,
    );
    await expect(findings('plain')).rejects.toMatchObject({ name: 'ScanNotFoundException' });
    const started = await registry.send(
      new ecr.StartImageScanCommand({ repositoryName: 'scan', imageId: { imageTag: 'plain' } }),
    );
    expect(started.imageScanStatus?.status).toBe('IN_PROGRESS');
    await registry.send(new ecr.StartImageScanCommand({ repositoryName: 'scan', imageId: { imageTag: 'lodash' } }));
    const [plain, withLodash] = [await findings('plain'), await findings('lodash')];
    const names = (found: ecr.ImageScanFinding[]) => new Set(found.map(({ name }) => name));
    expect(names(plain)).toContain('CVE-2011-3374');
    expect(names(plain)).not.toContain('CVE-2021-23337');
    expect(names(withLodash)).toContain('CVE-2021-23337');
    await expect(
      registry.send(new ecr.StartImageScanCommand({ repositoryName: 'scan', imageId: { imageTag: 'plain' } })),
    ).rejects.toMatchObject({ name: 'LimitExceededException' });
  }, 60_000);

  test('gives its findings in pages', async () => {
    const all = await findings('plain');
    const paged = await findings('plain', 3);
    expect(all.length).toBeGreaterThan(3);
    expect(paged).toEqual(all);
  });

  /** All findings of an image once its scan is complete. */
  async function findings(imageTag: string, maxResults?: number): Promise<ecr.ImageScanFinding[]> {
    const input = { repositoryName: 'scan', imageId: { imageTag } };
    await until(async () => {
      const { imageScanStatus } = await registry.send(new ecr.DescribeImageScanFindingsCommand(input));
      expect(imageScanStatus?.status).not.toBe('FAILED');
      return imageScanStatus?.status === 'COMPLETE';
    });
    const found: ecr.ImageScanFinding[] = [];
    const client = { client: registry, ...(maxResults === undefined ? {} : { pageSize: maxResults }) };
    for await (const page of ecr.paginateDescribeImageScanFindings(client, input)) {
      const part = page.imageScanFindings?.findings ?? [];
      expect(part.length).toBeLessThanOrEqual(maxResults ?? 1000);
      found.push(...part);
    }
    return found;
  }
});

describe('a task', () => {
  test('runs with the entry point, user, folder, memory and environment of its definition', async () => {
    const logs = new CloudWatchLogsClient(clientOptions());
    await logs.send(new CreateLogGroupCommand({ logGroupName: '/task' }));
    await services.send(
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
              options: { 'awslogs-group': '/task', 'awslogs-region': testbed.region, 'awslogs-stream-prefix': 'x' },
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
    await until(async () => (await docker('ps', '-aq')).trim() === '');
  }, 60_000);

  test('without its log group is refused with the words of AWS', async () => {
    await services.send(
      new ecs.RegisterTaskDefinitionCommand({
        ...FARGATE,
        family: 'mute',
        containerDefinitions: [
          {
            name: 'app',
            image: 'redis:7-alpine',
            logConfiguration: {
              logDriver: 'awslogs',
              options: { 'awslogs-group': '/none', 'awslogs-region': testbed.region, 'awslogs-stream-prefix': 'x' },
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
    const image = await push(
      'shop',
      '1',
      `FROM node:22-slim\nCOPY <<'E' /app.js\n${SHOP}\nE\nCMD ["node", "/app.js"]\n`,
    );
    const { dnsName, targetGroup } = await openBalancer('shop');
    await services.send(
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
    const { TargetHealthDescriptions: targets } = await balancers.send(
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
      balancers.send(new elb.DeleteTargetGroupCommand({ TargetGroupArn: targetGroup })),
    ).rejects.toMatchObject({ name: 'ResourceInUseException' });
    await services.send(new ecs.DeleteServiceCommand({ cluster: 'default', service: 'shop', force: true }));
    await until(async () => (await docker('ps', '-aq')).trim() === '');
  }, 120_000);

  test('whose image is missing fails with the words of AWS, and the circuit breaker stops it', async () => {
    const { targetGroup } = await openBalancer('broken');
    await services.send(
      new ecs.RegisterTaskDefinitionCommand({
        ...FARGATE,
        family: 'broken',
        containerDefinitions: [
          { name: 'app', image: `${testbed.registryHost}/shop:missing`, portMappings: [{ containerPort: 8080 }] },
        ],
      }),
    );
    await createService('broken', targetGroup, 'app');
    await until(async () => (await deployment('broken'))?.rolloutState === 'FAILED');
    const [stopped] = await tasks('broken', 'STOPPED');
    expect(stopped?.stoppedReason).toMatch(/^CannotPullContainerError: /);
    await services.send(new ecs.DeleteServiceCommand({ cluster: 'default', service: 'broken', force: true }));
  }, 120_000);

  test('whose image is for another platform cannot start, as on Fargate', async () => {
    const image = `${testbed.registryHost}/foreign:1`;
    await registry.send(new ecr.CreateRepositoryCommand({ repositoryName: 'foreign' }));
    await provideForeignPlatformImage(dockerAt(testbed.dockerHost ?? ''), image);
    await docker('push', '-q', image);
    await services.send(
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
      services.send(
        new ecs.RegisterTaskDefinitionCommand({
          ...FARGATE,
          family: 'huge',
          memory: '4096',
          containerDefinitions: [{ name: 'app', image: 'redis:7-alpine' }],
        }),
      ),
    ).rejects.toMatchObject({ message: 'No Fargate configuration exists for given values.' });
    const [subnet = ''] = await subnets();
    await expect(
      balancers.send(new elb.CreateLoadBalancerCommand({ Name: 'narrow', Subnets: [subnet] })),
    ).rejects.toThrow(/At least two subnets/);
  });

  async function deployment(service: string): Promise<ecs.Deployment | undefined> {
    const { services: found } = await services.send(
      new ecs.DescribeServicesCommand({ cluster: 'default', services: [service] }),
    );
    return found?.[0]?.deployments?.[0];
  }

  async function tasks(serviceName: string, desiredStatus: 'RUNNING' | 'STOPPED' = 'RUNNING'): Promise<ecs.Task[]> {
    const { taskArns } = await services.send(
      new ecs.ListTasksCommand({ cluster: 'default', serviceName, desiredStatus }),
    );
    const described = await services.send(new ecs.DescribeTasksCommand({ cluster: 'default', tasks: taskArns ?? [] }));
    return described.tasks ?? [];
  }

  async function createService(name: string, targetGroupArn: string, containerName: string): Promise<void> {
    await services.send(
      new ecs.CreateServiceCommand({
        serviceName: name,
        taskDefinition: name,
        desiredCount: 1,
        launchType: 'FARGATE',
        deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
        networkConfiguration: { awsvpcConfiguration: { subnets: await subnets(), assignPublicIp: 'ENABLED' } },
        loadBalancers: [{ targetGroupArn, containerName, containerPort: 8080 }],
      }),
    );
  }

  async function openBalancer(name: string): Promise<{ dnsName: string; targetGroup: string }> {
    const { LoadBalancers } = await balancers.send(
      new elb.CreateLoadBalancerCommand({ Name: name, Subnets: (await subnets()).slice(0, 2) }),
    );
    const { TargetGroups } = await balancers.send(
      new elb.CreateTargetGroupCommand({
        Name: name,
        Port: 8080,
        Protocol: 'HTTP',
        TargetType: 'ip',
        VpcId: await defaultVpc(),
        HealthCheckPath: '/health',
      }),
    );
    const targetGroup = TargetGroups?.[0]?.TargetGroupArn ?? '';
    const { Listeners } = await balancers.send(
      new elb.CreateListenerCommand({
        LoadBalancerArn: LoadBalancers?.[0]?.LoadBalancerArn,
        Port: 80,
        Protocol: 'HTTP',
        DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }],
      }),
    );
    await balancers.send(
      new elb.CreateRuleCommand({
        ListenerArn: Listeners?.[0]?.ListenerArn,
        Priority: 10,
        Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: [`/${name}*`] } }],
        Actions: [{ Type: 'forward', TargetGroupArn: targetGroup }],
      }),
    );
    return { dnsName: LoadBalancers?.[0]?.DNSName ?? '', targetGroup };
  }
});

describe('the account', () => {
  test('begins with a default network that leads to the internet', async () => {
    const found = await network.send(
      new DescribeSubnetsCommand({ Filters: [{ Name: 'vpc-id', Values: [await defaultVpc()] }] }),
    );
    expect(new Set(found.Subnets?.map(({ AvailabilityZone }) => AvailabilityZone)).size).toBeGreaterThan(1);
    expect(found.Subnets?.every(({ MapPublicIpOnLaunch }) => MapPublicIpOnLaunch)).toBe(true);
    const { RouteTables } = await network.send(new DescribeRouteTablesCommand({}));
    expect(RouteTables?.[0]?.Routes).toContainEqual(
      expect.objectContaining({ DestinationCidrBlock: '0.0.0.0/0', GatewayId: expect.stringMatching(/^igw-/) }),
    );
  });

  test('gives the lists of ECS and of the load balancers in pages', async () => {
    for (const clusterName of ['one', 'two', 'three']) {
      await services.send(new ecs.CreateClusterCommand({ clusterName }));
    }
    const clusters: string[][] = [];
    for await (const page of ecs.paginateListClusters({ client: services, pageSize: 2 }, {})) {
      clusters.push(page.clusterArns ?? []);
    }
    expect(clusters.every((page) => page.length <= 2)).toBe(true);
    expect(clusters.flat().map((arn) => arn.split('/').at(-1))).toEqual(
      expect.arrayContaining(['one', 'two', 'three']),
    );
    const found: (string | undefined)[][] = [];
    for await (const page of elb.paginateDescribeLoadBalancers({ client: balancers }, { PageSize: 1 })) {
      found.push((page.LoadBalancers ?? []).map(({ LoadBalancerName }) => LoadBalancerName));
    }
    expect(found).toEqual([['shop'], ['broken']]);
  });

  test('fails as it is told to', async () => {
    await setFaults([{ service: 'ecs', action: 'ListClusters', times: 1, refuse: { code: 'ExpiredTokenException' } }]);
    const list = () => services.send(new ecs.ListClustersCommand({}));
    await expect(list()).rejects.toMatchObject({ name: 'ExpiredTokenException' });
    await expect(list()).resolves.toBeDefined();
    await setFaults([{ service: 'registry', action: 'PATCH', times: 1, cutAfterBytes: 1000 }]);
    const image = `${testbed.registryHost}/size:cut`;
    await docker('tag', 'redis:7-alpine', image);
    // The client tries again by itself, as it does with every registry.
    await docker('push', '-q', image);
    expect(await (await fetch(`${testbed.endpoint}/_gateway/faults`)).json()).toEqual({ faults: [] });
  }, 60_000);
});

// The last one: it stops the testbed.
test('a stopped testbed leaves nothing behind', async () => {
  await docker('run', '-d', 'redis:7-alpine', 'sleep', '600');
  const socket = testbed.dockerHost?.replace('unix://', '') ?? '';
  const runs = await readdir(path.join(cacheRoot, 'run'));
  expect(runs.some((run) => socket.includes(run))).toBe(true);
  await testbed.stop();
  expect(existsSync(path.dirname(socket))).toBe(false);
  const left = await readdir(path.join(cacheRoot, 'run'));
  expect(left.some((run) => socket.includes(run))).toBe(false);
  await expect(fetch(`${testbed.endpoint}/_gateway/faults`)).rejects.toThrow();
  const { stdout: links } = await execute('ip', ['-o', 'link']);
  expect(runs.filter((run) => socket.includes(run)).some((run) => links.includes(run))).toBe(false);
}, 60_000);

function clientOptions() {
  return {
    endpoint: testbed.env.AWS_ENDPOINT_URL ?? '',
    region: testbed.region,
    credentials: { accessKeyId: testbed.env.AWS_ACCESS_KEY_ID ?? '', secretAccessKey: 'testbed' },
    maxAttempts: 1,
  };
}

/** Runs one task of that family and returns what ECS tells of it once it has stopped. */
async function runToEnd(family: string): Promise<ecs.Task | undefined> {
  const { tasks } = await services.send(
    new ecs.RunTaskCommand({
      cluster: 'default',
      taskDefinition: family,
      launchType: 'FARGATE',
      networkConfiguration: { awsvpcConfiguration: { subnets: await subnets() } },
    }),
  );
  const ids = [tasks?.[0]?.taskArn ?? ''];
  const look = async () =>
    (await services.send(new ecs.DescribeTasksCommand({ cluster: 'default', tasks: ids }))).tasks?.[0];
  await until(async () => (await look())?.lastStatus === 'STOPPED');
  return await look();
}

/** Builds an image from a Dockerfile, pushes it with the docker client and returns its name with its digest. */
async function push(repositoryName: string, tag: string, dockerfile: string): Promise<string> {
  await registry.send(new ecr.CreateRepositoryCommand({ repositoryName })).catch((error: Error) => {
    if (error.name !== 'RepositoryAlreadyExistsException') throw error;
  });
  const context = await mkdtemp(path.join(folder, 'context-'));
  await writeFile(path.join(context, 'Dockerfile'), dockerfile);
  const { authorizationData } = await registry.send(new ecr.GetAuthorizationTokenCommand({}));
  const [user = '', password = ''] = Buffer.from(authorizationData?.[0]?.authorizationToken ?? '', 'base64')
    .toString()
    .split(':');
  await docker('login', '--username', user, '--password', password, testbed.registryHost ?? '');
  const image = `${testbed.registryHost}/${repositoryName}:${tag}`;
  await docker('build', '-q', '-t', image, context);
  await docker('push', '-q', image);
  const { imageDetails } = await registry.send(
    new ecr.DescribeImagesCommand({ repositoryName, imageIds: [{ imageTag: tag }] }),
  );
  return `${testbed.registryHost}/${repositoryName}@${imageDetails?.[0]?.imageDigest}`;
}

async function docker(...args: string[]): Promise<string> {
  const config = path.join(folder, 'docker-config');
  const plugins = testbed.env.QUAYSIDE_TESTBED_DOCKER_PLUGINS;
  if (plugins && !existsSync(path.join(config, 'cli-plugins'))) {
    await mkdir(config, { recursive: true });
    await symlink(plugins, path.join(config, 'cli-plugins'));
  }
  const env = { ...process.env, DOCKER_HOST: testbed.dockerHost, DOCKER_CONFIG: config };
  const { stdout } = await execute(testbed.dockerClient ?? 'docker', args, { env, timeout: 60_000 });
  return stdout;
}

async function defaultVpc(): Promise<string> {
  const { Vpcs } = await network.send(new DescribeVpcsCommand({ Filters: [{ Name: 'is-default', Values: ['true'] }] }));
  return Vpcs?.[0]?.VpcId ?? '';
}

async function subnets(): Promise<string[]> {
  const { Subnets } = await network.send(
    new DescribeSubnetsCommand({ Filters: [{ Name: 'vpc-id', Values: [await defaultVpc()] }] }),
  );
  return (Subnets ?? []).map(({ SubnetId = '' }) => SubnetId);
}

async function setFaults(faults: unknown): Promise<void> {
  const { status } = await fetch(`${testbed.endpoint}/_gateway/faults`, {
    method: 'POST',
    body: JSON.stringify(faults),
  });
  expect(status).toBe(200);
}

const text = async (url: string): Promise<string> => await (await fetch(url)).text();

async function until(holds: () => Promise<boolean>, limitMs = 60_000): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`It did not come to pass within ${limitMs / 1000} s: ${holds}`);
    await pause(300);
  }
}
