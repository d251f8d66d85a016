import type { Registry } from '../adapters/aws/ecr.ts';
import type { Session } from '../adapters/aws/session.ts';
import { namesFor } from '../core/fargate/names.ts';
import { inDestroyOrder, type KeptResource, type OwnedResource } from '../core/fargate/owned.ts';
import type { ServiceSpec } from '../core/fargate/spec.ts';
import { balancing, groups, images, logsAndRoles, running } from './destroy/find.ts';
import type { Run } from './run.ts';

export interface DestroyPorts {
  readonly session: Session;
  readonly registry: Pick<Registry, 'repository' | 'repositoryTags' | 'deleteOwnRepository'>;
}

export interface DestroyInput {
  readonly spec: ServiceSpec;
}

export interface Inventory {
  /** What a destroy deletes, in its order. */
  readonly owned: readonly OwnedResource[];
  /** What bears a name of the service's and stays. */
  readonly kept: readonly KeptResource[];
}

/** Everything that carries the service's tags, looked for anew. Changes nothing. */
export async function inventory(
  { session, registry }: DestroyPorts,
  { spec }: DestroyInput,
  run: Run,
): Promise<Inventory> {
  run.report({ phase: 'destroy.find', message: `Looking for what belongs to ${spec.name}` });
  const looking = { session, spec, names: namesFor(spec), signal: run.signal };
  const found = await Promise.all([
    running(looking),
    balancing(looking),
    groups(looking),
    logsAndRoles(looking),
    images(registry, looking),
  ]);
  return {
    owned: inDestroyOrder(found.flatMap(({ owned }) => owned)),
    kept: inDestroyOrder(found.flatMap(({ kept }) => kept)),
  };
}
