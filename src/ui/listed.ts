import type { Pages } from '../adapters/aws/paging.ts';
import type { Session } from '../adapters/aws/session.ts';

/**
 * Makes pages of a listing whose code and session are opened when the first page is asked for, not before: a tree
 * can be put together at a start that loads neither.
 */
export function listed<Cloud>(
  cloud: () => Promise<Cloud>,
  session: () => Promise<Session>,
): <T>(listing: (cloud: Cloud, session: Session) => Pages<T>) => Pages<T> {
  return (listing) => async () => {
    const [code, opened] = await Promise.all([cloud(), session()]);
    return listing(code, opened)();
  };
}
