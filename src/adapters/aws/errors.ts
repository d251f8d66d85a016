/**
 * What went wrong between us and AWS, as one sentence and the action that mends it. Every call of every
 * adapter goes through `call`, so that nothing of the SDK's own errors reaches a person.
 */
import { CancelledError, type ErrorAction, isCancelled, isUserFacing, UserFacingError } from '../../core/errors.ts';

export interface FailedCall {
  /** What was being done, to follow "Could not": `create the repository "shop"`. */
  readonly action: string;
  /** The chosen profile, for the mend. */
  readonly profile?: string | undefined;
}

/**
 * One request to AWS: hands the abort signal on and translates what it throws.
 * @param action follows "Could not": `create the repository "shop"`
 * @throws UserFacingError with AWS's error as `cause`; CancelledError when the signal was raised
 */
export async function call<T>(
  session: { readonly choice: { readonly profile: string | undefined } },
  action: string,
  signal: AbortSignal | undefined,
  request: (options: { abortSignal?: AbortSignal }) => Promise<T>,
): Promise<T> {
  if (signal?.aborted) throw new CancelledError();
  try {
    return await request(signal ? { abortSignal: signal } : {});
  } catch (error) {
    throw isDefect(error)
      ? error
      : awsError(error, { action, profile: session.choice.profile ?? (process.env.AWS_PROFILE || undefined) });
  }
}

/**
 * Whether AWS refused with one of these codes; reads the SDK's own errors and the translated ones. A code may be
 * the SDK's name (`LoadBalancerNotFoundException`) or AWS's (`LoadBalancerNotFound`).
 */
export function refusedWith(error: unknown, ...codes: readonly string[]): boolean {
  const refusal = isUserFacing(error) ? error.cause : error;
  return refusal instanceof Error && (codes.includes(awsCode(refusal)) || codes.includes(refusal.name));
}

/** AWS's own words of a translated or raw error, for looking at those refusals that share one code. */
export function refusalText(error: unknown): string {
  const refusal = isUserFacing(error) ? error.cause : error;
  return refusal instanceof Error ? refusal.message : '';
}

/** Translates whatever an SDK client threw. Pure. */
export function awsError(error: unknown, failed: FailedCall): UserFacingError | CancelledError {
  if (isUserFacing(error)) return error;
  if (isCancelled(error)) return new CancelledError();
  for (const explain of explanations) {
    const explained = explain(read(error), failed);
    if (explained) return new UserFacingError({ ...explained, cause: error });
  }
  return new UserFacingError({ ...refused(read(error), failed), cause: error });
}

/** The mend that is also a button: another profile or region. */
export function choosingAnother(says: string): ErrorAction {
  return { says, command: { id: 'quayside.selectProfileAndRegion', title: 'Select Profile and Region' } };
}

interface Failure {
  /** AWS's or Node's code: `AccessDeniedException`, `ECONNREFUSED`. */
  readonly code: string;
  readonly message: string;
  /** HTTP status, 0 when there was no answer. */
  readonly status: number;
  /** Host and port that did not answer. */
  readonly host: string | undefined;
  readonly isUnreadable: boolean;
}
type Explanation = { code: string; message: string; action?: ErrorAction };
type Explain = (failure: Failure, failed: FailedCall) => Explanation | undefined;

const EXPIRED = new Set(['ExpiredToken', 'ExpiredTokenException', 'RequestExpired', 'TokenRefreshRequired']);
const INVALID = new Set([
  'UnrecognizedClientException',
  'InvalidClientTokenId',
  'InvalidAccessKeyId',
  'SignatureDoesNotMatch',
  'InvalidSignatureException',
  'IncompleteSignature',
  'AuthFailure',
  'MissingAuthenticationToken',
  'MissingAuthenticationTokenException',
]);
const DENIED = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'UnauthorizedOperation',
  'UnauthorizedException',
  'AuthorizationError',
  'NotAuthorized',
  'OptInRequired',
]);
const THROTTLED = new Set([
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'PriorRequestNotComplete',
  'SlowDown',
]);
const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'EPIPE',
  'TimeoutError',
  'NetworkingError',
]);

const explanations: readonly Explain[] = [
  function clockIsWrong({ code, message }) {
    if (code !== 'RequestTimeTooSkewed' && !/signature (not yet current|expired)/i.test(message)) return undefined;
    return {
      code: 'clock-skew',
      message: 'AWS refused the request because the clock of this machine is wrong.',
      action: { says: 'Set the clock and try again.' },
    };
  },
  function expired({ code, message }, { profile }) {
    const ofProvider = isProviderError(code) && /expired|aws sso login|aws login/i.test(message);
    if (!EXPIRED.has(code) && !ofProvider) return undefined;
    const isSso = ofProvider && /sso/i.test(message);
    const login = isSso ? 'aws sso login' : /aws login/i.test(message) ? 'aws login' : undefined;
    return {
      code: 'expired-credentials',
      message: `The AWS credentials${of(profile)} have expired.`,
      action: choosingAnother(
        login
          ? `Run "${login}${profile ? ` --profile ${profile}` : ''}" and try again.`
          : 'Sign in again (with single sign-on: "aws sso login' +
              `${profile ? ` --profile ${profile}` : ''}"), or choose another profile.`,
      ),
    };
  },
  function mfaWanted({ code, message }, { profile }) {
    if (!isProviderError(code) || !/multi-factor/i.test(message)) return undefined;
    return {
      code: 'mfa-required',
      message: `The AWS role${of(profile)} wants a code from its MFA device, and there is nobody to ask for one.`,
      action: choosingAnother('Use the profile in the editor, or choose another one here.'),
    };
  },
  function processFailed({ code, message }, { profile }) {
    if (!isProviderError(code) || !/credential_process|Command failed/.test(message)) return undefined;
    return {
      code: 'no-credentials',
      message: `The credential_process${of(profile)} gave no AWS credentials.`,
      action: choosingAnother('Run that command in a terminal to see why, or choose another profile.'),
    };
  },
  function missing({ code, message }, { profile }) {
    if (!isProviderError(code) && !/Resolved credential object is not valid|Credential is missing/.test(message)) {
      return undefined;
    }
    return {
      code: 'no-credentials',
      message: `No AWS credentials were found${profile ? ` for the profile "${profile}"` : ''}.`,
      action: choosingAnother(
        profile
          ? `Run "aws configure --profile ${profile}" or "aws sso login --profile ${profile}", or choose another profile.`
          : 'Choose a profile, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
      ),
    };
  },
  function invalid({ code }, { profile }) {
    if (!INVALID.has(code)) return undefined;
    return {
      code: 'invalid-credentials',
      message: `AWS does not know the credentials${of(profile)}: ${
        /Signature/.test(code) ? 'the secret key does not fit the access key' : 'the access key is wrong or was deleted'
      }.`,
      action: choosingAnother('Correct the keys of the profile, or choose another profile.'),
    };
  },
  function denied({ code, message }, { action, profile }) {
    if (!DENIED.has(code)) return undefined;
    const permission = message.match(/perform:? ([a-zA-Z0-9-]+:[A-Za-z*]+)/)?.[1];
    const resource = message.match(/on resource:? (\S+)/)?.[1]?.replace(/[.,;]$/, '');
    const who = message.match(/arn:[^\s]+:(?:user|assumed-role|role)\/[^\s]+/)?.[0];
    const on = resource && resource !== '*' ? ` on ${resource}` : '';
    return {
      code: 'access-denied',
      message: permission
        ? `Could not ${action}: ${who ?? `the profile${profile ? ` "${profile}"` : ''}`} lacks the permission ${permission}${on}.`
        : `Could not ${action}: access is denied.`,
      action: permission
        ? choosingAnother(`Ask for the permission ${permission}${on}, or choose another profile.`)
        : choosingAnother('Ask for the permission, or choose another profile.'),
    };
  },
  function throttled({ code, status }, { action }) {
    if (!THROTTLED.has(code) && status !== 429) return undefined;
    return {
      code: 'throttled',
      message: `Could not ${action}: AWS is refusing requests because too many came at once.`,
      action: { says: 'Wait a minute and try again.' },
    };
  },
  function unreachable({ code, host, status }, { action }) {
    if (!UNREACHABLE.has(code) || status > 0) return undefined;
    return {
      code: 'aws-unreachable',
      message: `Could not ${action}: AWS cannot be reached${host ? ` at ${host}` : ''} (${code}).`,
      action: { says: 'Check the network, the region and any AWS_ENDPOINT_URL, and try again.' },
    };
  },
  function certificate({ code, status }, { action }) {
    if (status > 0 || !/^(SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|CERT_|ERR_TLS)/.test(code)) return undefined;
    return {
      code: 'untrusted-certificate',
      message: `Could not ${action}: the certificate of the AWS endpoint is not trusted (${code}).`,
      action: { says: 'Behind a proxy that inspects traffic, set NODE_EXTRA_CA_CERTS to its certificate.' },
    };
  },
  function unreadable({ isUnreadable, status }, { action }) {
    if (!isUnreadable) return undefined;
    return {
      code: 'unreadable-answer',
      message: `Could not ${action}: what answered is not AWS${status ? ` (HTTP ${status} with something that AWS never sends)` : ''}.`,
      action: { says: 'Check AWS_ENDPOINT_URL and any proxy; an emulator may lack this operation.' },
    };
  },
];

/** An error of our own code, such as a TypeError: not AWS's doing, so it must not be blamed on AWS. */
function isDefect(error: unknown): boolean {
  if (!(error instanceof Error) || '$metadata' in error || '$response' in error) return false;
  const { code } = error as Error & { code?: unknown };
  return (
    ['TypeError', 'ReferenceError', 'RangeError'].includes(error.name) ||
    (typeof code === 'string' && /^(ERR_(?!TLS|SSL)|MODULE_NOT_FOUND)/.test(code))
  );
}

function refused({ code, message, status }: Failure, { action }: FailedCall): Explanation {
  const name = code || `HTTP ${status}`;
  const words = message.trim().replace(/\.$/, '');
  const said = words && words !== code ? `: ${words}` : ` with ${name}`;
  return status >= 500
    ? {
        code: 'aws-fault',
        message: `Could not ${action}: AWS failed${said}.`,
        action: { says: 'Try again in a minute.' },
      }
    : { code: 'aws-refused', message: `Could not ${action}: AWS refused${said}.` };
}

function of(profile: string | undefined): string {
  return profile ? ` of the profile "${profile}"` : '';
}

function isProviderError(code: string): boolean {
  return code === 'CredentialsProviderError' || code === 'TokenProviderError' || code === 'ProviderError';
}

function awsCode(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const { Code, code, name } = error as Error & { Code?: unknown; code?: unknown };
  if (typeof Code === 'string' && Code) return Code;
  if (typeof code === 'string' && code && name === 'Error') return code;
  return name;
}

/** The SDK puts what it knows in different places for each protocol, and hides the answer of a failed parse. */
function read(error: unknown): Failure {
  if (!(error instanceof Error)) {
    return { code: '', message: String(error), status: 0, host: undefined, isUnreadable: false };
  }
  const seen = error as Error & {
    address?: string;
    hostname?: string;
    port?: number;
    $metadata?: { httpStatusCode?: number };
    $response?: { statusCode?: number };
    errors?: unknown[];
  };
  // Node joins the attempts of several addresses into one error whose own fields are empty.
  const inner = seen.errors?.[0];
  if (inner instanceof Error && !seen.message) return read(inner);
  const host = seen.hostname ?? seen.address;
  const isUnreadable =
    seen.name === 'SyntaxError' ||
    // What the XML protocols make of an error page without a code.
    /^Unknown(Error)?$/.test(seen.name) ||
    /XML parse error|Deserialization error/i.test(seen.message);
  return {
    code: awsCode(error),
    message: seen.message,
    status: seen.$metadata?.httpStatusCode ?? seen.$response?.statusCode ?? 0,
    host: host && seen.port ? `${host}:${seen.port}` : host,
    isUnreadable,
  };
}
