import * as vscode from 'vscode';
import type { Session } from '../../adapters/aws/session.ts';
import type { Project } from '../../adapters/project.ts';
import type { Ui } from '../../ui/ui.ts';
import type { Destroyed, destroy, inventory } from '../../workflows/destroy.ts';
import { confirmDestruction } from './confirm.ts';

export interface DestroyCloud {
  readonly inventory: typeof inventory;
  readonly destroy: typeof destroy;
}

export interface Destroying {
  readonly ui: Ui;
  readonly cloud: DestroyCloud;
  readonly session: Session;
}

/**
 * Deletes what was made for a service and nothing else, after showing what that is.
 * @returns undefined when there is nothing
 * @throws CancelledError; as the workflow `destroy`
 */
export async function destroyService(
  { ui, cloud, session }: Destroying,
  { spec }: Project,
  { yes }: { yes: boolean },
): Promise<Destroyed | undefined> {
  const looking = vscode.l10n.t('Looking at what belongs to {0}', spec.name);
  const owned = await ui.withProgress({ title: looking }, (run) => cloud.inventory({ session }, { spec }, run));
  if (owned.length === 0) return undefined;
  const lines = owned.map(({ kind, name }) => `${kind} ${name}`);
  for (const line of lines) ui.log.info(`${spec.name}: ${line}`);
  if (!yes) await confirmDestruction(spec.name, lines);
  const title = vscode.l10n.t('Deleting {0}', spec.name);
  try {
    return await ui.withProgress({ title, shares: { destroy: 100 } }, (run) =>
      cloud.destroy({ session }, { spec }, run),
    );
  } finally {
    for (const view of ['Registry', 'Services', 'Balancers'])
      void vscode.commands.executeCommand(`quayside.refresh${view}`);
  }
}
