import type * as vscode from 'vscode';
import { Disposable } from 'vscode';
import type { listClusters, listServices, listTasks } from '../../adapters/aws/ecs.ts';
import type { Session } from '../../adapters/aws/session.ts';
import { listed } from '../../ui/listed.ts';
import { isNode } from '../../ui/node.ts';
import { Tree } from '../../ui/tree.ts';
import type { Ui } from '../../ui/ui.ts';
import { clusterNodes } from './nodes.ts';

export interface ServicesDeps {
  readonly ui: Ui;
  readonly account: { session(): Promise<Session>; readonly onDidChange: vscode.Event<unknown> };
  /** The part that talks to AWS, loaded when the view is first shown. */
  cloud(): Promise<{
    readonly listClusters: typeof listClusters;
    readonly listServices: typeof listServices;
    readonly listTasks: typeof listTasks;
  }>;
}

/** The view Services: clusters, their services, the tasks of each, and the containers of each task. */
export function registerServices({ ui, account, cloud }: ServicesDeps): vscode.Disposable {
  const from = listed(cloud, account.session);
  const tree = new Tree(
    ui,
    'quayside.services',
    clusterNodes({
      clusters: () => from((ecs, session) => ecs.listClusters(session)),
      services: (cluster) => from((ecs, session) => ecs.listServices(session, cluster)),
      tasks: (cluster, of) => from((ecs, session) => ecs.listTasks(session, cluster, of)),
    }),
  );
  return Disposable.from(
    tree,
    ui.register('quayside.refreshServices', (given) => tree.refresh(isNode(given) ? given : undefined)),
    account.onDidChange(() => tree.reset()),
  );
}
