import { commandWithHeredoc } from './heredoc.ts';
import type { Reader } from './reader.ts';

/** What RUN, CMD, ENTRYPOINT and SHELL run: nothing may follow a JSON array. */
export function command(reader: Reader): boolean {
  return (
    reader.attempt(() => jsonArray(reader) !== undefined) ||
    reader.attempt(() => commandWithHeredoc(reader)) ||
    reader.restOfLine()
  );
}

/** An array of strings with what is blank behind it. @returns how many strings. */
export function jsonArray(reader: Reader): number | undefined {
  if (!reader.take('[')) return undefined;
  reader.gap();
  let count = 0;
  if (reader.next !== ']') {
    do {
      reader.gap();
      if (!reader.quoted('"')) return undefined;
      count++;
      reader.gap();
    } while (reader.take(','));
  }
  if (!reader.take(']')) return undefined;
  reader.gap();
  return count;
}
