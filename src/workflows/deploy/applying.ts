/** What the steps of a deploy share: the wish, what was seen, and what has been made so far. */
import type { Session } from '../../adapters/aws/session.ts';
import type { LoadBalancer, Service } from '../../core/fargate/account.ts';
import type { Names } from '../../core/fargate/names.ts';
import type { Observed } from '../../core/fargate/observed.ts';
import type { PlanStep } from '../../core/fargate/plan.ts';
import type { ServiceSpec } from '../../core/fargate/spec.ts';

/** What the steps need of each other: known from the start where it exists, filled in as it is made. */
export interface Made {
  balancerGroup: string;
  taskGroup: string;
  targetGroup: string;
  balancer: LoadBalancer | undefined;
  listener: string;
  rule: string | undefined;
  revision: string;
  service: Service | undefined;
}

export interface Applying {
  readonly session: Session;
  readonly spec: ServiceSpec;
  readonly names: Names;
  readonly tags: Readonly<Record<string, string>>;
  readonly observed: Observed;
  /** `uri@sha256:…` */
  readonly image: string;
  readonly made: Made;
  readonly signal: AbortSignal;
}

export type Applier = (applying: Applying, step: PlanStep) => Promise<void>;
