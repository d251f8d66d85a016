import {
  DeleteSubnetCommand,
  DeleteVpcCommand,
  DescribeInternetGatewaysCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  DetachInternetGatewayCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { ECSClient, ListTagsForResourceCommand } from '@aws-sdk/client-ecs';
import {
  CreateTargetGroupCommand,
  DeleteTargetGroupCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { describe, expect, test, vi } from 'vitest';
import { ecrRegistry } from '../../src/adapters/aws/ecr.ts';
import { openSession } from '../../src/adapters/aws/session.ts';
import { deploy } from '../../src/workflows/deploy.ts';
import { destroy, inventory } from '../../src/workflows/destroy.ts';
import { plan } from '../../src/workflows/plan.ts';
import { accountOf, nothing } from './account-of.ts';
import { answer, changed, expectNoContainers, named, pushed, specOf, useDeployments, whole } from './deployments.ts';
import { recordedRun } from './runs.ts';
import { programs } from './shop-images.ts';

const open = useDeployments();

describe('a service with a Redis beside it', () => {
  const service = named('deploy');
  const spec = specOf(service, 'redis:\n');

  test('is planned without being made', async () => {
    await pushed(service, 'one');
    const planned = await plan(open(), { spec }, recordedRun());
    expect(changed(planned.steps)).toContain('balancer');
    expect(await accountOf(service)).toEqual({ ...nothing, repositories: 1 });
  });

  test('answers over HTTP through its load balancer and counts in its Redis', async () => {
    const run = recordedRun();
    const deployed = await deploy(open(), { spec }, run);
    expect(deployed).toMatchObject({ service, cluster: service });
    expect(deployed.taskDefinition).toMatch(new RegExp(`task-definition/${service}:1$`));
    expect(await answer(deployed.url)).toEqual({ version: 'one', visits: 1 });
    expect(await answer(deployed.url)).toEqual({ version: 'one', visits: 2 });
    expect(await accountOf(service)).toEqual(whole);
    const tasks = run.events.filter(({ unit }) => unit === 'tasks');
    expect(tasks.at(-1)).toMatchObject({ done: 1, total: 1 });
  });

  test('deployed again changes nothing and registers nothing', async () => {
    const again = await deploy(open(), { spec }, recordedRun());
    expect(changed(again.changes)).toEqual([]);
    expect(again.taskDefinition).toMatch(/:1$/);
    expect(await answer(again.url)).toEqual({ version: 'one', visits: 3 });
    expect(await accountOf(service)).toEqual(whole);
  });

  test('stops at once when the person does, and is whole after the next deploy', async () => {
    const run = recordedRun();
    const wanted = { ...spec, environment: { GREETING: 'hello' } };
    const stopped = deploy(open(), { spec: wanted }, run);
    void run.until(({ phase }) => phase === 'deploy.tasks').then(() => run.abort());
    await expect(stopped).rejects.toMatchObject({ name: 'CancelledError' });
    const whatIsLeft = await deploy(open(), { spec }, recordedRun());
    expect(changed(whatIsLeft.changes)).toEqual(['task-definition', 'service']);
    expect((await answer(whatIsLeft.url)).version).toBe('one');
  });

  test('takes a newer image by its digest, and a wider scale', async () => {
    const { digest } = await pushed(service, 'two');
    const wider = { ...spec, count: 2 };
    const deployed = await deploy(open(), { spec: wider }, recordedRun());
    expect(changed(deployed.changes)).toEqual(['task-definition', 'service']);
    expect(deployed.changes.find(({ id }) => id === 'task-definition')?.details.join()).toContain(digest);
    expect((await answer(deployed.url)).version).toBe('two');
    expect(await accountOf(service)).toEqual({ ...whole, runningTasks: 2, revisions: 4 });
  });

  test('goes back to an earlier image by its digest, and to the scale it had', async () => {
    const { digest } = (await open().registry.image(service, 'one')) ?? { digest: '' };
    const deployed = await deploy(open(), { spec, image: { digest } }, recordedRun());
    expect((await answer(deployed.url)).version).toBe('one');
    expect(await accountOf(service)).toMatchObject({ runningTasks: 1 });
  });

  test('is taken away whole, and a second time there is nothing to take', async () => {
    const owned = await inventory({ session: open().session }, { spec }, recordedRun());
    const { deleted, kept } = await destroy({ session: open().session }, { spec }, recordedRun());
    expect(deleted).toEqual(owned);
    expect(kept).toEqual([]);
    expect(await accountOf(service)).toEqual(nothing);
    await expectNoContainers(service);
    // What AWS still shows of the deleted for a while bears no tags any more.
    const shown = deleted.filter(({ kind }) => kind === 'service' || kind === 'task definition');
    expect(shown.length).toBeGreaterThan(2);
    for (const { id } of shown) expect(await ecsTagsOf(id), id).toEqual([]);
    expect(await destroy({ session: open().session }, { spec }, recordedRun())).toEqual({ deleted: [], kept: [] });
  });
});

describe('what makes a deployment fail', () => {
  const service = named('failing');

  test('an app that exits is named with its code and its last words, and the service goes back', async () => {
    const spec = specOf(service);
    await pushed(service, 'one', programs.greeting());
    await deploy(open(), { spec }, recordedRun());
    await pushed(service, 'bad', programs.failing());
    const failing = deploy(open(), { spec }, recordedRun());
    await expect(failing).rejects.toMatchObject({
      code: 'deployment-failed',
      message: expect.stringMatching(
        `The deployment of ${service} failed, because the container "app" exited with code 3; its last line: cannot find the database. The service was rolled back to ${service}:1.`,
      ),
      action: { says: expect.stringMatching(/deploy again/) },
    });
  });

  test('an app that answers its health check with an error is named with what the load balancer saw', async () => {
    const spec = specOf(service);
    await pushed(service, 'bad', programs.refusing());
    const failing = deploy(open(), { spec }, recordedRun());
    await expect(failing).rejects.toMatchObject({
      code: 'deployment-failed',
      message: expect.stringMatching(/because the load balancer got no healthy answer from port 3000 at \/well/),
      action: { says: expect.stringContaining('listens on 0.0.0.0:3000') },
    });
  });

  test('no default VPC is said before anything is made', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', String(200_000_000_000 + process.pid));
    const bare = openSession({ profile: undefined, region: undefined }, { version: '0.0.0' });
    try {
      await withoutDefaultVpc();
      const spec = specOf('homeless');
      await expect(
        deploy({ session: bare, registry: ecrRegistry(bare) }, { spec }, recordedRun()),
      ).rejects.toMatchObject({
        code: 'no-default-vpc',
        message: 'There is no default VPC in us-east-1, and a deployment needs one.',
        action: { says: expect.stringContaining('aws ec2 create-default-vpc --region us-east-1') },
      });
      expect(await accountOf('homeless')).toEqual(nothing);
    } finally {
      bare.dispose();
      for (const [name, value] of Object.entries(open().testbed.env)) vi.stubEnv(name, value);
    }
  });

  test('nothing pushed is said before anything is made', async () => {
    const spec = specOf(named('unpushed'));
    await expect(deploy(open(), { spec }, recordedRun())).rejects.toMatchObject({
      code: 'nothing-pushed',
      action: { says: 'Run "quayside push" first.' },
    });
    expect(await accountOf(spec.name)).toEqual(nothing);
  });

  test('an image for another processor is said before anything is made', async () => {
    const arm = named('arm');
    await pushed(arm, 'one');
    await expect(deploy(open(), { spec: specOf(arm, 'architecture: arm64\n') }, recordedRun())).rejects.toMatchObject({
      code: 'wrong-platform',
      message: expect.stringMatching(/is built for linux\/amd64, and the task runs on linux\/arm64/),
    });
    expect(await accountOf(arm)).toEqual({ ...nothing, repositories: 1 });
  });
});

describe('what somebody else made', () => {
  test('is not touched by a deploy that wants its name', async () => {
    const service = named('taken');
    await pushed(service, 'one', programs.greeting());
    const client = new ElasticLoadBalancingV2Client({});
    const created = await client.send(
      new CreateTargetGroupCommand({ Name: `quayside-${service}`, Protocol: 'HTTP', Port: 80, TargetType: 'ip' }),
    );
    await expect(deploy(open(), { spec: specOf(service) }, recordedRun())).rejects.toMatchObject({
      code: 'name-taken',
      message: `There is a target group named "quayside-${service}" that Quayside did not make for "${service}".`,
    });
    const { deleted, kept } = await destroy({ session: open().session }, { spec: specOf(service) }, recordedRun());
    expect(deleted.map(({ kind }) => kind)).toEqual(['repository']);
    expect(kept.map(({ kind, reason }) => `${kind}: ${reason}`)).toEqual([
      'target group: Quayside did not make it for this service',
    ]);
    expect(await accountOf(service)).toEqual({ ...nothing, targetGroups: 1 });
    const TargetGroupArn = created.TargetGroups?.[0]?.TargetGroupArn;
    await client.send(new DeleteTargetGroupCommand({ TargetGroupArn }));
  });

  test('a cluster that another service shares stays until the last one goes', async () => {
    const [first, second] = [named('first'), named('second')];
    const shared = `cluster: ${first}\n`;
    for (const service of [first, second]) {
      await pushed(service, 'one', programs.greeting());
      await deploy(open(), { spec: specOf(service, shared) }, recordedRun());
    }
    const { kept } = await destroy({ session: open().session }, { spec: specOf(first, shared) }, recordedRun());
    expect(kept).toMatchObject([{ kind: 'cluster', name: first, reason: '1 other service runs in it' }]);
    const { deleted } = await destroy({ session: open().session }, { spec: specOf(second, shared) }, recordedRun());
    expect(deleted).toContainEqual(expect.objectContaining({ kind: 'cluster', name: first }));
    expect(await accountOf(first)).toEqual(nothing);
    expect(await accountOf(second)).toEqual(nothing);
  });
});

test('what AWS refuses for a moment only is tried again', async () => {
  const service = named('moments');
  const spec = specOf(service);
  await pushed(service, 'one', programs.greeting());
  const once = (of: string, action: string, code: string, message = code) => ({
    service: of,
    action,
    times: 1,
    refuse: { code, message, status: 400 },
  });
  await withFaults(
    [
      once('iam', 'AttachRolePolicy', 'NoSuchEntity'),
      once('elasticloadbalancing', 'CreateRule', 'PriorityInUse'),
      once('ecs', 'RegisterTaskDefinition', 'ClientException', 'Role is not valid'),
      once('ecs', 'CreateService', 'InvalidParameterException', 'Unable to assume the service linked role.'),
      once('ecs', 'CreateService', 'ClientException', 'Unable to Start a service that is still Draining.'),
    ],
    () => deploy(open(), { spec }, recordedRun()),
  );
  expect(await accountOf(service)).toEqual(whole);
  await withFaults(
    [
      once('elasticloadbalancing', 'DeleteTargetGroup', 'ResourceInUse'),
      once('ec2', 'DeleteSecurityGroup', 'DependencyViolation'),
      once('ecs', 'DeleteCluster', 'ClusterContainsTasksException'),
      once('iam', 'DeleteRole', 'DeleteConflict'),
    ],
    () => destroy({ session: open().session }, { spec }, recordedRun()),
  );
  expect(await accountOf(service)).toEqual(nothing);
});

async function ecsTagsOf(arn: string): Promise<unknown> {
  return (await new ECSClient({}).send(new ListTagsForResourceCommand({ resourceArn: arn }))).tags;
}

/** The gateway before the account refuses as it is told; afterwards every refusal has to have happened. */
async function withFaults(faults: readonly object[], act: () => Promise<unknown>): Promise<void> {
  const url = `${open().testbed.endpoint}/_gateway/faults`;
  const asked = { headers: { 'content-type': 'application/json' }, signal: AbortSignal.timeout(10_000) };
  await fetch(url, { ...asked, method: 'POST', body: JSON.stringify(faults) });
  try {
    await act();
    const left = (await (await fetch(url, asked)).json()) as { faults: readonly object[] };
    expect(left.faults).toEqual([]);
  } finally {
    await fetch(url, { ...asked, method: 'DELETE' });
  }
}

/** Takes the default VPC from the account that the environment names. */
async function withoutDefaultVpc(): Promise<void> {
  const client = new EC2Client({});
  const { Vpcs = [] } = await client.send(
    new DescribeVpcsCommand({ Filters: [{ Name: 'is-default', Values: ['true'] }] }),
  );
  for (const { VpcId } of Vpcs) {
    const { Subnets = [] } = await client.send(
      new DescribeSubnetsCommand({ Filters: [{ Name: 'vpc-id', Values: [VpcId ?? ''] }] }),
    );
    for (const { SubnetId } of Subnets) await client.send(new DeleteSubnetCommand({ SubnetId }));
    const { InternetGateways = [] } = await client.send(
      new DescribeInternetGatewaysCommand({ Filters: [{ Name: 'attachment.vpc-id', Values: [VpcId ?? ''] }] }),
    );
    for (const { InternetGatewayId } of InternetGateways) {
      await client.send(new DetachInternetGatewayCommand({ InternetGatewayId, VpcId }));
    }
    await client.send(new DeleteVpcCommand({ VpcId }));
  }
}
