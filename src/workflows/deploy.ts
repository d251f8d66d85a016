import { describeServices } from '../adapters/aws/ecs.ts';
import type { Session } from '../adapters/aws/session.ts';
import type { LoadBalancer, Service } from '../core/fargate/account.ts';
import { namesFor } from '../core/fargate/names.ts';
import type { PlanStep } from '../core/fargate/plan.ts';
import type { ServiceSpec } from '../core/fargate/spec.ts';
import { apply, closeOldPorts } from './deploy/apply.ts';
import { watch } from './deploy/watch.ts';
import { type DeployInput, type DeployPorts, type PlannedDeployment, plan } from './plan.ts';
import type { Run } from './run.ts';

export interface Deployed {
  /** Where the service answers. */
  readonly url: string;
  readonly service: string;
  readonly cluster: string;
  /** ARN of the revision in service. */
  readonly taskDefinition: string;
  /** Every step of the plan, those with nothing to do included. */
  readonly changes: readonly PlanStep[];
}

/**
 * Brings the account to what the spec says and stays until the service runs. Cut off anywhere and run again
 * it ends in the same place with nothing twice; run when nothing differs it changes nothing.
 * @throws UserFacingError as `plan` does, and `deployment-failed` with why
 */
export async function deploy(
  ports: DeployPorts,
  input: DeployInput & {
    /** A plan that was shown already, to be carried out as it is. */
    readonly planned?: PlannedDeployment | undefined;
  },
  run: Run,
): Promise<Deployed> {
  const planned = input.planned ?? (await plan(ports, input, run));
  const { spec, steps } = planned;
  const made = await apply(ports.session, planned, run);
  const service = made.service ?? (await found(ports.session, spec, run.signal));
  const running = service && (await watch(ports.session, { spec, service, targetGroup: made.targetGroup }, run));
  await closeOldPorts(ports.session, planned, made, run.signal);
  return {
    url: urlOf(made.balancer, spec),
    service: spec.name,
    cluster: namesFor(spec).cluster,
    taskDefinition: running?.taskDefinition ?? made.revision,
    changes: steps,
  };
}

async function found(session: Session, spec: ServiceSpec, signal: AbortSignal): Promise<Service | undefined> {
  const names = namesFor(spec);
  return (await describeServices(session, names.cluster, [names.service], signal))[0];
}

/** As far as the path pattern is plain. */
function urlOf(balancer: LoadBalancer | undefined, { path }: ServiceSpec): string {
  return `http://${balancer?.dnsName ?? ''}${path.slice(0, path.search(/[*?]|$/))}`;
}
