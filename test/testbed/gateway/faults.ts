// Faults that a test asks for. POST a list of them to /_gateway/faults; DELETE takes all away; GET tells what is set.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pause } from '../processes.ts';
import type { AwsCall } from './aws-call.ts';
import { type Answer, awsError, readBody, send } from './exchange.ts';

export interface Fault {
  /** The service whose calls are struck, `*` for every one, or `registry` for requests of the Docker registry. */
  readonly service: string;
  /** The action (`CreateService`), or for the registry the method (`PUT`); every one when it is not given. */
  readonly action?: string;
  /** The account whose calls are struck; every one when it is not given. Not for the registry. */
  readonly account?: string;
  /** A part of the path, for the registry. */
  readonly path?: string;
  /** How often it strikes; for ever when it is not given. */
  readonly times?: number;
  /** Waits so long before going on, in milliseconds. */
  readonly delayMs?: number;
  /** Answers with this error instead of going on. For the registry, `code` is put into its own form of error. */
  readonly refuse?: { readonly code: string; readonly message?: string; readonly status?: number };
  /** Cuts the connection once so many bytes of the request's body have come. */
  readonly cutAfterBytes?: number;
}

export class Faults {
  #faults: (Fault & { left: number })[] = [];

  async administer(request: IncomingMessage): Promise<Answer> {
    const reply = (status: number, body: unknown): Answer => ({
      status,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (request.method === 'DELETE') this.#faults = [];
    if (request.method === 'POST' || request.method === 'PUT') {
      let given: unknown;
      try {
        given = JSON.parse((await readBody(request)).toString());
      } catch {
        return reply(400, { error: 'The body is no JSON.' });
      }
      const added = (Array.isArray(given) ? given : [given]) as Fault[];
      if (added.some((fault) => typeof fault?.service !== 'string')) {
        return reply(400, { error: 'Every fault names a service.' });
      }
      this.#faults.push(...added.map((fault) => ({ ...fault, left: fault.times ?? Number.POSITIVE_INFINITY })));
    }
    return reply(200, { faults: this.#faults.map(({ left, ...fault }) => fault) });
  }

  /** True when the call was answered or cut here. */
  async strikeCall(call: AwsCall, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const fault = this.#take(
      ({ service, action, account }) =>
        (service === '*' || service === call.service) &&
        (action === undefined || action === call.action) &&
        (account === undefined || account === call.account),
    );
    if (!fault) return false;
    if (fault.delayMs) await pause(fault.delayMs);
    if (fault.cutAfterBytes !== undefined) {
      request.socket.destroy();
      return true;
    }
    if (!fault.refuse) return false;
    const { code, message = code, status } = fault.refuse;
    send(response, awsError(call, { code, message, status: status ?? statusOf(code) }));
    return true;
  }

  /** True when the request to the registry was answered or will be cut here. */
  async strikeRegistry(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const fault = this.#take(
      ({ service, action, path }) =>
        service === 'registry' &&
        (action === undefined || action === request.method) &&
        (path === undefined || (request.url ?? '').includes(path)),
    );
    if (!fault) return false;
    if (fault.delayMs) await pause(fault.delayMs);
    if (fault.refuse) {
      const { code, message = code, status = 403 } = fault.refuse;
      request.resume();
      const body = JSON.stringify({ errors: [{ code, message }] });
      send(response, { status, headers: { 'content-type': 'application/json' }, body });
      return true;
    }
    const limit = fault.cutAfterBytes;
    if (limit === undefined) return false;
    let seen = 0;
    request.on('data', (chunk: Buffer) => {
      seen += chunk.length;
      if (seen > limit) request.socket.destroy();
    });
    // Listening for data sets the body flowing; it must wait until it is piped on.
    request.pause();
    return false;
  }

  #take(matches: (fault: Fault) => boolean): Fault | undefined {
    const fault = this.#faults.find((candidate) => candidate.left > 0 && matches(candidate));
    if (fault) {
      fault.left -= 1;
      if (fault.left <= 0) this.#faults = this.#faults.filter((other) => other !== fault);
    }
    return fault;
  }
}

// AWS answers most refusals with 400, and those of the credentials with 403.
function statusOf(code: string): number {
  return /^(AccessDenied|UnrecognizedClient|InvalidClientTokenId|SignatureDoesNotMatch|AuthFailure)/.test(code)
    ? 403
    : 400;
}
