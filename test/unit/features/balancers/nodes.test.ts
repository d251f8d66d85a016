import { describe, expect, test } from 'vitest';
import type {
  Cluster,
  Listener,
  LoadBalancer,
  Rule,
  TargetGroup,
  TargetHealth,
  Task,
} from '../../../../src/core/fargate/account.ts';
import { type BalancerListings, balancerNodes } from '../../../../src/features/balancers/nodes.ts';
import { tasksByAddress } from '../../../../src/features/balancers/tasks.ts';
import { describeTarget } from '../../../../src/features/balancers/words.ts';
import { type Node, pagesOf } from '../../../../src/ui/node.ts';

const balancer: LoadBalancer = {
  arn: 'balancer',
  name: 'quayside-shop',
  dnsName: 'quayside-shop.elb.example',
  type: 'application',
  scheme: 'internet-facing',
  state: 'active',
  vpc: 'vpc-1',
  zones: [],
  securityGroups: [],
  createdAt: undefined,
  tags: {},
};

const forward = (...arns: string[]): Rule['actions'] => [
  { type: 'forward', targetGroups: arns.map((arn) => ({ arn, weight: undefined })), detail: undefined },
];

const path = (value: string): Rule['conditions'] => [{ field: 'path-pattern', values: [value] }];

const refusal: Rule['actions'] = [{ type: 'fixed-response', targetGroups: [], detail: '404' }];

const rules: Rule[] = [
  { arn: 'default', priority: undefined, conditions: [], actions: refusal },
  { arn: 'rule-2', priority: 2, conditions: path('/cart/*'), actions: forward('group-shop') },
  { arn: 'rule-1', priority: 1, conditions: path('/shop/*'), actions: forward('group-shop') },
  { arn: 'rule-3', priority: 3, conditions: path('/blog/*'), actions: forward('group-blog') },
];

const group = (arn: string): TargetGroup => ({
  arn,
  name: arn.replace('group-', ''),
  protocol: 'HTTP',
  port: 8080,
  targetType: 'ip',
  vpc: 'vpc-1',
  loadBalancerArns: ['balancer'],
  healthCheck: {
    path: '/health',
    protocol: 'HTTP',
    port: 'traffic-port',
    interval: 15,
    timeout: 5,
    healthy: 2,
    unhealthy: 2,
    matcher: '200',
  },
  tags: {},
});

const target = (details: Partial<TargetHealth> = {}): TargetHealth => ({
  id: '10.0.0.7',
  port: 8080,
  zone: undefined,
  state: 'healthy',
  reason: undefined,
  description: undefined,
  ...details,
});

const task = { arn: 'task', id: '0123456789abcdef', group: 'service:shop', address: '10.0.0.7' } as Task;

const listings = (details: Partial<BalancerListings> = {}): BalancerListings => ({
  balancers: () => pagesOf([balancer]),
  listeners: () =>
    pagesOf<Listener>([
      { arn: 'listener', loadBalancerArn: 'balancer', port: 80, protocol: 'HTTP', defaultActions: refusal },
    ]),
  rules: () => pagesOf(rules),
  targetGroups: async (arns) => arns.map(group),
  health: async (arn) => (arn === 'group-shop' ? [target(), target({ id: '10.0.0.8', state: 'draining' })] : []),
  tasksByAddress: async () => new Map([['10.0.0.7', task]]),
  ...details,
});

describe('the tree of load balancers', () => {
  test('leads from a load balancer over its listener to target groups, in the order of the rules', async () => {
    const [shop] = await itemsOf(balancerNodes(listings()));
    expect(shop).toMatchObject({ label: 'quayside-shop', description: 'application · internet-facing' });
    const [listener] = await itemsOf(shop?.children);
    expect(listener?.label).toBe('HTTP :80');
    expect((await itemsOf(listener?.children)).map(({ label, description }) => `${label}: ${description}`)).toEqual([
      'shop: 1 of 2 healthy · /shop/* · /cart/*',
      'blog: no targets · /blog/*',
      'everything else: answers 404',
    ]);
  });

  test('joins a target with the task behind it', async () => {
    const groups = await itemsOf((await itemsOf((await itemsOf(balancerNodes(listings())))[0]?.children))[0]?.children);
    const targets = await itemsOf(groups[0]?.children);
    expect(targets.map(({ label, description }) => `${label}: ${description}`)).toEqual([
      '10.0.0.7:8080: healthy · task 01234567 of shop',
      '10.0.0.8:8080: draining: it takes no new requests',
    ]);
  });

  test('asks a network load balancer for no rules, since it has none', async () => {
    const network = listings({
      balancers: () => pagesOf([{ ...balancer, type: 'network' }]),
      listeners: () =>
        pagesOf<Listener>([
          {
            arn: 'tcp',
            loadBalancerArn: 'balancer',
            port: 443,
            protocol: 'TCP',
            defaultActions: forward('group-shop'),
          },
        ]),
      rules: () => {
        throw new Error('there are no rules to list');
      },
    });
    const [listener] = await itemsOf((await itemsOf(balancerNodes(network)))[0]?.children);
    expect(await itemsOf(listener?.children)).toMatchObject([{ label: 'shop' }]);
  });
});

describe('a target says why it is not healthy', () => {
  test.each([
    [{ state: 'initial', reason: 'Elb.InitialHealthChecking' }, 'its first health checks are under way'],
    [
      {
        state: 'unhealthy',
        reason: 'Target.ResponseCodeMismatch',
        description: 'Health checks failed with these codes: [404]',
      },
      'unhealthy: it answers 404 to the health check',
    ],
    [
      { state: 'unhealthy', reason: 'Target.Timeout' },
      'unhealthy: it does not answer in time (security group, port or path)',
    ],
    [{ state: 'unhealthy', reason: 'Target.FailedHealthChecks' }, 'unhealthy: nothing answers on its port'],
    [
      { state: 'unused', reason: 'Target.NotInUse' },
      'not used: no listener leads here, or its zone is not one of the load balancer',
    ],
    [{ state: 'unhealthy', reason: 'Target.New', description: 'AWS says so' }, 'unhealthy: AWS says so'],
  ])('%o', (details, words) => {
    expect(describeTarget(target(details), undefined)).toBe(words);
  });
});

test('tasks are read from every cluster until there are enough', async () => {
  const asked: string[] = [];
  const found = await tasksByAddress(
    {
      clusters: () => pagesOf(['a', 'b', 'c'].map((arn) => ({ arn }) as Cluster)),
      runningTasks: (cluster) => async () => {
        asked.push(cluster);
        return pagesOf([
          { ...task, address: `${cluster}-1` },
          { ...task, address: `${cluster}-2` },
        ])();
      },
    },
    3,
  );
  expect([...found.keys()]).toEqual(['a-1', 'a-2', 'b-1']);
  expect(asked).toEqual(['a', 'b']);
});

async function itemsOf(children: Node['children']): Promise<readonly Node[]> {
  return (await children?.())?.items ?? [];
}
