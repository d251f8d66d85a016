/**
 * What an account holds, as plain data: the part of AWS's answers that plans, trees and diagnoses
 * read. Adapters make these; nothing here knows a client. Dates are what AWS said, in its clock.
 */

export type Tags = Readonly<Record<string, string>>;

export interface Cluster {
  readonly arn: string;
  readonly name: string;
  /** `ACTIVE`, `PROVISIONING`, `DEPROVISIONING`, `FAILED`, `INACTIVE` */
  readonly status: string;
  readonly runningTasks: number;
  readonly pendingTasks: number;
  readonly activeServices: number;
  readonly tags: Tags;
}

export interface Service {
  readonly arn: string;
  readonly name: string;
  readonly clusterArn: string;
  /** `ACTIVE`, `DRAINING`, `INACTIVE` */
  readonly status: string;
  /** ARN with revision. */
  readonly taskDefinition: string;
  readonly desired: number;
  readonly running: number;
  readonly pending: number;
  readonly launchType: string | undefined;
  readonly createdAt: Date | undefined;
  /** Newest first: the one with status `PRIMARY` is what the service wants to be. */
  readonly deployments: readonly Deployment[];
  /** Newest first, at most a hundred. */
  readonly events: readonly ServiceEvent[];
  readonly targets: readonly ServiceTarget[];
  readonly network: ServiceNetwork | undefined;
  readonly circuitBreaker: { readonly enabled: boolean; readonly rollback: boolean } | undefined;
  /** Seconds in which failed health checks stop no new task. */
  readonly gracePeriod: number | undefined;
  readonly tags: Tags;
}

export interface ServiceTarget {
  readonly targetGroupArn: string;
  readonly container: string;
  readonly port: number;
}

export interface ServiceNetwork {
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  readonly publicIp: boolean;
}

export interface Deployment {
  readonly id: string;
  /** `PRIMARY`, `ACTIVE` (being replaced), `INACTIVE` */
  readonly status: string;
  readonly taskDefinition: string;
  readonly desired: number;
  readonly running: number;
  readonly pending: number;
  readonly failed: number;
  /** `IN_PROGRESS`, `COMPLETED`, `FAILED` */
  readonly rolloutState: string | undefined;
  readonly rolloutReason: string | undefined;
  readonly createdAt: Date | undefined;
}

export interface ServiceEvent {
  readonly id: string;
  readonly message: string;
  readonly createdAt: Date | undefined;
}

export interface Task {
  readonly arn: string;
  /** The last part of the ARN. */
  readonly id: string;
  readonly clusterArn: string;
  /** `service:NAME` for a task of a service. */
  readonly group: string | undefined;
  /** Id of the deployment that started it, for a task of a service. */
  readonly startedBy: string | undefined;
  readonly taskDefinition: string;
  /** `PROVISIONING`, `PENDING`, `RUNNING`, `DEPROVISIONING`, `STOPPED`, … */
  readonly lastStatus: string;
  readonly desiredStatus: string;
  /** `HEALTHY`, `UNHEALTHY`, `UNKNOWN`: of the containers' own checks. */
  readonly health: string | undefined;
  readonly stopCode: string | undefined;
  readonly stoppedReason: string | undefined;
  readonly createdAt: Date | undefined;
  readonly startedAt: Date | undefined;
  readonly stoppedAt: Date | undefined;
  /** CPU units. */
  readonly cpu: number | undefined;
  /** MiB. */
  readonly memory: number | undefined;
  /** Private IPv4 address. */
  readonly address: string | undefined;
  readonly zone: string | undefined;
  readonly containers: readonly TaskContainer[];
}

export interface TaskContainer {
  readonly arn: string | undefined;
  readonly name: string;
  readonly image: string | undefined;
  readonly digest: string | undefined;
  readonly lastStatus: string | undefined;
  readonly health: string | undefined;
  readonly exitCode: number | undefined;
  /** Why it stopped, where AWS says. */
  readonly reason: string | undefined;
}

export interface LoadBalancer {
  readonly arn: string;
  readonly name: string;
  readonly dnsName: string | undefined;
  /** `application`, `network`, `gateway` */
  readonly type: string;
  /** `internet-facing`, `internal` */
  readonly scheme: string | undefined;
  /** `provisioning`, `active`, `active_impaired`, `failed` */
  readonly state: string;
  readonly vpc: string | undefined;
  readonly zones: readonly { readonly zone: string; readonly subnet: string | undefined }[];
  readonly securityGroups: readonly string[];
  readonly createdAt: Date | undefined;
  readonly tags: Tags;
}

export interface Listener {
  readonly arn: string;
  readonly loadBalancerArn: string;
  readonly port: number | undefined;
  /** `HTTP`, `HTTPS`, `TCP`, `TLS`, … */
  readonly protocol: string | undefined;
  readonly defaultActions: readonly RuleAction[];
}

export interface Rule {
  readonly arn: string;
  /** From 1, lowest first; undefined for the default rule. */
  readonly priority: number | undefined;
  readonly conditions: readonly RuleCondition[];
  readonly actions: readonly RuleAction[];
}

export interface RuleCondition {
  /** `path-pattern`, `host-header`, … */
  readonly field: string;
  readonly values: readonly string[];
}

export interface RuleAction {
  /** `forward`, `redirect`, `fixed-response`, … */
  readonly type: string;
  /** Where a forward goes, with weights where several share it. */
  readonly targetGroups: readonly { readonly arn: string; readonly weight: number | undefined }[];
  /** What anything but a forward does, for a person: `404`, `HTTPS://…:443/…`. */
  readonly detail: string | undefined;
}

export interface TargetGroup {
  readonly arn: string;
  readonly name: string;
  readonly protocol: string | undefined;
  readonly port: number | undefined;
  /** `ip`, `instance`, `lambda`, `alb` */
  readonly targetType: string | undefined;
  readonly vpc: string | undefined;
  readonly loadBalancerArns: readonly string[];
  readonly healthCheck: TargetGroupHealthCheck;
  readonly tags: Tags;
}

export interface TargetGroupHealthCheck {
  readonly path: string | undefined;
  readonly protocol: string | undefined;
  /** `traffic-port` or a number as text. */
  readonly port: string | undefined;
  /** Seconds. */
  readonly interval: number | undefined;
  /** Seconds. */
  readonly timeout: number | undefined;
  readonly healthy: number | undefined;
  readonly unhealthy: number | undefined;
  readonly matcher: string | undefined;
}

export interface TargetHealth {
  /** Address of an `ip` target, id of an instance. */
  readonly id: string;
  readonly port: number | undefined;
  readonly zone: string | undefined;
  /** `initial`, `healthy`, `unhealthy`, `unused`, `draining`, `unavailable` */
  readonly state: string;
  /** AWS's code, such as `Target.ResponseCodeMismatch`. */
  readonly reason: string | undefined;
  readonly description: string | undefined;
}
