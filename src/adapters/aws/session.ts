/**
 * The one client factory: profile, region, endpoint, retries and user agent are decided here.
 * Clients load on first use; nothing is stored.
 */
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { EC2Client } from '@aws-sdk/client-ec2';
import type { ECRClient } from '@aws-sdk/client-ecr';
import type { ECSClient } from '@aws-sdk/client-ecs';
import type { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { IAMClient } from '@aws-sdk/client-iam';
import type { STSClient } from '@aws-sdk/client-sts';

export interface SessionChoice {
  /** A profile of the shared configuration; undefined leaves the choice to the SDK's own chain. */
  readonly profile: string | undefined;
  /** Undefined takes the profile's, then the environment's. */
  readonly region: string | undefined;
}

export interface Identity {
  readonly account: string;
  readonly arn: string;
  readonly partition: string;
}

export interface Session {
  readonly choice: SessionChoice;
  /** @throws UserFacingError `no-region` */
  region(): Promise<string>;
  /** Who the credentials belong to; asked once. @throws UserFacingError for missing, expired or refused credentials */
  identity(): Promise<Identity>;
  ecr(): Promise<ECRClient>;
  ecs(): Promise<ECSClient>;
  elb(): Promise<ElasticLoadBalancingV2Client>;
  ec2(): Promise<EC2Client>;
  iam(): Promise<IAMClient>;
  logs(): Promise<CloudWatchLogsClient>;
  sts(): Promise<STSClient>;
  /** Closes the sockets of every client that was opened. */
  dispose(): void;
}
