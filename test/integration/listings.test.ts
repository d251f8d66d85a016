import {
  CreateClusterCommand,
  CreateServiceCommand,
  DeleteClusterCommand,
  DeleteServiceCommand,
  DeregisterTaskDefinitionCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import {
  CreateTargetGroupCommand,
  DeleteTargetGroupCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { describeClusters, describeServices, listClusters, listServices } from '../../src/adapters/aws/ecs.ts';
import {
  describeTargetGroups,
  describeTargetHealth,
  listListeners,
  listTargetGroups,
} from '../../src/adapters/aws/elb.ts';
import { everyItem } from '../../src/adapters/aws/paging.ts';
import { openSession, type Session } from '../../src/adapters/aws/session.ts';
import { type Testbed, useTestbed } from '../testbed/testbed.ts';

const cluster = `listings-${process.pid}`;
const serviceNames = Array.from({ length: 23 }, (_, at) => `service-${String(at).padStart(2, '0')}`);
const groupNames = Array.from({ length: 23 }, (_, at) => `listing-${process.pid}-${at}`);

let testbed: Testbed;
let session: Session;
let ecs: ECSClient;
let elb: ElasticLoadBalancingV2Client;
let groupArns: string[];

beforeAll(async () => {
  testbed = await useTestbed();
  for (const [name, value] of Object.entries(testbed.env)) vi.stubEnv(name, value);
  session = openSession({ profile: undefined, region: undefined }, { version: '0.0.0' });
  ecs = new ECSClient({});
  elb = new ElasticLoadBalancingV2Client({});
  await ecs.send(new CreateClusterCommand({ clusterName: cluster, tags: [{ key: 'team', value: 'blue' }] }));
  await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: cluster,
      containerDefinitions: [{ name: 'app', image: 'redis:7', memory: 64 }],
    }),
  );
  for (const serviceName of serviceNames) {
    await ecs.send(new CreateServiceCommand({ cluster, serviceName, taskDefinition: cluster, desiredCount: 0 }));
  }
  groupArns = await Promise.all(
    groupNames.map(async (Name) => {
      const Tags = [{ Key: 'name', Value: Name }];
      const command = new CreateTargetGroupCommand({ Name, Protocol: 'HTTP', Port: 80, TargetType: 'ip', Tags });
      return (await elb.send(command)).TargetGroups?.[0]?.TargetGroupArn ?? '';
    }),
  );
});

afterAll(async () => {
  for (const TargetGroupArn of groupArns) await elb.send(new DeleteTargetGroupCommand({ TargetGroupArn }));
  for (const service of serviceNames) await ecs.send(new DeleteServiceCommand({ cluster, service, force: true }));
  await ecs.send(new DeleteClusterCommand({ cluster }));
  await ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition: `${cluster}:1` }));
  session.dispose();
  vi.unstubAllEnvs();
  await testbed.stop();
});

test('services come ten to a page, each once, with what there is to know about them', async () => {
  const first = await listServices(session, cluster)();
  expect(first.items).toHaveLength(10);
  expect(first.next).toBeDefined();
  const all = await everyItem(listServices(session, cluster));
  expect(all.map(({ name }) => name).sort()).toEqual(serviceNames);
  expect(all[0]).toMatchObject({ status: 'ACTIVE', desired: 0, running: 0 });
});

test('more names than one request takes are described all the same, and unknown ones left out', async () => {
  const found = await describeServices(session, cluster, [...serviceNames, 'nobody']);
  expect(found.map(({ name }) => name).sort()).toEqual(serviceNames);
  expect(await describeServices(session, 'no-such-cluster', ['nobody'])).toEqual([]);
});

test('clusters carry their tags', async () => {
  const all = await everyItem(listClusters(session));
  const [described] = await describeClusters(session, [cluster, 'no-such-cluster']);
  expect(described).toMatchObject({ name: cluster, tags: { team: 'blue' } });
  expect(all).toContainEqual(described);
});

test('target groups come twenty to a page with the tags of each', async () => {
  const first = await listTargetGroups(session)();
  expect(first.items).toHaveLength(20);
  const mine = (await everyItem(listTargetGroups(session))).filter(({ name }) => groupNames.includes(name));
  expect(mine).toHaveLength(groupNames.length);
  for (const { name, tags } of mine) expect(tags).toEqual({ name });
});

test('one that is gone does not hide the others', async () => {
  const gone = groupArns[0]?.replace(/\/[^/]*$/, '/0000000000000000') ?? '';
  const found = await describeTargetGroups(session, [gone, ...groupArns]);
  expect(found.map(({ arn }) => arn).sort()).toEqual([...groupArns].sort());
  expect(await describeTargetHealth(session, gone)).toEqual([]);
});

test('the listeners of a load balancer that is gone are none', async () => {
  const gone = `arn:aws:elasticloadbalancing:${testbed.region}:000000000000:loadbalancer/app/gone/0000000000000000`;
  expect(await everyItem(listListeners(session, gone))).toEqual([]);
});
