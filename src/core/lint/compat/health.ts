import { command } from './command.ts';
import type { Reader } from './reader.ts';

/** What follows HEALTHCHECK: NONE in capitals, or flags and CMD. Durations have one unit, s, m or h. */
export function health(reader: Reader): boolean {
  if (reader.take('NONE')) return true;
  const seen = new Set<string>();
  for (;;) {
    const name = reader.takeMatch(/--(?:interval|timeout|start-period|start-interval|retries)=/y);
    if (name === undefined) break;
    const fits = name === '--retries=' ? /\d+/y : /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?[smh]/y;
    if (seen.has(name) || reader.takeMatch(fits) === undefined || !reader.gap()) return false;
    seen.add(name);
  }
  return reader.takeKeyword('CMD') && reader.gap() && command(reader);
}
