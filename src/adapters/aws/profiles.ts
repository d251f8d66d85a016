/**
 * The profiles of the shared configuration (`~/.aws/config` and `~/.aws/credentials`, or the files that
 * AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE name), as far as a person chooses between them.
 * Keys, tokens and the output of processes are never handed on.
 */
import { loadSharedConfigFiles, type SharedConfigFiles } from '@smithy/core/config';

/** Where a profile's credentials come from, as a person would name it. */
type ProfileKind = 'sso' | 'role' | 'web-identity' | 'process' | 'login' | 'keys' | 'none';

export interface Profile {
  readonly name: string;
  readonly kind: ProfileKind;
  readonly region: string | undefined;
  /** The role that is assumed, where one is. */
  readonly roleArn: string | undefined;
  /** The profile whose credentials assume the role. */
  readonly sourceProfile: string | undefined;
  /** Twelve digits, where the configuration says them. */
  readonly account: string | undefined;
}

/** Read anew each time, since people edit the files while the editor is open. Missing files are empty ones. */
export async function profiles(): Promise<Profile[]> {
  return profilesOf(await sharedConfiguration());
}

export async function sharedConfiguration(): Promise<SharedConfigFiles> {
  return loadSharedConfigFiles({ ignoreCache: true });
}

/** `default` first, then by name; what only one of the two files knows is joined with the other. */
export function profilesOf({ configFile, credentialsFile }: SharedConfigFiles): Profile[] {
  const names = new Set([...Object.keys(configFile).filter(isProfile), ...Object.keys(credentialsFile)]);
  return [...names].sort(defaultFirst).map((name) => {
    const settings = { ...configFile[name], ...credentialsFile[name] };
    return {
      name,
      kind: kindOf(settings),
      region: settings.region,
      roleArn: settings.role_arn,
      sourceProfile: settings.source_profile,
      account: settings.sso_account_id ?? accountOf(settings.role_arn),
    };
  });
}

type Settings = Readonly<Record<string, string | undefined>>;

/** In the order in which the SDK looks. */
function kindOf(settings: Settings): ProfileKind {
  if (settings.role_arn && settings.web_identity_token_file) return 'web-identity';
  if (settings.role_arn) return 'role';
  if (settings.aws_access_key_id) return 'keys';
  if (settings.credential_process) return 'process';
  if (settings.sso_session || settings.sso_start_url || settings.sso_account_id) return 'sso';
  if (settings.login_session) return 'login';
  return 'none';
}

/** The configuration file also holds `[sso-session x]` and `[services x]`, which the loader writes with a dot. */
function isProfile(section: string): boolean {
  return !section.startsWith('sso-session.') && !section.startsWith('services.');
}

function accountOf(arn: string | undefined): string | undefined {
  return arn?.match(/^arn:[^:]+:iam::(\d{12}):/)?.[1];
}

function defaultFirst(a: string, b: string): number {
  return Number(b === 'default') - Number(a === 'default') || a.localeCompare(b);
}
