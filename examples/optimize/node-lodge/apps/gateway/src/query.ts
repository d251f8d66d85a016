import { z } from 'zod';

const query = z.object({ guests: z.coerce.number().int().min(1).max(12) });

/** How many guests were asked for; undefined where that is no sensible number. */
export function guestsOf(parameters: URLSearchParams): number | undefined {
  return query.safeParse(Object.fromEntries(parameters)).data?.guests;
}
