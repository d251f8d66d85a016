// A testbed of one's own, with the clients of AWS and of Docker: for tests that stop it, or need it empty.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { DescribeSubnetsCommand, DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import * as ecr from '@aws-sdk/client-ecr';
import { ECSClient } from '@aws-sdk/client-ecs';
import * as elb from '@aws-sdk/client-elastic-load-balancing-v2';
import { pause } from '../testbed/processes.ts';
import { startTestbed, type Testbed } from '../testbed/testbed.ts';

const execute = promisify(execFile);

export class OwnTestbed {
  readonly testbed: Testbed;
  readonly registry: ecr.ECRClient;
  readonly services: ECSClient;
  readonly balancers: elb.ElasticLoadBalancingV2Client;
  readonly network: EC2Client;
  readonly #folder: string;

  static async start(): Promise<OwnTestbed> {
    return new OwnTestbed(await startTestbed(), await mkdtemp(path.join(tmpdir(), 'qst-test-')));
  }

  private constructor(testbed: Testbed, folder: string) {
    this.testbed = testbed;
    this.#folder = folder;
    this.registry = new ecr.ECRClient(this.clientOptions);
    this.services = new ECSClient(this.clientOptions);
    this.balancers = new elb.ElasticLoadBalancingV2Client(this.clientOptions);
    this.network = new EC2Client(this.clientOptions);
  }

  get clientOptions() {
    const { env, region } = this.testbed;
    return {
      endpoint: env.AWS_ENDPOINT_URL ?? '',
      region,
      credentials: { accessKeyId: env.AWS_ACCESS_KEY_ID ?? '', secretAccessKey: 'testbed' },
      maxAttempts: 1,
    };
  }

  /** Builds an image from a Dockerfile, pushes it with the docker client and returns its name with its digest. */
  push = async (repositoryName: string, tag: string, dockerfile: string): Promise<string> => {
    const { registryHost } = this.testbed;
    await this.registry.send(new ecr.CreateRepositoryCommand({ repositoryName })).catch((error: Error) => {
      if (error.name !== 'RepositoryAlreadyExistsException') throw error;
    });
    const context = await mkdtemp(path.join(this.#folder, 'context-'));
    await writeFile(path.join(context, 'Dockerfile'), dockerfile);
    const { authorizationData } = await this.registry.send(new ecr.GetAuthorizationTokenCommand({}));
    const [user = '', password = ''] = Buffer.from(authorizationData?.[0]?.authorizationToken ?? '', 'base64')
      .toString()
      .split(':');
    await this.docker('login', '--username', user, '--password', password, registryHost ?? '');
    const image = `${registryHost}/${repositoryName}:${tag}`;
    await this.docker('build', '-q', '-t', image, context);
    await this.docker('push', '-q', image);
    const { imageDetails } = await this.registry.send(
      new ecr.DescribeImagesCommand({ repositoryName, imageIds: [{ imageTag: tag }] }),
    );
    return `${registryHost}/${repositoryName}@${imageDetails?.[0]?.imageDigest}`;
  };

  docker = async (...args: string[]): Promise<string> => {
    const { env: own, dockerHost, dockerClient } = this.testbed;
    const config = path.join(this.#folder, 'docker-config');
    const plugins = own.QUAYSIDE_TESTBED_DOCKER_PLUGINS;
    if (plugins && !existsSync(path.join(config, 'cli-plugins'))) {
      await mkdir(config, { recursive: true });
      await symlink(plugins, path.join(config, 'cli-plugins'));
    }
    const env = { ...process.env, DOCKER_HOST: dockerHost, DOCKER_CONFIG: config };
    const { stdout } = await execute(dockerClient ?? 'docker', args, { env, timeout: 60_000 });
    return stdout;
  };

  async defaultVpc(): Promise<string> {
    const { Vpcs } = await this.network.send(
      new DescribeVpcsCommand({ Filters: [{ Name: 'is-default', Values: ['true'] }] }),
    );
    return Vpcs?.[0]?.VpcId ?? '';
  }

  async subnets(): Promise<string[]> {
    const { Subnets } = await this.network.send(
      new DescribeSubnetsCommand({ Filters: [{ Name: 'vpc-id', Values: [await this.defaultVpc()] }] }),
    );
    return (Subnets ?? []).map(({ SubnetId = '' }) => SubnetId);
  }

  /** An application load balancer that answers under `/name`, and 404 elsewhere. */
  async openBalancer(name: string): Promise<{ dnsName: string; targetGroup: string }> {
    const { LoadBalancers } = await this.balancers.send(
      new elb.CreateLoadBalancerCommand({ Name: name, Subnets: (await this.subnets()).slice(0, 2) }),
    );
    const { TargetGroups } = await this.balancers.send(
      new elb.CreateTargetGroupCommand({
        Name: name,
        Port: 8080,
        Protocol: 'HTTP',
        TargetType: 'ip',
        VpcId: await this.defaultVpc(),
        HealthCheckPath: '/health',
      }),
    );
    const targetGroup = TargetGroups?.[0]?.TargetGroupArn ?? '';
    const { Listeners } = await this.balancers.send(
      new elb.CreateListenerCommand({
        LoadBalancerArn: LoadBalancers?.[0]?.LoadBalancerArn,
        Port: 80,
        Protocol: 'HTTP',
        DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }],
      }),
    );
    await this.balancers.send(
      new elb.CreateRuleCommand({
        ListenerArn: Listeners?.[0]?.ListenerArn,
        Priority: 10,
        Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: [`/${name}*`] } }],
        Actions: [{ Type: 'forward', TargetGroupArn: targetGroup }],
      }),
    );
    return { dnsName: LoadBalancers?.[0]?.DNSName ?? '', targetGroup };
  }

  async stop(): Promise<void> {
    await this.testbed.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

export async function until(holds: () => Promise<boolean>, limitMs = 60_000): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`It did not come to pass within ${limitMs / 1000} s: ${holds}`);
    await pause(300);
  }
}
