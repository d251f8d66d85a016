/** Three of the examples, one compiled, one interpreted, one with its libraries, rewritten, built, started and compared. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findEngine } from '../../src/adapters/docker/engine.ts';
import { openProvingEngine, type ProvingEngine } from '../prove/engine.ts';
import { proveExamples } from '../prove/every-example.ts';
import { Results } from '../prove/results.ts';

const minutes = 60_000;
let proving: ProvingEngine;

beforeAll(async () => {
  proving = await openProvingEngine();
}, 5 * minutes);

afterAll(() => proving?.stop());

test.each(['c-make-sqlite', 'go-api', 'node-conversions'])(
  '%s does the same after all that is proposed for it, in a smaller image',
  { timeout: 12 * minutes },
  async (name) => {
    const engine = await findEngine({ env: { DOCKER_HOST: proving.client.dockerHost } });
    const results = await Results.open({ results: undefined, reports: undefined });
    const report = (line: string) => console.log(line);
    const [row] = await proveExamples(proving, engine, results, { names: [name], measure: false, report });
    expect(row).toMatchObject({ name, verdict: 'equal' });
    expect(row?.above.after).toBeLessThan((row?.above.before ?? 0) / 2);
  },
);
