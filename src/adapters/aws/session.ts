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
import { memoize } from '@smithy/core/config';
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types';
import { CancelledError, UserFacingError } from '../../core/errors.ts';
import { configuredEndpoint } from './endpoints.ts';
import { call, choosingAnother } from './errors.ts';
import { profilesOf, sharedConfiguration } from './profiles.ts';

export interface SessionChoice {
  /** A profile of the shared configuration; undefined leaves the choice to the SDK's own chain. */
  readonly profile: string | undefined;
  /** Undefined takes the chosen profile's, then the environment's, then the default profile's. */
  readonly region: string | undefined;
}

export interface SessionOptions {
  /** Our own version, for the user agent. */
  readonly version: string;
  /**
   * Asks for the code that a device shows, for roles that want one; undefined when the person gives up.
   * Without it such a role is refused with a sentence.
   */
  readonly mfaCode?: (device: string) => Promise<string | undefined>;
}

interface Identity {
  /** Twelve digits. */
  readonly account: string;
  readonly arn: string;
  /** `aws`, `aws-cn`, `aws-us-gov`, … */
  readonly partition: string;
}

export interface Session {
  readonly choice: SessionChoice;
  /** @throws UserFacingError `no-region`, `unknown-profile` */
  region(): Promise<string>;
  /** Who the credentials belong to; asked once. @throws UserFacingError for missing, expired or refused credentials */
  identity(signal?: AbortSignal): Promise<Identity>;
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

/**
 * A session over the SDK's own credential chain and endpoint settings. Opening it asks nobody anything:
 * what is wrong with the choice shows at the first call.
 */
export function openSession(choice: SessionChoice, options: SessionOptions): Session {
  const opened: Closable[] = [];

  const settings = once(async () => {
    const files = await sharedConfiguration();
    const profile = choice.profile ?? (process.env.AWS_PROFILE || undefined);
    const known = profilesOf(files);
    if (profile && !known.some(({ name }) => name === profile)) throw unknownProfile(profile, known);
    return { files, profile, ofProfile: (name: string) => known.find((candidate) => candidate.name === name) };
  });

  const region = once(async () => {
    const { profile, ofProfile } = await settings();
    const found =
      choice.region ||
      (choice.profile && ofProfile(choice.profile)?.region) ||
      process.env.AWS_REGION ||
      process.env.AWS_DEFAULT_REGION ||
      ofProfile(profile ?? 'default')?.region;
    if (!found) throw noRegion(profile);
    return found;
  });

  const endpoint = async (serviceId: string) => {
    const { files, profile } = await settings();
    return configuredEndpoint(serviceId, profile ?? 'default', files, process.env);
  };

  const credentials = once(async () => {
    const { profile, ofProfile } = await settings();
    const { fromIni, fromNodeProviderChain } = await import('./sdk/clients.ts');
    const kind = profile ? ofProfile(profile)?.kind : undefined;
    // The same configuration goes to SSO's client, so an endpoint is only set where STS alone is asked.
    const ofSts = kind === 'role' ? await endpoint('STS') : undefined;
    const settled = {
      ignoreCache: true,
      ...(profile ? { profile } : {}),
      ...(options.mfaCode ? { mfaCodeProvider: asking(options.mfaCode) } : {}),
      clientConfig: { region: await region(), ...(ofSts ? { endpoint: ofSts } : {}) },
    };
    // The chain goes on to the machine's own role when a profile fails, which would be another account than the one
    // that was asked for, and hides why the profile failed.
    return kind && kind !== 'none' ? shared(fromIni(settled)) : fromNodeProviderChain(settled);
  });

  const configuration = async (serviceId: string) => {
    const url = await endpoint(serviceId);
    return {
      region: await region(),
      credentials: await credentials(),
      ...(choice.profile ? { profile: choice.profile } : {}),
      ...(url ? { endpoint: url } : {}),
      maxAttempts: 4,
      retryMode: 'adaptive',
      customUserAgent: [['quayside', options.version]] as [string, string][],
      requestHandler: { connectionTimeout: 5_000, requestTimeout: 60_000, throwOnRequestTimeout: true },
    };
  };
  type Configuration = Awaited<ReturnType<typeof configuration>>;

  const client = <T extends Closable>(serviceId: string, load: (configuration: Configuration) => Promise<T>) =>
    once(async () => {
      const made = await load(await configuration(serviceId));
      opened.push(made);
      return made;
    });

  const session: Session = {
    choice,
    region,
    identity: async (signal) => {
      identity ??= whoAmI(session, signal);
      try {
        return await identity;
      } catch (error) {
        identity = undefined;
        throw error;
      }
    },
    ecr: client('ECR', async (c) => new (await import('./sdk/clients.ts')).ecr.ECRClient(c)),
    ecs: client('ECS', async (c) => new (await import('./sdk/clients.ts')).ecs.ECSClient(c)),
    elb: client(
      'Elastic Load Balancing v2',
      async (c) => new (await import('./sdk/clients.ts')).elb.ElasticLoadBalancingV2Client(c),
    ),
    ec2: client('EC2', async (c) => new (await import('./sdk/clients.ts')).ec2.EC2Client(c)),
    iam: client('IAM', async (c) => new (await import('./sdk/clients.ts')).iam.IAMClient(c)),
    logs: client('CloudWatch Logs', async (c) => new (await import('./sdk/clients.ts')).logs.CloudWatchLogsClient(c)),
    sts: client('STS', async (c) => new (await import('./sdk/clients.ts')).sts.STSClient(c)),
    dispose: () => {
      for (const each of opened.splice(0)) each.destroy();
    },
  };
  let identity: Promise<Identity> | undefined;
  return session;
}

interface Closable {
  destroy(): void;
}

async function whoAmI(session: Session, signal: AbortSignal | undefined): Promise<Identity> {
  const { Account, Arn } = await call(session, 'find out whose credentials these are', signal, async (options) => {
    const { GetCallerIdentityCommand } = (await import('./sdk/clients.ts')).sts;
    return (await session.sts()).send(new GetCallerIdentityCommand({}), options);
  });
  return { account: Account ?? '', arn: Arn ?? '', partition: Arn?.split(':')[1] || 'aws' };
}

/** The value of the first run that succeeds; a failed one is forgotten, so that a mended configuration is read again. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}

/** One set of credentials for all clients, asked for again five minutes before it ends. */
function shared(provider: AwsCredentialIdentityProvider): AwsCredentialIdentityProvider {
  const ends = ({ expiration }: AwsCredentialIdentity) => expiration !== undefined;
  return memoize(provider, (held) => ends(held) && Number(held.expiration) - Date.now() < 300_000, ends);
}

function asking(mfaCode: (device: string) => Promise<string | undefined>): (device: string) => Promise<string> {
  return async (device) => {
    const code = await mfaCode(device);
    if (!code) throw new CancelledError();
    return code;
  };
}

function unknownProfile(profile: string, known: readonly { readonly name: string }[]): UserFacingError {
  const names = known.map(({ name }) => name).join(', ');
  return new UserFacingError({
    code: 'unknown-profile',
    message: names
      ? `There is no AWS profile "${profile}"; the profiles here are ${names}.`
      : `There is no AWS profile "${profile}", and the shared configuration has no profiles at all.`,
    action: known.length
      ? choosingAnother('Choose one of these profiles.')
      : { says: `Run "aws configure --profile ${profile}" to make it.` },
  });
}

function noRegion(profile: string | undefined): UserFacingError {
  return new UserFacingError({
    code: 'no-region',
    message: profile ? `The AWS profile "${profile}" names no region.` : 'No AWS region is chosen.',
    action: choosingAnother('Choose a region, or set AWS_REGION.'),
  });
}
