/** The log group that the containers of a service write to. */
import type { Tags } from '../../core/fargate/account.ts';
import type { LogGroup } from '../../core/fargate/observed.ts';
import { orWhen } from './absence.ts';
import { call } from './errors.ts';
import { everyItem, pages } from './paging.ts';
import type { Session } from './session.ts';

const sdk = async () => (await import('./sdk/clients.ts')).logs;

export async function findLogGroup(
  session: Session,
  name: string,
  signal?: AbortSignal,
): Promise<LogGroup | undefined> {
  const { DescribeLogGroupsCommand, ListTagsForResourceCommand } = await sdk();
  const groups = await everyItem(
    pages(async (token) => {
      const answer = await call(session, `look for the log group "${name}"`, signal, async (options) =>
        (await session.logs()).send(
          new DescribeLogGroupsCommand({ logGroupNamePrefix: name, ...(token ? { nextToken: token } : {}) }),
          options,
        ),
      );
      return { items: answer.logGroups ?? [], token: answer.nextToken };
    }),
  );
  const found = groups.find((group) => group.logGroupName === name);
  if (!found) return undefined;
  // The plain `arn` ends in `:*`, which no tagging operation takes.
  const arn = found.logGroupArn ?? (found.arn ?? '').replace(/:\*$/, '');
  const { tags = {} } = await call(session, `read the tags of the log group "${name}"`, signal, async (options) =>
    (await session.logs()).send(new ListTagsForResourceCommand({ resourceArn: arn }), options),
  ).catch(orWhen({ tags: {} }, 'ResourceNotFoundException'));
  return { name, arn, retention: found.retentionInDays, tags };
}

/** One that is there already stays as it is. */
export async function createLogGroup(session: Session, name: string, tags: Tags, signal?: AbortSignal): Promise<void> {
  const { CreateLogGroupCommand } = await sdk();
  await call(session, `create the log group "${name}"`, signal, async (options) =>
    (await session.logs()).send(new CreateLogGroupCommand({ logGroupName: name, tags: { ...tags } }), options),
  ).catch(orWhen(undefined, 'ResourceAlreadyExistsException'));
}

/** @param days as CloudWatch offers them */
export async function setRetention(session: Session, name: string, days: number, signal?: AbortSignal): Promise<void> {
  const { PutRetentionPolicyCommand } = await sdk();
  await call(session, `set the retention of the log group "${name}"`, signal, async (options) =>
    (await session.logs()).send(new PutRetentionPolicyCommand({ logGroupName: name, retentionInDays: days }), options),
  );
}

export async function deleteLogGroup(session: Session, name: string, signal?: AbortSignal): Promise<void> {
  const { DeleteLogGroupCommand } = await sdk();
  await call(session, `delete the log group "${name}"`, signal, async (options) =>
    (await session.logs()).send(new DeleteLogGroupCommand({ logGroupName: name }), options),
  ).catch(orWhen(undefined, 'ResourceNotFoundException'));
}

/** The last lines of a stream, oldest first; none when the stream was never written. */
export async function lastLogLines(
  session: Session,
  group: string,
  stream: string,
  count: number,
  signal?: AbortSignal,
): Promise<string[]> {
  const { GetLogEventsCommand } = await sdk();
  const { events = [] } = await call(session, `read the log stream "${stream}"`, signal, async (options) =>
    (await session.logs()).send(
      new GetLogEventsCommand({ logGroupName: group, logStreamName: stream, limit: count, startFromHead: false }),
      options,
    ),
  ).catch(orWhen({ events: [] }, 'ResourceNotFoundException'));
  return events.slice(-count).map(({ message }) => (message ?? '').trimEnd());
}
