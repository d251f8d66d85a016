/** The way to an engine: looks where it may listen and takes the first that answers. */
import { CancelledError } from '../../core/errors.ts';
import { connect } from './connect.ts';
import type { Engine } from './contract.ts';
import { type EngineSurroundings, endpointCandidates } from './endpoint.ts';
import { noEngine, type Tried } from './errors.ts';
import { savedSignIns } from './sign-ins.ts';

export type { Engine } from './contract.ts';

/**
 * The first engine that answers.
 * @throws UserFacingError `no-engine` with what was tried; `bad-engine-choice`
 */
export async function findEngine(
  surroundings: EngineSurroundings = { env: process.env },
  signal?: AbortSignal,
): Promise<Engine> {
  const tried: Tried[] = [];
  // As the docker client has it.
  const builder = surroundings.env.DOCKER_BUILDKIT === '0' ? 'classic' : undefined;
  for (const endpoint of await endpointCandidates(surroundings)) {
    try {
      return await connect(endpoint, { builder, signIns: savedSignIns(surroundings) }, signal);
    } catch (error) {
      if (signal?.aborted) throw new CancelledError();
      tried.push({ endpoint, error });
    }
  }
  throw noEngine(tried, surroundings.platform ?? process.platform);
}
