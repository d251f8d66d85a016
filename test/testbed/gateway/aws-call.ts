// A request to an AWS API, read from the wire: which service and action, by which account, in which region.
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { readBody } from './exchange.ts';

export interface AwsCall {
  /** The name in the signature: ecr, ecs, elasticloadbalancing, ec2, logs, iam, sts, … */
  readonly service: string;
  readonly action: string;
  readonly account: string;
  readonly region: string;
  readonly protocol: 'json' | 'query';
  /** The input of a JSON call; empty for a query. */
  readonly input: Readonly<Record<string, unknown>>;
  /** The input of a query call; empty for JSON. */
  readonly query: URLSearchParams;
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** The call that a request makes, its body read; undefined (and nothing read) when it makes none that we look into. */
export async function readCall(request: IncomingMessage, defaultRegion: string): Promise<AwsCall | undefined> {
  const { headers, method = 'GET', url = '/' } = request;
  const target = headers['x-amz-target'];
  const isForm = String(headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
  const scope = /Credential=([^/,\s]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request/.exec(headers.authorization ?? '');
  if (method !== 'POST' || !scope || (target === undefined && !isForm)) return undefined;
  const body = await readBody(request);
  const [, accessKey = '', region = defaultRegion, service = ''] = scope;
  const common = {
    service,
    region,
    // As in ministack: an access key of twelve digits is the account itself.
    account: /^\d{12}$/.test(accessKey) ? accessKey : '000000000000',
    method,
    path: url,
    headers,
    body,
  };
  if (target !== undefined) {
    const action = String(target).split('.').at(-1) ?? '';
    return { ...common, action, protocol: 'json', input: parseJson(body), query: new URLSearchParams() };
  }
  const query = new URLSearchParams(body.toString());
  return { ...common, action: query.get('Action') ?? '', protocol: 'query', input: {}, query };
}

/** The same call with another input. */
export function withInput(call: AwsCall, input: Readonly<Record<string, unknown>>): AwsCall {
  return { ...call, input, body: Buffer.from(JSON.stringify(input)) };
}

/** The same call with another query. */
export function withQuery(call: AwsCall, query: URLSearchParams): AwsCall {
  return { ...call, query, body: Buffer.from(query.toString()) };
}

function parseJson(body: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body.toString() || '{}');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
