/** Things in the account that bear a name of ours and were made by somebody else: those are never touched. */
import { UserFacingError } from '../errors.ts';
import type { Tags } from './account.ts';
import { isOwned } from './names.ts';
import type { Observed } from './observed.ts';
import type { ServiceSpec } from './spec.ts';

/** @throws UserFacingError `name-taken`, `other-vpc` */
export function requireOurs(spec: ServiceSpec, observed: Observed): void {
  const { executionRole, taskRole, balancerGroup, taskGroup, targetGroup, balancer, service, network } = observed;
  const named: readonly (readonly [resource: string, found: { name: string; tags: Tags } | undefined])[] = [
    ['an IAM role', executionRole],
    ['an IAM role', taskRole],
    ['a security group', balancerGroup],
    ['a security group', taskGroup],
    ['a target group', targetGroup],
    ['a load balancer', balancer],
    ['a service', service],
  ];
  for (const [resource, found] of named) {
    if (found && !isOwned(found.tags, spec.name)) throw nameTaken(resource, found.name, spec.name);
  }
  for (const [resource, found] of [
    ['load balancer', balancer],
    ['target group', targetGroup],
  ] as const) {
    if (found?.vpc && found.vpc !== network.vpc) throw otherVpc(resource, found.name, found.vpc, network.vpc);
  }
}

function nameTaken(resource: string, name: string, service: string): UserFacingError {
  return new UserFacingError({
    code: 'name-taken',
    message: `There is ${resource} named "${name}" that Quayside did not make for "${service}".`,
    action: { says: 'Give the service another name in quayside.yaml, or delete what has this one.' },
  });
}

function otherVpc(resource: string, name: string, found: string, wanted: string): UserFacingError {
  return new UserFacingError({
    code: 'other-vpc',
    message: `The ${resource} "${name}" lives in ${found}, and the default VPC is now ${wanted}.`,
    action: { says: 'Destroy the deployment and deploy it anew.' },
  });
}
