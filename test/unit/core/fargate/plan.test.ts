import { describe, expect, test } from 'vitest';
import type { Observed } from '../../../../src/core/fargate/observed.ts';
import { type Plan, plan } from '../../../../src/core/fargate/plan.ts';
import { deployed, empty, image, specOf } from './deployed.ts';

const text = 'name: shop\nport: 3000\nredis:\n';
const spec = specOf(text);

/** What changes, as `what: reason` with the details. */
function changes({ steps }: Plan): Record<string, readonly string[]> {
  const changing = steps.filter(({ change }) => change !== 'none');
  return Object.fromEntries(changing.map(({ id, change, details }) => [`${change} ${id}`, details]));
}

describe('in an account without it', () => {
  const planned = plan(spec, image, empty);

  test('everything is created, what others need first', () => {
    expect(planned.steps.map(({ change, id }) => `${change} ${id}`)).toEqual([
      'create service-linked-role',
      'create log-group',
      'create execution-role',
      'create task-role',
      'create balancer-group',
      'create task-group',
      'create target-group',
      'create balancer',
      'create listener',
      'create rule',
      'create cluster',
      'create task-definition',
      'create service',
    ]);
  });

  test('every step has a reason and what it costs is counted', () => {
    for (const { reason } of planned.steps) expect(reason).toBeTruthy();
    expect(planned.estimate.total).toBeGreaterThan(0);
  });
});

test('after a deploy there is nothing to do, and every step says why', () => {
  const planned = plan(spec, image, deployed(spec));
  expect(changes(planned)).toEqual({});
  expect(new Set(planned.steps.map(({ reason }) => reason))).toEqual(
    new Set(['it is as it should be', 'a revision like it is registered']),
  );
});

test('another image is a new revision and nothing else', () => {
  const other = image.replaceAll('a'.repeat(64), 'b'.repeat(64));
  expect(changes(plan(spec, other, deployed(spec)))).toEqual({
    'update task-definition': [`app.image: ${image} → ${other}`],
    'update service': ['task definition: shop:1 → the new revision'],
  });
});

test('an earlier image that is still registered is put in service without a new revision', () => {
  const before = deployed(spec);
  const now = { arn: 'arn:aws:ecs:eu-west-1:111122223333:task-definition/shop:2', definition: { family: 'shop' } };
  const observed: Observed = {
    ...before,
    revisions: [now, ...before.revisions],
    service: before.service && { ...before.service, taskDefinition: now.arn },
  };
  expect(changes(plan(spec, image, observed))).toEqual({ 'update service': ['task definition: shop:2 → shop:1'] });
});

test('more tasks are a change of the service alone', () => {
  const planned = plan(specOf(`${text}count: 3\n`), image, deployed(spec));
  expect(changes(planned)).toEqual({ 'update service': ['tasks: 1 → 3'] });
});

test('another port changes the group, the revision and the target', () => {
  const planned = plan(specOf(text.replace('3000', '8080')), image, deployed(spec));
  expect(changes(planned)).toEqual({
    'update task-group': ['ingress: port 3000 from sg-alb → none', 'ingress: none → port 8080 from the load balancer'],
    'update task-definition': ['app.portMappings[0].containerPort: 3000 → 8080'],
    'update service': ['task definition: shop:1 → the new revision', 'targets: arn:tg app:3000 → arn:tg app:8080'],
  });
});

test('another health check and another path change the target group and the rule', () => {
  const planned = plan(
    specOf(`${text}path: /shop/*\nhealthCheck: { path: /well, interval: 20 }\n`),
    image,
    deployed(spec),
  );
  expect(changes(planned)).toEqual({
    'update target-group': ['health check path: / → /well', 'health check interval: 15 → 20'],
    'update rule': ['condition: path-pattern /* → path-pattern /shop/*'],
  });
});

test('what was cut off half way is taken up where it was', () => {
  const all = deployed(spec);
  const half: Observed = {
    ...all,
    executionRole: all.executionRole && { ...all.executionRole, policies: [] },
    balancerGroup: all.balancerGroup && { ...all.balancerGroup, ingress: [] },
    targetGroup: all.targetGroup && { ...all.targetGroup, deregistrationDelay: 300 },
    listener: undefined,
    rules: [],
    service: undefined,
  };
  expect(changes(plan(spec, image, half))).toEqual({
    'update execution-role': ['policy: none → arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy'],
    'update balancer-group': ['ingress: none → port 80 from everywhere'],
    'update target-group': ['deregistration delay: 300 → 30'],
    'create listener': [],
    'create rule': [],
    'create service': [],
  });
});

test('what was changed by hand is changed back, what was added by hand stays', () => {
  const all = deployed(spec);
  const own = { protocol: 'tcp', from: 22, to: 22, source: '10.0.0.0/8', description: 'mine' };
  const touched: Observed = {
    ...all,
    logGroup: all.logGroup && { ...all.logGroup, retention: undefined },
    taskGroup: all.taskGroup && { ...all.taskGroup, ingress: [own, ...all.taskGroup.ingress] },
    service: all.service && { ...all.service, circuitBreaker: { enabled: false, rollback: false } },
  };
  expect(changes(plan(spec, image, touched))).toEqual({
    'update log-group': ['retention: for ever → 30 days'],
    'update service': ['rolls back: false → true'],
  });
});

test('a service whose last deployment failed is deployed again though nothing differs', () => {
  const all = deployed(spec);
  const [deployment] = all.service?.deployments ?? [];
  const failed: Observed = {
    ...all,
    service: all.service && deployment && { ...all.service, deployments: [{ ...deployment, rolloutState: 'FAILED' }] },
  };
  const step = plan(spec, image, failed).steps.find(({ id }) => id === 'service');
  expect(step).toMatchObject({ change: 'update', reason: 'its last deployment failed, so a new one is started' });
});

test('a service that is on its way out is made anew', () => {
  const all = deployed(spec);
  const draining: Observed = { ...all, service: all.service && { ...all.service, status: 'DRAINING' } };
  const step = plan(spec, image, draining).steps.find(({ id }) => id === 'service');
  expect(step?.change).toBe('create');
  expect(step?.reason).toMatch(/waited for/);
});

describe('what is somebody else’s', () => {
  test.each(['executionRole', 'balancerGroup', 'targetGroup', 'balancer', 'service'] as const)(
    'is not touched: %s',
    (part) => {
      const all = deployed(spec);
      const foreign = { ...all, [part]: { ...all[part], tags: {} } } as Observed;
      expect(() => plan(spec, image, foreign)).toThrow(/that Quayside did not make for "shop"/);
    },
  );

  test('is used where it is a cluster, and said', () => {
    const all = deployed(spec);
    const shared: Observed = { ...all, cluster: all.cluster && { ...all.cluster, tags: {} } };
    const planned = plan(spec, image, shared);
    expect(changes(planned)).toEqual({});
    expect(planned.warnings.join('\n')).toContain('The cluster shop was not made by Quayside');
  });
});

test('a load balancer in another VPC is named with the way out', () => {
  const all = deployed(spec);
  const moved: Observed = { ...all, network: { ...all.network, vpc: 'vpc-2' } };
  expect(() => plan(spec, image, moved)).toThrow('lives in vpc-1, and the default VPC is now vpc-2');
});

test.each([
  ['several tasks with a Redis each', `${text}count: 2\n`, 'Each of the 2 tasks has a Redis of its own'],
  ['no tasks', `${text}count: 0\n`, 'count is 0'],
  ['a path that is not everything', `${text}path: /shop/*\n`, 'Only paths that match /shop/* reach the service'],
  ['Redis from Docker Hub', text, 'redis:7-alpine is pulled from Docker Hub'],
])('there is a warning about %s', (_, written, warning) => {
  expect(plan(specOf(written), image, empty).warnings.join('\n')).toContain(warning);
});
