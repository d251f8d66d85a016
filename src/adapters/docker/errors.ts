/** What goes wrong between us and an engine, in a sentence. */
import { CancelledError, isCancelled, isUserFacing, UserFacingError } from '../../core/errors.ts';
import type { Endpoint } from './endpoint.ts';

export interface Tried {
  readonly endpoint: Endpoint;
  readonly error: unknown;
}

/** The engine could not build what it was asked to; the workflow finds the line that is to blame. */
export class BuildFailure extends Error {
  override readonly name = 'BuildFailure';
  /** The instruction as the builder names it, `[build 2/4] RUN make`, where one failed. */
  readonly step: string | undefined;
  /** The last lines that the failing step printed. */
  readonly output: readonly string[];
  constructor(message: string, step: string | undefined, output: readonly string[]) {
    super(message);
    this.step = step;
    this.output = output;
  }
}

/** The registry refused, or could not be reached by the engine; the workflow says it in a sentence. */
export class PushFailure extends Error {
  override readonly name = 'PushFailure';
}

export function noEngine(tried: readonly Tried[], platform: NodeJS.Platform): UserFacingError {
  const explicit = tried.length === 1 && tried[0]?.endpoint.origin !== 'default socket' ? tried[0] : undefined;
  const refused = tried.find(({ error }) => codeOf(error) === 'EACCES');
  if (refused) {
    return new UserFacingError({
      code: 'no-engine',
      message: `The engine at ${refused.endpoint.url} does not let this user in.`,
      action: { says: 'Add yourself to the "docker" group and sign in again, or use a rootless engine.' },
      cause: refused.error,
    });
  }
  return new UserFacingError({
    code: 'no-engine',
    message: explicit
      ? `No container engine answers at ${explicit.endpoint.url}, which ${explicit.endpoint.origin} names (${reason(explicit.error)}).`
      : `No container engine answers; tried ${tried.map(({ endpoint }) => endpoint.url).join(', ')}.`,
    action: {
      says: explicit
        ? `Start that engine, or change ${explicit.endpoint.origin.startsWith('context') ? 'the context' : explicit.endpoint.origin}, and try again.`
        : platform === 'linux'
          ? 'Start the engine ("sudo systemctl start docker"), or set DOCKER_HOST, and try again.'
          : 'Start Docker Desktop, or set DOCKER_HOST, and try again.',
    },
    cause: explicit?.error ?? tried.at(-1)?.error,
  });
}

export function engineLost(endpoint: Endpoint, doing: string, cause: unknown): UserFacingError {
  return new UserFacingError({
    code: 'engine-lost',
    message: `The engine at ${endpoint.url} went away while ${doing}.`,
    action: { says: 'Start the engine and try again; what it had finished is reused.' },
    cause,
  });
}

/**
 * The error to throw for whatever a request to an engine threw.
 * @param doing follows "went away while": `building the image`
 */
export function engineError(error: unknown, endpoint: Endpoint, doing: string, signal?: AbortSignal): unknown {
  if (signal?.aborted || isCancelled(error)) return new CancelledError();
  if (isUserFacing(error) || error instanceof BuildFailure || error instanceof PushFailure) return error;
  if (isLost(error)) return engineLost(endpoint, doing, error);
  const status = (error as { statusCode?: number }).statusCode;
  if (status === undefined) return error;
  return new UserFacingError({
    code: 'engine-refused',
    message: `The engine refused while ${doing}: ${saidByEngine(error)}.`,
    action: { says: 'Look at the log of the engine.' },
    cause: error,
  });
}

/** The engine's own words, without the frame that dockerode puts around them. */
export function saidByEngine(error: unknown): string {
  const said = (error as { json?: { message?: unknown } | null }).json?.message;
  const text = typeof said === 'string' ? said : error instanceof Error ? error.message : String(error);
  return text
    .trim()
    .replace(/^\(HTTP code \d+\) [^-]*- /, '')
    .replace(/\.$/, '');
}

function isLost(error: unknown): boolean {
  const lost = [
    'ECONNRESET',
    'ECONNREFUSED',
    'ENOENT',
    'EPIPE',
    'ERR_STREAM_PREMATURE_CLOSE',
    'ETIMEDOUT',
    'ERR_STREAM_DESTROYED',
  ];
  return lost.includes(codeOf(error)) || (error instanceof Error && /^(aborted|socket hang up)$/.test(error.message));
}

function codeOf(error: unknown): string {
  return String((error as NodeJS.ErrnoException | undefined)?.code ?? '');
}

function reason(error: unknown): string {
  const code = codeOf(error);
  if (code === 'ENOENT') return 'there is no such socket';
  if (code === 'ECONNREFUSED') return 'nothing listens there';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'the host is not known';
  if (error instanceof Error && error.name === 'TimeoutError') return 'it did not answer within 5 seconds';
  return code || saidByEngine(error);
}
