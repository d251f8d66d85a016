import { l10n } from 'vscode';
import type { Pages } from '../../adapters/aws/paging.ts';
import type {
  Listener,
  LoadBalancer,
  Rule,
  RuleAction,
  TargetGroup,
  TargetHealth,
  Task,
} from '../../core/fargate/account.ts';
import { allOf, type Icon, mapPages, mapWholePages, type Node, pagesOf } from '../../ui/node.ts';
import {
  describeAction,
  describeConditions,
  describeHealth,
  describeLoadBalancer,
  describeTarget,
  listenerLabel,
  tellLoadBalancer,
  tellTargetGroup,
} from './words.ts';

/** The listings that the tree is made of. */
export interface BalancerListings {
  balancers(): Pages<LoadBalancer>;
  listeners(balancer: string): Pages<Listener>;
  /** Bounded by AWS: a hundred for a load balancer. */
  rules(listener: string): Pages<Rule>;
  targetGroups(arns: readonly string[]): Promise<readonly TargetGroup[]>;
  health(targetGroup: string): Promise<readonly TargetHealth[]>;
  /** The tasks that run now, by private address, as far as they can be known. */
  tasksByAddress(): Promise<ReadonlyMap<string, Task>>;
}

export function balancerNodes(listings: BalancerListings): Pages<Node> {
  return mapPages(listings.balancers(), (balancer) => balancerNode(balancer, listings));
}

function balancerNode(balancer: LoadBalancer, listings: BalancerListings): Node {
  return {
    id: balancer.arn,
    label: balancer.name,
    description: describeLoadBalancer(balancer),
    tooltip: tellLoadBalancer(balancer),
    icon: balancerIcon(balancer.state),
    context: 'quayside.loadBalancer',
    value: balancer,
    children: mapPages(listings.listeners(balancer.arn), (listener) => listenerNode(listener, balancer, listings)),
    empty: l10n.t('No listeners, so nothing reaches it'),
  };
}

function listenerNode(listener: Listener, balancer: LoadBalancer, listings: BalancerListings): Node {
  return {
    id: listener.arn,
    label: listenerLabel(listener),
    tooltip: balancer.dnsName ? `${listenerLabel(listener)}\n${balancer.dnsName}` : undefined,
    icon: 'plug',
    context: 'quayside.listener',
    value: listener,
    children: async () => routesOf(await rulesOf(listener, balancer, listings), listings)(),
    empty: l10n.t('It leads nowhere'),
  };
}

/** Only an application load balancer has rules; the others have what they do by default. */
async function rulesOf(listener: Listener, { type }: LoadBalancer, listings: BalancerListings): Promise<Rule[]> {
  const byDefault: Rule = { arn: listener.arn, priority: undefined, conditions: [], actions: listener.defaultActions };
  if (type !== 'application') return [byDefault];
  const rules = await allOf(listings.rules(listener.arn));
  const order = ({ priority }: Rule): number => priority ?? Number.MAX_SAFE_INTEGER;
  return rules.sort((a, b) => order(a) - order(b));
}

/** Where requests go: each target group once, with the rules that lead there, and what other rules do. */
function routesOf(rules: readonly Rule[], listings: BalancerListings): Pages<Node> {
  const byGroup = new Map<string, Rule[]>();
  const routes: (string | Node)[] = [];
  for (const rule of rules) {
    for (const action of rule.actions) {
      if (action.targetGroups.length === 0) routes.push(answerNode(rule, action));
      for (const { arn } of action.targetGroups) {
        if (!byGroup.has(arn)) routes.push(arn);
        byGroup.set(arn, [...(byGroup.get(arn) ?? []), rule]);
      }
    }
  }
  return mapWholePages(pagesOf(routes, 20), async (page) => {
    const arns = page.filter((route) => typeof route === 'string');
    const groups = arns.length > 0 ? await listings.targetGroups(arns) : [];
    const healths = new Map(
      await Promise.all(groups.map(async ({ arn }) => [arn, await listings.health(arn)] as const)),
    );
    return page.flatMap((route) => {
      if (typeof route !== 'string') return [route];
      const group = groups.find(({ arn }) => arn === route);
      return group ? [groupNode(group, byGroup.get(route) ?? [], healths.get(route) ?? [], listings)] : [];
    });
  });
}

function answerNode(rule: Rule, action: RuleAction): Node {
  return {
    id: `${rule.arn} ${action.type}`,
    label: describeConditions(rule),
    description: describeAction(action),
    icon: action.type === 'redirect' ? 'arrow-swap' : 'reply',
    context: 'quayside.rule',
    value: rule,
  };
}

function groupNode(
  group: TargetGroup,
  rules: readonly Rule[],
  health: readonly TargetHealth[],
  listings: BalancerListings,
): Node {
  const conditions = rules.map(describeConditions);
  return {
    id: group.arn,
    label: group.name,
    description: [describeHealth(health), ...conditions].join(' · '),
    tooltip: [tellTargetGroup(group), ...conditions].join('\n'),
    icon: groupIcon(health),
    context: 'quayside.targetGroup',
    value: group,
    children: async () => {
      const [targets, tasks] = await Promise.all([listings.health(group.arn), listings.tasksByAddress()]);
      return mapPages(pagesOf(targets), (target) => targetNode(target, tasks.get(target.id)))();
    },
    empty: l10n.t('No targets: no task is registered here'),
  };
}

function targetNode(target: TargetHealth, task: Task | undefined): Node {
  const label = target.port === undefined ? target.id : `${target.id}:${target.port}`;
  const description = describeTarget(target, task);
  const lines = [label, description, target.zone, target.description, task?.arn];
  return {
    id: label,
    label,
    description,
    tooltip: lines.filter((line) => line !== undefined).join('\n'),
    icon: targetIcon(target.state),
    context: 'quayside.target',
    value: { target, task },
  };
}

function balancerIcon(state: string): Icon {
  if (state === 'failed') return { id: 'error', color: 'testing.iconFailed' };
  return state === 'provisioning' ? { id: 'sync', color: 'charts.yellow' } : 'type-hierarchy';
}

function groupIcon(health: readonly TargetHealth[]): Icon {
  if (health.length === 0) return 'target';
  if (health.every(({ state }) => state === 'healthy')) return { id: 'target', color: 'testing.iconPassed' };
  const broken = health.some(({ state }) => state === 'unhealthy');
  return { id: 'target', color: broken ? 'testing.iconFailed' : 'charts.yellow' };
}

function targetIcon(state: string): Icon {
  if (state === 'healthy') return { id: 'pass', color: 'testing.iconPassed' };
  if (state === 'unhealthy') return { id: 'error', color: 'testing.iconFailed' };
  if (state === 'initial') return { id: 'sync', color: 'charts.yellow' };
  return { id: 'circle-slash', color: 'disabledForeground' };
}
