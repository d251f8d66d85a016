import { setMaxListeners } from 'node:events';
import type { Session } from '../adapters/aws/session.ts';
import type { Observed } from '../core/fargate/observed.ts';
import { type Plan, plan as planOf } from '../core/fargate/plan.ts';
import type { ServiceSpec } from '../core/fargate/spec.ts';
import { type DeployableImage, deployableImage, type ImageSource } from './deploy/image.ts';
import { observe } from './deploy/observe.ts';
import type { Run } from './run.ts';

export interface DeployPorts {
  readonly session: Session;
  readonly registry: ImageSource;
}

export interface DeployInput {
  readonly spec: ServiceSpec;
  /** The image to run, as a push returns it, or one of its tags; what was pushed last unless given. */
  readonly image?: { readonly digest: string } | undefined;
}

export interface PlannedDeployment extends Plan {
  readonly spec: ServiceSpec;
  readonly image: DeployableImage;
  readonly observed: Observed;
}

/**
 * What a deploy would do, without doing any of it.
 * @throws UserFacingError `no-default-vpc`, `too-few-zones`, `nothing-pushed`, `no-such-image`, `wrong-platform`,
 * `name-taken`, and whatever AWS refuses
 */
export async function plan(ports: DeployPorts, { spec, image }: DeployInput, run: Run): Promise<PlannedDeployment> {
  // Everything is asked for at once, and every request listens.
  setMaxListeners(100, run.signal);
  run.report({ phase: 'deploy.plan', message: `Looking at what exists for ${spec.name}` });
  const choosing = deployableImage(ports, spec, image?.digest, run.signal);
  // What is wrong with the account is said before what is wrong with the image, whichever is known first.
  choosing.catch(() => {});
  const observed = await observe(ports.session, spec, run.signal);
  const chosen = await choosing;
  const { steps, warnings, estimate } = planOf(spec, `${chosen.uri}@${chosen.digest}`, observed);
  return { steps, warnings, estimate, spec, image: chosen, observed };
}
