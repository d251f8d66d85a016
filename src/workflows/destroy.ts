import type { KeptResource, OwnedKind, OwnedResource } from '../core/fargate/owned.ts';
import { deleters } from './destroy/delete.ts';
import { type DestroyInput, type DestroyPorts, inventory } from './inventory.ts';
import type { Run } from './run.ts';

export interface Destroyed {
  readonly deleted: readonly OwnedResource[];
  readonly kept: readonly KeptResource[];
}

/**
 * Deletes everything that carries the service's tags, in an order in which each can go, and nothing else. Asks
 * nobody: show `inventory` first. Cut off anywhere and run again it finishes; run on nothing it deletes nothing.
 * @throws UserFacingError `still-in-use` and whatever AWS refuses; what was deleted until then is gone
 */
export async function destroy(ports: DestroyPorts, input: DestroyInput, run: Run): Promise<Destroyed> {
  const { owned, kept } = await inventory(ports, input, run);
  const deleted: OwnedResource[] = [];
  for (const [kind, resources] of byKind(owned)) {
    const names = resources.length === 1 ? resources[0]?.name : `${resources.length} of them`;
    const message = `Deleting the ${kind} ${names}`;
    run.report({
      phase: `destroy.${kind.replaceAll(' ', '-')}`,
      message,
      done: deleted.length,
      total: owned.length,
      unit: 'resources',
      log: message,
    });
    await deleters[kind](ports, input.spec, resources, run.signal);
    deleted.push(...resources);
  }
  const message = deleted.length === 0 ? 'Nothing is left to delete' : `Deleted ${deleted.length} resources`;
  run.report({ phase: 'destroy.done', message, done: deleted.length, total: owned.length, unit: 'resources' });
  return { deleted, kept };
}

function byKind(owned: readonly OwnedResource[]): Map<OwnedKind, OwnedResource[]> {
  const kinds = new Map<OwnedKind, OwnedResource[]>();
  for (const resource of owned) kinds.set(resource.kind, [...(kinds.get(resource.kind) ?? []), resource]);
  return kinds;
}
