// The engine that proofs run on: the testbed that runs already, else one of its own without an AWS account, whose
// images and caches are nobody else's.
import { clientPlugins, openEngine, openUnpackedEngine } from '../testbed/engine.ts';
import { openRun } from '../testbed/runs.ts';
import { dockerAt, useTestbed } from '../testbed/testbed.ts';
import type { Client } from './client.ts';

export interface ProvingEngine {
  readonly client: Client;
  readonly docker: ReturnType<typeof dockerAt>;
  /** True when nobody else uses it: what was built may be thrown away. */
  readonly isOwn: boolean;
  stop(): Promise<void>;
}

export async function openProvingEngine(): Promise<ProvingEngine> {
  if (process.env.QUAYSIDE_TESTBED_ENV) {
    const testbed = await useTestbed();
    if (!testbed.dockerHost) throw new Error('The testbed that QUAYSIDE_TESTBED_ENV names has no engine.');
    return {
      client: {
        program: testbed.dockerClient ?? 'docker',
        dockerHost: testbed.dockerHost,
        plugins: testbed.env.QUAYSIDE_TESTBED_DOCKER_PLUGINS,
      },
      docker: dockerAt(testbed.dockerHost),
      isOwn: false,
      stop: async () => {},
    };
  }
  const run = await openRun();
  const unpacked = await openUnpackedEngine(run);
  // Where none can be unpacked, the person's own engine has to do.
  const engine = 'missing' in unpacked ? await openEngine(run) : unpacked;
  if ('missing' in engine) {
    await run.remove();
    throw new Error(engine.missing);
  }
  return {
    client: {
      program: engine.client ?? 'docker',
      dockerHost: engine.dockerHost,
      plugins: engine.isForeign ? undefined : clientPlugins(),
    },
    docker: dockerAt(engine.dockerHost),
    isOwn: !engine.isForeign,
    async stop() {
      await engine.stop();
      await run.remove();
    },
  };
}
