import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

/**
 * What a client of the running testbed needs in its environment, from the file that QUAYSIDE_TESTBED_ENV names; empty
 * where no testbed runs.
 */
export function testbedEnvironment(): Record<string, string> {
  const file = process.env.QUAYSIDE_TESTBED_ENV;
  return file ? (parseEnv(readFileSync(file, 'utf8')) as Record<string, string>) : {};
}
