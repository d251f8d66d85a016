import type { Page, Pages } from '../../adapters/aws/paging.ts';
import type { Cluster, Task } from '../../core/fargate/account.ts';

export interface TaskListings {
  clusters(): Pages<Cluster>;
  runningTasks(cluster: string): Pages<Task>;
}

/**
 * The running tasks by private address. AWS has no call for it, so the clusters are read, at most `limit` of their
 * tasks; a target beyond that stays without its task.
 */
export async function tasksByAddress(
  { clusters, runningTasks }: TaskListings,
  limit = 1000,
): Promise<Map<string, Task>> {
  const found = new Map<string, Task>();
  for await (const { arn } of itemsOf(clusters())) {
    for await (const task of itemsOf(runningTasks(arn))) {
      if (task.address) found.set(task.address, task);
      if (found.size >= limit) return found;
    }
  }
  return found;
}

async function* itemsOf<T>(listing: Pages<T>): AsyncGenerator<T> {
  for (let page: Page<T> | undefined = await listing(); page; page = await page.next?.()) yield* page.items;
}
