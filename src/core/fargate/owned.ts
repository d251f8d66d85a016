/** What belongs to a deployed service, in the order in which it can be taken away. */

export type OwnedKind =
  | 'service'
  | 'listener rule'
  | 'listener'
  | 'load balancer'
  | 'target group'
  | 'security group'
  | 'task definition'
  | 'cluster'
  | 'log group'
  | 'role'
  | 'repository';

/** Each can go once those before it are gone. */
const destroyOrder: readonly OwnedKind[] = [
  'service',
  'listener rule',
  'listener',
  'load balancer',
  'target group',
  'security group',
  'task definition',
  'cluster',
  'log group',
  'role',
  'repository',
];

export interface OwnedResource {
  readonly kind: OwnedKind;
  readonly name: string;
  /** ARN; the id of a security group. */
  readonly id: string;
}

export interface KeptResource extends OwnedResource {
  /** A sentence without its full stop: `Quayside did not make it`. */
  readonly reason: string;
}

export function inDestroyOrder<T extends OwnedResource>(resources: readonly T[]): T[] {
  return [...resources].sort((a, b) => destroyOrder.indexOf(a.kind) - destroyOrder.indexOf(b.kind));
}
