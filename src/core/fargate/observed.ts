/** What a plan is made against: everything in the account that bears a name of ours, whoever made it. */
import type { Cluster, Listener, LoadBalancer, Rule, Service, Tags, TargetGroup } from './account.ts';

export interface Observed {
  readonly account: Account;
  readonly network: Network;
  /** Whether ECS may act in this account; undefined where we may not ask. */
  readonly serviceLinkedRole: boolean | undefined;
  readonly logGroup: LogGroup | undefined;
  readonly executionRole: Role | undefined;
  readonly taskRole: Role | undefined;
  readonly balancerGroup: SecurityGroup | undefined;
  readonly taskGroup: SecurityGroup | undefined;
  readonly targetGroup: (TargetGroup & { readonly deregistrationDelay: number | undefined }) | undefined;
  readonly balancer: LoadBalancer | undefined;
  /** The one on port 80. */
  readonly listener: Listener | undefined;
  /** All of that listener. */
  readonly rules: readonly Rule[];
  readonly cluster: Cluster | undefined;
  /** Revisions worth comparing with: the one in service first, then the newest. */
  readonly revisions: readonly Revision[];
  /** Active or draining; a deleted one is none. */
  readonly service: Service | undefined;
}

export interface Account {
  /** Twelve digits. */
  readonly id: string;
  readonly region: string;
  readonly partition: string;
}

export interface Network {
  readonly vpc: string;
  /** One in each zone, at least two. */
  readonly subnets: readonly { readonly id: string; readonly zone: string }[];
}

export interface LogGroup {
  readonly name: string;
  readonly arn: string;
  /** Days; undefined keeps them for ever. */
  readonly retention: number | undefined;
  readonly tags: Tags;
}

export interface Role {
  readonly name: string;
  readonly arn: string;
  /** Whether ECS tasks may take it. */
  readonly trustsTasks: boolean;
  /** ARNs of the managed policies that are attached. */
  readonly policies: readonly string[];
  readonly tags: Tags;
}

export interface SecurityGroup {
  readonly id: string;
  readonly name: string;
  readonly vpc: string | undefined;
  readonly ingress: readonly Ingress[];
  readonly tags: Tags;
}

/** One source that may reach one range of ports. */
export interface Ingress {
  /** `tcp`, `udp`, `-1` for all */
  readonly protocol: string;
  readonly from: number | undefined;
  readonly to: number | undefined;
  /** A CIDR block or the id of a security group. */
  readonly source: string;
  readonly description: string | undefined;
}

/** A registered task definition: `definition` is all that AWS keeps of it, in AWS's shape. */
export interface Revision {
  readonly arn: string;
  readonly definition: object;
}
