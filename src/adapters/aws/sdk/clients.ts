/**
 * What is used of the AWS SDK, by the service. It is loaded on first use, in one bundle: imported as a whole, each
 * package would come with all of its operations.
 */

export { fromIni, fromNodeProviderChain } from '@aws-sdk/credential-providers';
export * as ec2 from './ec2.ts';
export * as ecr from './ecr.ts';
export * as ecs from './ecs.ts';
export * as elb from './elb.ts';
export * as iam from './iam.ts';
export * as logs from './logs.ts';
export * as sts from './sts.ts';
