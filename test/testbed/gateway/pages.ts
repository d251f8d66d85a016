// Pages of the lists that ministack returns whole: the list is asked for without a limit and cut here.
import { type AwsCall, withInput, withQuery } from './aws-call.ts';
import { type Answer, awsError, escapeXml } from './exchange.ts';

/** How long a page is when the caller does not say, for the member that holds the list. */
const JSON_LISTS: Readonly<Record<string, readonly [list: string, limit: number]>> = {
  'ecr:DescribeRepositories': ['repositories', 100],
  'ecr:DescribeImages': ['imageDetails', 100],
  'ecr:ListImages': ['imageIds', 100],
  'ecs:ListClusters': ['clusterArns', 100],
  'ecs:ListServices': ['serviceArns', 10],
  'ecs:ListTasks': ['taskArns', 100],
  'ecs:ListTaskDefinitions': ['taskDefinitionArns', 100],
  'ecs:ListTaskDefinitionFamilies': ['families', 100],
};

const XML_LISTS: Readonly<Record<string, string>> = {
  DescribeLoadBalancers: 'LoadBalancers',
  DescribeTargetGroups: 'TargetGroups',
  DescribeListeners: 'Listeners',
  DescribeRules: 'Rules',
};

const XML_LIMIT = 400;

/** The answer to a call, with no more of its list than the call asks for. */
export async function paged(call: AwsCall, ask: (call: AwsCall) => Promise<Answer>): Promise<Answer> {
  const json = JSON_LISTS[`${call.service}:${call.action}`];
  if (json) return await pageOfJson(call, json, ask);
  const xml = call.service === 'elasticloadbalancing' ? XML_LISTS[call.action] : undefined;
  if (xml) return await pageOfXml(call, xml, ask);
  return await ask(call);
}

async function pageOfJson(
  call: AwsCall,
  [list, defaultLimit]: readonly [string, number],
  ask: (call: AwsCall) => Promise<Answer>,
): Promise<Answer> {
  const { maxResults, nextToken, ...whole } = call.input;
  const start = offsetOf(nextToken);
  if (start === undefined) return badToken(call);
  const answer = await ask(withInput(call, call.service === 'ecs' ? { ...whole, maxResults: 1_000_000 } : whole));
  if (answer.status !== 200) return answer;
  const body = JSON.parse(answer.body.toString()) as Record<string, unknown>;
  const items = (body[list] ?? []) as unknown[];
  const end = start + (typeof maxResults === 'number' && maxResults > 0 ? maxResults : defaultLimit);
  const { nextToken: _theirs, ...rest } = body;
  const page = { ...rest, [list]: items.slice(start, end), ...(end < items.length ? { nextToken: tokenOf(end) } : {}) };
  return { ...answer, body: JSON.stringify(page) };
}

async function pageOfXml(call: AwsCall, list: string, ask: (call: AwsCall) => Promise<Answer>): Promise<Answer> {
  const whole = new URLSearchParams(call.query);
  whole.delete('PageSize');
  whole.delete('Marker');
  const start = offsetOf(call.query.get('Marker') ?? undefined);
  if (start === undefined) return badToken(call);
  const answer = await ask(withQuery(call, whole));
  if (answer.status !== 200) return answer;
  const body = answer.body.toString();
  const open = body.indexOf(`<${list}>`) + list.length + 2;
  const close = body.lastIndexOf(`</${list}>`);
  if (close < open) return answer;
  const members = splitMembers(body.slice(open, close));
  const end = start + (Number(call.query.get('PageSize')) || XML_LIMIT);
  const marker = end < members.length ? `<NextMarker>${escapeXml(tokenOf(end))}</NextMarker>` : '';
  return {
    ...answer,
    body: `${body.slice(0, open)}${members.slice(start, end).join('')}</${list}>${marker}${body.slice(close + list.length + 3)}`,
  };
}

/** The outermost <member> elements of a list. */
export function splitMembers(text: string): string[] {
  const members: string[] = [];
  let depth = 0;
  let from = 0;
  for (const { 0: tag, index } of text.matchAll(/<\/?member>/g)) {
    if (tag === '<member>') {
      if (depth === 0) from = index;
      depth += 1;
    } else {
      depth -= 1;
      if (depth === 0) members.push(text.slice(from, index + tag.length));
    }
  }
  return members;
}

const tokenOf = (offset: number): string => Buffer.from(`page:${offset}`).toString('base64url');

/** Where a page begins; undefined for a token that is not ours. */
function offsetOf(token: unknown): number | undefined {
  if (token === undefined || token === null || token === '') return 0;
  const match = /^page:(\d+)$/.exec(Buffer.from(String(token), 'base64url').toString());
  return match ? Number(match[1]) : undefined;
}

export const pageToken = { write: tokenOf, read: offsetOf };

const badToken = (call: AwsCall): Answer =>
  call.protocol === 'json'
    ? awsError(call, { code: 'InvalidParameterException', message: 'Invalid parameter at "nextToken": invalid token' })
    : awsError(call, { code: 'ValidationError', message: 'The marker is not valid.' });
