import type { Session } from '../adapters/aws/session.ts';
import type { KeptResource, OwnedKind, OwnedResource } from '../core/fargate/owned.ts';
import type { ServiceSpec } from '../core/fargate/spec.ts';
import { deleters } from './destroy/delete.ts';
import { find } from './destroy/find.ts';
import type { Run } from './run.ts';

export interface DestroyPorts {
  readonly session: Session;
}

export interface DestroyInput {
  readonly spec: ServiceSpec;
}

export interface Destroyed {
  readonly deleted: readonly OwnedResource[];
  readonly kept: readonly KeptResource[];
}

/** What a destroy would delete, in its order: everything that carries the service's tags. Changes nothing. */
export async function inventory(
  { session }: DestroyPorts,
  { spec }: DestroyInput,
  run: Run,
): Promise<readonly OwnedResource[]> {
  run.report({ phase: 'destroy.find', message: `Looking for what belongs to ${spec.name}` });
  return (await find(session, spec, run.signal)).owned;
}

/**
 * Deletes everything that carries the service's tags, in an order in which each can go, and nothing else. Asks
 * nobody: show `inventory` first. Cut off anywhere and run again it finishes; run on nothing it deletes nothing.
 * @throws UserFacingError `still-in-use` and whatever AWS refuses; what was deleted until then is gone
 */
export async function destroy({ session }: DestroyPorts, { spec }: DestroyInput, run: Run): Promise<Destroyed> {
  run.report({ phase: 'destroy.find', message: `Looking for what belongs to ${spec.name}` });
  const { owned, kept } = await find(session, spec, run.signal);
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
    await deleters[kind]({ session, spec, signal: run.signal }, resources);
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
