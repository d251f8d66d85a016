import type * as vscode from 'vscode';
import { Disposable } from 'vscode';
import type { listClusters, listTasks } from '../../adapters/aws/ecs.ts';
import type {
  describeTargetGroups,
  describeTargetHealth,
  listListeners,
  listLoadBalancers,
  listRules,
} from '../../adapters/aws/elb.ts';
import type { Session } from '../../adapters/aws/session.ts';
import type { Task } from '../../core/fargate/account.ts';
import { listed } from '../../ui/listed.ts';
import { isNode } from '../../ui/node.ts';
import { Tree } from '../../ui/tree.ts';
import type { Ui } from '../../ui/ui.ts';
import { balancerNodes } from './nodes.ts';
import { tasksByAddress } from './tasks.ts';

interface Cloud {
  readonly listLoadBalancers: typeof listLoadBalancers;
  readonly listListeners: typeof listListeners;
  readonly listRules: typeof listRules;
  readonly describeTargetGroups: typeof describeTargetGroups;
  readonly describeTargetHealth: typeof describeTargetHealth;
  readonly listClusters: typeof listClusters;
  readonly listTasks: typeof listTasks;
}

export interface BalancersDeps {
  readonly ui: Ui;
  readonly account: { session(): Promise<Session>; readonly onDidChange: vscode.Event<unknown> };
  /** The part that talks to AWS, loaded when the view is first shown. */
  cloud(): Promise<Cloud>;
}

/** The view Load Balancers: their listeners, the target groups these lead to, and the targets with their health. */
export function registerBalancers({ ui, account, cloud }: BalancersDeps): vscode.Disposable {
  const from = listed(cloud, account.session);
  const tasks = async (): Promise<ReadonlyMap<string, Task>> => {
    try {
      return await tasksByAddress({
        clusters: () => from((aws, session) => aws.listClusters(session)),
        runningTasks: (cluster) => from((aws, session) => aws.listTasks(session, cluster, { status: 'RUNNING' })),
      });
    } catch (error) {
      // Whoever may read load balancers need not be allowed to read ECS: targets are shown without their tasks then.
      ui.log.debug(`Targets are shown without their tasks: ${String(error)}`);
      return new Map();
    }
  };
  const tree = new Tree(
    ui,
    'quayside.balancers',
    balancerNodes({
      balancers: () => from((aws, session) => aws.listLoadBalancers(session)),
      listeners: (balancer) => from((aws, session) => aws.listListeners(session, balancer)),
      rules: (listener) => from((aws, session) => aws.listRules(session, listener)),
      targetGroups: async (arns) => (await cloud()).describeTargetGroups(await account.session(), arns),
      health: async (group) => (await cloud()).describeTargetHealth(await account.session(), group),
      tasksByAddress: tasks,
    }),
  );
  return Disposable.from(
    tree,
    ui.register('quayside.refreshBalancers', (given) => tree.refresh(isNode(given) ? given : undefined)),
    account.onDidChange(() => tree.reset()),
  );
}
